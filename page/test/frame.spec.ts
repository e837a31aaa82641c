import { describe, expect, it } from 'vitest';
import type { PageDriver } from '../../bench/page/page-driver.ts';
import { parts } from '../parts/index.ts';
import { uncover, useBrowser, violations, waitForSentence } from './browser.ts';

const tab = useBrowser();
const still = { media: { 'prefers-reduced-motion': 'reduce' } };
const names = parts.map(({ name }) => name);

/** Visits every part until its figure is interactive. */
async function walk(reader: PageDriver): Promise<void> {
  for (const name of names) await reader.goTo(name);
  for (const name of ['channel', 'network']) await reader.waitForNumbers(name);
}

const answerAll = () => {
  for (const guess of document.querySelectorAll('.guess')) guess.querySelector<HTMLButtonElement>('button')?.click();
  for (const details of document.querySelectorAll('details')) details.open = true;
};

describe('the URL', () => {
  it('sets the state in a link, and scrolls to its part', async () => {
    const reader = await tab.open('#v=1&at=tuning&tuning.rate=200&tuning.input=2');
    expect(await reader.value('#tuning-rate-box')).toBe('200');
    await reader.page.waitForFunction(
      () => Math.abs(document.getElementById('tuning')?.getBoundingClientRect().top ?? 999) < 400,
    );
    await reader.close();
  });

  it('reports the errors in a link, and sets the nearest valid state', async () => {
    const reader = await tab.open('#v=9&neuron.amplitude=7&neuron.rate=abc&neuron.floor=maybe&nobody.x=1&at=nowhere');
    const notice = (await reader.text('#notice')) ?? '';
    expect(notice).toContain('Spike amplitude must be from 0.01 to 0.05, but is 7');
    expect(notice).toContain('“abc”');
    expect(notice).toContain('nobody.x');
    expect(await reader.value('#neuron-amplitude-box')).toBe('0.05');
    expect(await reader.value('#neuron-rate-box')).toBe('100');
    await reader.close();
  });

  it('goes back and forward between states that buttons in the text have set', async () => {
    const reader = await tab.open();
    const amplitude = () => reader.value('#neuron-amplitude-box');
    await uncover(reader, 'neuron');
    await reader.click('#neuron button[data-set="neuron.amplitude=0.02"]');
    await reader.click('#neuron button[data-set="neuron.amplitude=0.05"]');
    expect([await amplitude(), reader.page.url().includes('neuron.amplitude=0.05')]).toEqual(['0.05', true]);
    await reader.goBack();
    await expect.poll(amplitude).toBe('0.02');
    await reader.goForward();
    await expect.poll(amplitude).toBe('0.05');
    await reader.click('#neuron .reset');
    expect(await amplitude()).toBe('0.01');
    const link = await reader.attribute('#neuron .link', 'href');
    expect(link).toBe('#v=1&at=neuron');
    await reader.close();
  });

  it('sets a valid state with every button in the text', async () => {
    const reader = await tab.open();
    const hashes = await reader.page.$$eval('button[data-set]', (buttons) =>
      buttons.map((button) => (button as HTMLElement).dataset.set ?? ''),
    );
    expect(hashes.length).toBeGreaterThan(20);
    for (const hash of hashes) {
      const [key = '', value = ''] = (hash.split('&').at(-1) ?? '').split('=');
      await reader.page.evaluate(
        (set) => document.querySelector<HTMLButtonElement>(`button[data-set="${set}"]`)?.click(),
        hash,
      );
      const [part, field] = key.split('.');
      const shown = await reader.page.$eval(
        `#${part}`,
        (section, id) => {
          const box = section.querySelector<HTMLInputElement>(`#${id}-box`);
          return box?.value ?? section.querySelector<HTMLInputElement>(`input[name="${id}"]:checked`)?.value;
        },
        `${part}-${field}`,
      );
      expect(`${key}=${shown}`).toBe(`${key}=${value}`);
    }
    expect(!(await reader.isVisible('#notice'))).toBe(true);
    await reader.close();
  });
});

