import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { parts } from '../parts/index.ts';
import { goTo, useBrowser, violations, waitForNumbers, waitForSentence } from './browser.ts';

const tab = useBrowser();
const names = parts.map(({ name }) => name);

/** Brings every part to life. */
async function walk(page: Page): Promise<void> {
  for (const name of names) await goTo(page, name);
  for (const name of ['channel', 'network']) await waitForNumbers(page, name);
}

const answerAll = () => {
  for (const guess of document.querySelectorAll('.guess')) guess.querySelector<HTMLButtonElement>('button')?.click();
  for (const details of document.querySelectorAll('details')) details.open = true;
};

describe('the address', () => {
  it('shows what a link says, and scrolls to its part', async () => {
    const page = await tab.open('#v=1&at=tuning&tuning.rate=200&tuning.input=2');
    expect(await page.inputValue('#tuning-rate-box')).toBe('200');
    await page.waitForFunction(
      () => Math.abs(document.getElementById('tuning')?.getBoundingClientRect().top ?? 999) < 400,
    );
    await page.context().close();
  });

  it('says what is wrong in a broken link, and shows the nearest valid state', async () => {
    const page = await tab.open('#v=9&neuron.amplitude=7&neuron.rate=abc&neuron.floor=maybe&nobody.x=1&at=nowhere');
    const notice = (await page.textContent('#notice')) ?? '';
    expect(notice).toContain('Spike amplitude must be from 0.01 to 0.05, but is 7');
    expect(notice).toContain('“abc”');
    expect(notice).toContain('nobody.x');
    expect(await page.inputValue('#neuron-amplitude-box')).toBe('0.05');
    expect(await page.inputValue('#neuron-rate-box')).toBe('100');
    await page.context().close();
  });

  it('goes back and forward between what buttons in the text have set', async () => {
    const page = await tab.open();
    const amplitude = () => page.inputValue('#neuron-amplitude-box');
    await page.click('#neuron button[data-set="neuron.amplitude=0.02"]');
    await page.click('#neuron button[data-set="neuron.amplitude=0.05"]');
    expect([await amplitude(), page.url().includes('neuron.amplitude=0.05')]).toEqual(['0.05', true]);
    await page.goBack();
    await expect.poll(amplitude).toBe('0.02');
    await page.goForward();
    await expect.poll(amplitude).toBe('0.05');
    await page.click('#neuron .reset');
    expect(await amplitude()).toBe('0.01');
    const link = await page.getAttribute('#neuron .link', 'href');
    expect(link).toBe('#v=1&at=neuron');
    await page.context().close();
  });

  it('sets with every button in the text a state without faults', async () => {
    const page = await tab.open();
    const hashes = await page.$$eval('button[data-set]', (buttons) =>
      buttons.map((button) => (button as HTMLElement).dataset.set ?? ''),
    );
    expect(hashes.length).toBeGreaterThan(20);
    for (const hash of hashes) {
      const [key = '', value = ''] = (hash.split('&').at(-1) ?? '').split('=');
      await page.evaluate(
        (set) => document.querySelector<HTMLButtonElement>(`button[data-set="${set}"]`)?.click(),
        hash,
      );
      const [part, field] = key.split('.');
      const shown = await page.$eval(
        `#${part}`,
        (section, id) => {
          const box = section.querySelector<HTMLInputElement>(`#${id}-box`);
          return box?.value ?? section.querySelector<HTMLInputElement>(`input[name="${id}"]:checked`)?.value;
        },
        `${part}-${field}`,
      );
      expect(`${key}=${shown}`).toBe(`${key}=${value}`);
    }
    expect(await page.isHidden('#notice')).toBe(true);
    await page.context().close();
  });
});

describe('a guess', () => {
  it('comes before the result, is judged, and sets what the question speaks of', async () => {
    const page = await tab.open();
    const results = ['#opening .stage .curve >> nth=0', '#opening .sentence', '#opening .try', '#opening figcaption'];
    const seen = () => Promise.all(results.map((result) => page.isVisible(result)));
    expect(await seen()).toEqual([false, false, false, false]);
    await page.click('#opening .guess button:nth-of-type(1)');
    expect(await seen()).toEqual([true, true, true, true]);
    expect(await page.textContent('#opening .answer')).toMatch(/^Not so\./);
    await page.click('#neuron .guess button[data-guess=taller]');
    expect(await page.textContent('#neuron .answer')).toMatch(/^Right\./);
    expect(await page.inputValue('#neuron-amplitude-box')).toBe('0.02');
    await page.context().close();
  });
});