describe('a guess', () => {
  it('hides the result until it is made, is judged, and sets the state that it is about', async () => {
    const reader = await tab.open();
    const results = ['#opening .stage .curve', '#opening .sentence', '#opening .try', '#opening figcaption .later'];
    const seen = () => Promise.all(results.map((result) => reader.isVisible(result)));
    expect(await seen()).toEqual([false, false, false, false]);
    expect(await reader.isVisible('#opening .stage svg.shown .cell')).toBe(true);
    const title = () =>
      reader.page.$$eval('#opening svg.shown text', (texts) =>
        texts.filter((text) => getComputedStyle(text).visibility === 'visible').map((text) => text.textContent),
      );
    expect(await title()).not.toContain('amplitude 0.5, no floor');
    const name = () => reader.attribute('#opening svg.shown', 'aria-label');
    await expect.poll(name).toContain('amplitude 0.5, and …: read as 0');
    expect(await name()).not.toContain('no floor');
    await reader.click('#opening .guess button:nth-of-type(1)');
    expect(await seen()).toEqual([true, true, true, true]);
    expect(await title()).toContain('amplitude 0.5, no floor');
    await expect.poll(name).toContain('amplitude 0.5, no floor: read as 0');
    expect(await reader.text('#opening .answer')).toMatch(/^Not quite\./);
    await reader.click('#opening button[data-guess="units"]');
    expect(await reader.text('#opening .answer')).toMatch(/^Partly\./);
    expect([await reader.isVisible('#neuron .try'), await reader.isVisible('#neuron .sentence')]).toEqual([
      false,
      true,
    ]);
    await reader.click('#neuron .guess button[data-guess=same]');
    expect(await reader.isVisible('#neuron .try')).toBe(true);
    expect(await reader.text('#neuron .answer')).toMatch(/^Right\./);
    expect(await reader.count('#neuron .answer i')).toBeGreaterThan(5); // the equation
    expect(await reader.value('#neuron-amplitude-box')).toBe('0.02');
    await reader.close();
  });

  it('is made in a small box, which says already why the floor matters more for larger spikes', async () => {
    const reader = await tab.open('', { width: 1280, height: 800 });
    await reader.goTo('swing');
    await waitForSentence(reader, 'swing', 'Without a synapse');
    const height = async () => (await reader.boxOf('#swing figure')).height;
    expect(await height()).toBeLessThan(520);
    expect(await reader.isVisible('#swing figcaption')).toBe(true);
    expect(await reader.text('#swing figcaption')).toMatch(/far beyond 0 or the threshold in a single millisecond/);
    await reader.click('#swing .guess button:nth-of-type(4)');
    expect(await height()).toBeGreaterThan(900);
    await reader.close();
  });
});

describe('a reader', () => {
  it.each(['light', 'dark'] as const)(
    'encounters no accessibility violation, %s, at the start and with everything open',
    async (colorScheme) => {
      const reader = await tab.open('', { media: { 'prefers-color-scheme': colorScheme } });
      await walk(reader);
      expect(await violations(reader)).toEqual([]);
      await reader.page.evaluate(answerAll);
      await reader.fill('#simulator-box', '1, x');
      await reader.goTo('training'); // its guess has started a run
      await reader.page.waitForSelector('#training .row[data-state=done]');
      expect(await violations(reader)).toEqual([]);
      await reader.close();
    },
  );

  it('encounters no accessibility violation after a broken link and without workers', async () => {
    const reader = await tab.open('#v=1&neuron.rate=x', { before: 'delete globalThis.Worker' });
    expect(await violations(reader)).toEqual([]);
    await reader.close();
  });

  it('reaches and uses every control with the keyboard, with a visible focus', async () => {
    const reader = await tab.open();
    await walk(reader);
    for (const name of ['tuning', 'swing', 'question', 'training']) await uncover(reader, name);
    await reader.page.focus('.skip');
    const seen = new Set<string>();
    const unseen: string[] = [];
    for (let press = 0; press < 400; press++) {
      await reader.page.keyboard.press('Tab');
      const at = await reader.page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        const style = getComputedStyle(element);
        const id =
          element.id ||
          `${element.closest('section')?.id}/${element.tagName}/${element.textContent?.trim().slice(0, 40)}/${element.getAttribute('name') ?? ''}`;
        return {
          id,
          body: element === document.body,
          outlined: style.outlineStyle !== 'none' && style.outlineWidth !== '0px',
        };
      });
      if (at.body || at.id.includes('/Skip to the text/')) break;
      seen.add(at.id);
      if (!at.outlined) unseen.push(at.id);
    }
    expect(unseen).toEqual([]);
    const wanted = await reader.page.$$eval('input[type=range]:enabled, .control input:enabled[id], textarea', (all) =>
      all.map(({ id }) => id).filter((id) => id !== ''),
    );
    expect(wanted.filter((id) => !seen.has(id))).toEqual([]);
    await reader.page.focus('#neuron-input');
    await reader.page.keyboard.press('ArrowRight');
    expect(await reader.value('#neuron-input-box')).toBe('1.05');
    await reader.page.focus('#neuron .guess button');
    await reader.page.keyboard.press('Enter');
    expect(await reader.text('#neuron .answer')).toMatch(/^Not quite\./);
    await reader.close();
  });

  it('draws a 1 with the keyboard, and the network classifies it', async () => {
    const reader = await tab.open();
    await reader.goTo('network');
    await reader.page.focus('#network .pad canvas');
    for (let row = 0; row < 9; row++) await reader.page.keyboard.press('ArrowUp');
    await reader.page.keyboard.press('Space');
    for (let row = 0; row < 18; row++) await reader.page.keyboard.press('ArrowDown');
    await reader.page.keyboard.press('Space');
    await reader.page.waitForFunction(() =>
      document.querySelector('#network .verdict')?.textContent?.includes('your drawing'),
    );
    expect(await reader.text('#network .verdict strong')).toBe('1');
    await reader.close();
  });

  it('never has to scroll horizontally at a width of 320 pixels', async () => {
    const reader = await tab.open('', { width: 320, height: 640, hasTouch: true });
    await walk(reader);
    await reader.page.evaluate(answerAll);
    const wide = await reader.page.$$eval('main *', (all) =>
      all
        .filter((element) => element.getBoundingClientRect().right > 321 && !element.closest('.numbers, nav'))
        .map(({ tagName, className }) => `${tagName} ${className}`),
    );
    expect(wide).toEqual([]);
    expect(await reader.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await reader.close();
  });

  it('sees no motion without starting it', async () => {
    const reader = await tab.open('#v=1&network.step=5', still);
    await reader.goTo('network');
    await reader.waitForNumbers('network');
    await reader.wait(500);
    const before = await reader.page.screenshot();
    await reader.wait(2000);
    expect(Buffer.from(await reader.page.screenshot()).equals(before)).toBe(true);
    await reader.close();
  });

  it('reads text, static figures and claims without scripts', async () => {
    const reader = await tab.open('', { hasScripts: false });
    expect(await reader.count('section h2')).toBe(10); // with the answer and the references
    expect(await reader.count('figure')).toBe(9);
    expect(await reader.count('figure svg:not(.strip)')).toBe(10);
    expect(await reader.count('#simulator .strip')).toBeGreaterThan(5);
    expect(await reader.count('.numbers tbody tr')).toBeGreaterThan(5);
    expect(await reader.count('.law')).toBe(10); // with the answer
    expect(await reader.isVisible('noscript p')).toBe(true);
    await reader.close();
  });
});

describe('the page', () => {
  it('works offline once the page is loaded', async () => {
    const reader = await tab.open();
    await walk(reader);
    await reader.goTo('training');
    await reader.page.evaluate(() => document.querySelector<HTMLButtonElement>('#training .run')?.click());
    await reader.page.waitForSelector('#training .row[data-state=done]');
    for (const part of ['network', 'channel', 'training']) await uncover(reader, part);
    await reader.page.setOfflineMode(true);
    await reader.click('#network button[data-set="network.amplitude=0.5&network.floor=none"]');
    await waitForSentence(reader, 'network', 'without a floor');
    await reader.click('#channel button[data-set="channel.which=both&channel.factor=2&channel.weights=solved"]');
    await waitForSentence(reader, 'channel', 'originally');
    await reader.click('#training button[data-set="training.amplitude=0.01&training.recipe=plain"]');
    await reader.page.waitForFunction(() =>
      document.querySelector('#training .sentence')?.textContent?.includes('amplitude 0.01'),
    );
    await reader.close();
  });

  it.each([
    ['workers', 'delete globalThis.Worker'],
    ['WebAssembly SIMD', 'WebAssembly.validate = () => false'],
  ])('reports missing %s, and parts 1 to 3 and 8 still work', async (missing, before) => {
    const reader = await tab.open('', { before });
    expect(await reader.text('#notice')).toContain(missing);
    for (const name of ['neuron', 'tuning', 'channel', 'simulator']) await reader.goTo(name);
    await uncover(reader, 'channel');
    await reader.click('#channel button[data-set="channel.which=first&channel.factor=2&channel.weights=stay"]');
    await waitForSentence(reader, 'channel', 'originally');
    expect(await reader.isVisible('#opening .stage svg')).toBe(true);
    // a part that cannot run shows the answer and no button without effect
    const usable = 'figure.still :is(.panel, .guess) :is(button, input)';
    expect([await reader.count('figure.still'), await reader.countVisible(usable)]).toEqual([5, 0]);
    const answer = await reader.page.$eval(
      '#training .answer',
      (element) => getComputedStyle(element, '::after').content,
    );
    expect(answer).toContain('it is worse');
    await reader.close();
  });

  it('is idle when nothing happens', async () => {
    const reader = await tab.open('', {
      before:
        'globalThis.frames0 = 0; const own = requestAnimationFrame; globalThis.requestAnimationFrame = (f) => { globalThis.frames0++; return own(f); };',
    });
    await walk(reader);
    await reader.wait(1500);
    const before = await reader.page.evaluate('globalThis.frames0');
    await reader.wait(1500);
    expect(await reader.page.evaluate('globalThis.frames0')).toBe(before);
    await reader.close();
  });

  it('logs nothing, and requests nothing from other hosts', () => tab.expectNoComplaints());
});