describe('whoever reads', () => {
  it.each(['light', 'dark'] as const)(
    'finds nothing that axe objects to, %s, at the start and when all is open',
    async (colorScheme) => {
      const page = await tab.open('', { colorScheme });
      await walk(page);
      expect(await violations(page)).toEqual([]);
      await page.evaluate(answerAll);
      await page.fill('#simulator-box', '1, x');
      await goTo(page, 'training'); // its guess has begun a run
      await page.waitForSelector('#training .row[data-state=done]');
      expect(await violations(page)).toEqual([]);
      await page.context().close();
    },
  );

  it('finds nothing that axe objects to in a broken link and where workers are missing', async () => {
    const page = await tab.open('#v=1&neuron.rate=x', { before: 'delete globalThis.Worker' });
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  it('reaches every control with the keyboard alone, sees where it is, and can use it', async () => {
    const page = await tab.open();
    await walk(page);
    await page.focus('.skip');
    const seen = new Set<string>();
    const unseen: string[] = [];
    for (let press = 0; press < 260; press++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
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
      if (at.body || (seen.has(at.id) && press > 200)) break;
      seen.add(at.id);
      if (!at.outlined) unseen.push(at.id);
    }
    expect(unseen).toEqual([]);
    const wanted = await page.$$eval('input[type=range], input[type=number], textarea', (all) =>
      all.map(({ id }) => id).filter((id) => id !== ''),
    );
    expect(wanted.filter((id) => !seen.has(id))).toEqual([]);
    await page.focus('#neuron-input');
    await page.keyboard.press('ArrowRight');
    expect(await page.inputValue('#neuron-input-box')).toBe('1.05');
    await page.focus('#neuron .guess button');
    await page.keyboard.press('Enter');
    expect(await page.textContent('#neuron .answer')).toMatch(/^Not so\./);
    await page.context().close();
  });

  it('draws a one with the keyboard, and the network reads it', async () => {
    const page = await tab.open();
    await goTo(page, 'network');
    await page.focus('#network .pad canvas');
    for (let row = 0; row < 9; row++) await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Space');
    for (let row = 0; row < 18; row++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.waitForFunction(() =>
      document.querySelector('#network .verdict')?.textContent?.includes('your drawing'),
    );
    expect(await page.textContent('#network .verdict strong')).toBe('1');
    await page.context().close();
  });

  it('need not scroll sideways on 320 pixels', async () => {
    const page = await tab.open('', { viewport: { width: 320, height: 640 }, hasTouch: true });
    await walk(page);
    await page.evaluate(answerAll);
    const wide = await page.$$eval('main *', (all) =>
      all
        .filter((element) => element.getBoundingClientRect().right > 321 && !element.closest('.numbers, nav'))
        .map(({ tagName, className }) => `${tagName} ${className}`),
    );
    expect(wide).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await page.context().close();
  });

  it('sees nothing move that was not asked to', async () => {
    const page = await tab.open('#v=1&network.step=5', { reducedMotion: 'reduce' });
    await goTo(page, 'network');
    await waitForNumbers(page, 'network');
    await page.waitForTimeout(500);
    const before = await page.screenshot();
    await page.waitForTimeout(2000);
    expect((await page.screenshot()).equals(before)).toBe(true);
    await page.context().close();
  });

  it('reads text, still figures and claims without scripts', async () => {
    const page = await tab.open('', { javaScriptEnabled: false });
    expect(await page.locator('h2').count()).toBe(7);
    expect(await page.locator('figure').count()).toBe(8);
    expect(await page.locator('figure svg').count()).toBe(8);
    expect(await page.locator('.numbers tbody tr').count()).toBeGreaterThan(5);
    expect(await page.locator('.law').count()).toBe(8);
    expect(await page.isVisible('noscript p')).toBe(true);
    await page.context().close();
  });
});

describe('the browser', () => {
  it('goes on offline once the page is there', async () => {
    const page = await tab.open();
    await walk(page);
    await goTo(page, 'training');
    await page.evaluate(() => document.querySelector<HTMLButtonElement>('#training .run')?.click());
    await page.waitForSelector('#training .row[data-state=done]');
    await page.context().setOffline(true);
    await page.click('#network button[data-set="network.amplitude=0.5&network.floor=none"]');
    await waitForSentence(page, 'network', 'without a floor');
    await page.click('#channel button[data-set="channel.which=both&channel.factor=2&channel.weights=solved"]');
    await waitForSentence(page, 'channel', 'before it was');
    await page.click('#training button[data-set="training.amplitude=0.01&training.recipe=plain"]');
    await page.waitForFunction(() =>
      document.querySelector('#training .sentence')?.textContent?.includes('amplitude 0.01'),
    );
    await page.context().close();
  });

  it.each([
    ['workers', 'delete globalThis.Worker'],
    ['WebAssembly SIMD', 'WebAssembly.validate = () => false'],
  ])('says so when it has no %s, and shows parts 1 to 3 and 7 all the same', async (missing, before) => {
    const page = await tab.open('', { before });
    expect(await page.textContent('#notice')).toContain(missing);
    for (const name of ['neuron', 'tuning', 'channel', 'simulator']) await goTo(page, name);
    await page.click('#channel button[data-set="channel.which=second&channel.factor=2&channel.weights=stay"]');
    await waitForSentence(page, 'channel', 'before it was');
    expect(await page.isVisible('#opening .stage svg')).toBe(true);
    // what cannot run has the answer, and nothing to press that would do nothing
    const dead = page.locator('figure.still :is(.panel, .guess) :is(button, input):visible');
    expect([await page.locator('figure.still').count(), await dead.count()]).toEqual([4, 0]);
    const answer = await page.$eval('#training .answer', (element) => getComputedStyle(element, '::after').content);
    expect(answer).toContain('it is worse');
    await page.context().close();
  });

  it('is asked for nothing when nothing happens', async () => {
    const page = await tab.open('', {
      before:
        'globalThis.frames0 = 0; const own = requestAnimationFrame; globalThis.requestAnimationFrame = (f) => { globalThis.frames0++; return own(f); };',
    });
    await walk(page);
    await page.waitForTimeout(1500);
    const before = await page.evaluate('globalThis.frames0');
    await page.waitForTimeout(1500);
    expect(await page.evaluate('globalThis.frames0')).toBe(before);
    await page.context().close();
  });

  it('complained of nothing, and asked no other host', () => tab.calm());
});
