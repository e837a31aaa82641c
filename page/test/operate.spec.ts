import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageDriver } from '../../bench/page/page-driver.ts';
import {
  browserNames,
  numbersOf,
  openEverything,
  pathOf,
  press,
  setBox,
  shortTraining,
  useBrowser,
  waitForSentence,
} from './browser.ts';

const tab = useBrowser();

/** Records what screen readers announce, and counts the frames and messages of the page. */
const watching = `
globalThis.heard = [];
new MutationObserver((changes) => {
  for (const { target } of changes) {
    const element = target instanceof Element ? target : target.parentElement;
    const region = element?.closest('[role=status], [role=alert], output, [aria-live]');
    if (region && region.ariaLive !== 'off' && region.textContent.trim() !== '') heard.push(region.textContent);
  }
}).observe(document, { subtree: true, childList: true, characterData: true });
globalThis.done = { frames: 0, messages: 0 };
const ownFrame = requestAnimationFrame;
globalThis.requestAnimationFrame = (act) => { done.frames++; return ownFrame(act); };
const OwnWorker = Worker;
globalThis.Worker = class extends OwnWorker {
  constructor(...all) { super(...all); this.addEventListener('message', () => done.messages++); }
};`;

async function heardBy(reader: PageDriver): Promise<string[]> {
  await reader.wait(1500);
  return (await reader.page.evaluate('heard.splice(0)')) as string[];
}

describe('on a slow machine', () => {
  it('a result of earlier settings is marked as such, until the next one is there', async () => {
    const before = `const { postMessage } = Worker.prototype;
Worker.prototype.postMessage = function (...all) { setTimeout(() => postMessage.apply(this, all), 1500); };`;
    const reader = await tab.open('', { before });
    await waitForSentence(reader, 'opening', 'Amplitude 0.01');
    const looks = () =>
      reader.page.$eval('#opening figure', (figure) => [
        getComputedStyle(figure.querySelector('.stage') as Element).opacity,
        figure.querySelector('.sentence')?.textContent,
      ]);
    expect((await looks())[0]).toBe('1');
    await press(reader, '#opening .dare button');
    expect(await looks()).toEqual(['0.4', 'Running the network at the new settings …']);
    await waitForSentence(reader, 'opening', 'Amplitude 0.5, floor on');
    expect((await looks())[0]).toBe('1');
    await reader.close();
  });
});

describe('a reader at a desk', () => {
  let reader: PageDriver;
  beforeAll(async () => {
    reader = await tab.open('#v=1&neuron.rate=x&nobody.x=1', { before: watching, readsClipboard: true });
    for (const name of ['neuron', 'swing', 'curves']) await reader.goTo(name);
    await reader.waitForNumbers('swing');
    await waitForSentence(reader, 'opening', 'Of twenty digits at random');
  });
  afterAll(() => reader.close());

  it('is told what is wrong with a link, once, and nothing else before acting', async () => {
    const notice = await reader.text('#notice');
    expect(notice).toContain('Max rate must be a number, but is “x”, so it is now 100');
    expect(notice).toContain('there is no setting “nobody.x”');
    expect((await heardBy(reader)).filter((text) => !text.includes('nobody.x'))).toEqual([]);
  });

  it('is idle when nothing happens', async () => {
    const before = await reader.page.evaluate('JSON.stringify(done)');
    await reader.wait(1500);
    expect(await reader.page.evaluate('JSON.stringify(done)')).toBe(before);
  });

  it('hears the values of a chart from the first arrow key on', async () => {
    await reader.page.focus('#curves .stage');
    await reader.page.keyboard.press('End');
    expect(await heardBy(reader)).toEqual([await reader.text('#curves .readout')]);
  });

  it('hears one sentence for twenty moves of a slider', async () => {
    await reader.page.evaluate(() => {
      const slider = document.querySelector('#neuron-swing') as HTMLInputElement;
      for (let move = 0; move < 20; move++) {
        slider.stepDown();
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        slider.dispatchEvent(new Event('change', { bubbles: true }));
      }
    });
    expect(await heardBy(reader)).toEqual([await reader.text('#neuron .sentence')]);
  });

  it.each([
    ['7', '4', 'Swing of the input must be from 0 to 4, but is 7, so it is now 4.'],
    ['1,5', '1.5', 'Swing of the input has a decimal comma, so it is now 1.5.'],
    ['abc', '1.5', 'Swing of the input must be a number, but is “abc”, so it is now 1.5.'],
  ])('is told what was changed in “%s”', async (typed, value, message) => {
    await reader.enter('#neuron-swing-box', typed);
    expect(await reader.value('#neuron-swing-box')).toBe(value);
    expect(await reader.text('#neuron .control:has(#neuron-swing) .changed')).toBe(message);
  });

  it('goes back between states that buttons in the text have set, and resets a figure', async () => {
    const amplitude = () => reader.value('#neuron-amplitude-box');
    await press(reader, '#neuron button[data-set="neuron.amplitude=0.05"]');
    expect([await amplitude(), reader.page.url().includes('neuron.amplitude=0.05')]).toEqual(['0.05', true]);
    await reader.goBack();
    await expect.poll(amplitude).toBe('0.01');
    await reader.goForward();
    await expect.poll(amplitude).toBe('0.05');
    await reader.page.$eval('#neuron .more', (more) => more.setAttribute('open', ''));
    await reader.click('#neuron .link');
    await expect.poll(() => reader.page.evaluate(() => navigator.clipboard.readText())).toContain('at=neuron');
    await press(reader, '#neuron .reset');
    expect([await amplitude(), await reader.value('#neuron-swing-box')]).toEqual(['0.01', '3']);
    expect(await reader.attribute('#neuron .link', 'href')).toBe('#v=1&at=neuron');
  });

  it('sees the program of a figure with its settings', async () => {
    await press(reader, '#neuron .program summary');
    const shown = () => reader.text('#neuron .program pre code');
    await expect.poll(shown).toContain('nengo.LIF(amplitude=0.01, min_voltage=floor)');
    await press(reader, '#neuron button[data-set="neuron.amplitude=0.05"]');
    await expect.poll(shown).toContain('amplitude=0.05');
  });

  it('sets a valid state with every button in the text', async () => {
    const hashes = await reader.page.$$eval('button[data-set]:not([data-run])', (all) =>
      all.map((button) => (button as HTMLElement).dataset.set ?? ''),
    );
    expect(hashes.length).toBeGreaterThan(10);
    for (const hash of hashes) {
      await press(reader, `button[data-set="${hash}"]`);
      const [key = '', value = ''] = (hash.split('&').at(-1) ?? '').split('=');
      const id = key.replace('.', '-');
      const shown = await reader.page.evaluate(
        (name) => document.querySelector<HTMLInputElement>(`#${name}-box, input[name="${name}"]:checked`)?.value,
        id,
      );
      expect(`${key}=${shown}`).toBe(`${key}=${value}`);
    }
  });

  it('keeps the chosen theme', async () => {
    await press(reader, '#theme');
    await press(reader, '#theme');
    await reader.page.reload();
    await reader.page.waitForSelector('html[data-ready]');
    expect(await reader.page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
  });
});

describe('the keyboard', () => {
  it('reaches every control with a visible focus, changes every slider, and draws a digit', async () => {
    const reader = await tab.open(shortTraining);
    await openEverything(reader);
    await reader.page.evaluate(() => {
      for (const details of document.querySelectorAll<HTMLDetailsElement>('.more')) details.open = true;
    });
    await reader.page.focus('.skip');
    const [seen, unseen] = [new Set<string>(), [] as string[]];
    for (let stops = 0; stops < 400; stops++) {
      await reader.page.keyboard.press('Tab');
      const at = await reader.page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        const id = element.id || `${element.closest('section')?.id} ${element.textContent?.trim().slice(0, 30)}`;
        return {
          id,
          isOutlined: outlineStyle !== 'none' && outlineWidth !== '0px',
          isEnd: element.matches('body, .skip'),
        };
      });
      if (at.isEnd) break;
      seen.add(at.id);
      if (!at.isOutlined) unseen.push(at.id);
    }
    expect(unseen).toEqual([]);
    const sliders = await reader.page.$$eval('input[type=range]:enabled', (all) => all.map(({ id }) => id));
    expect(sliders.length).toBeGreaterThan(14);
    expect(sliders.filter((id) => !seen.has(id))).toEqual([]);
    for (const id of sliders) {
      const before = Number(await reader.value(`#${id}`));
      const max = await reader.page.$eval(`#${id}`, (slider) => Number((slider as HTMLInputElement).max));
      await reader.page.focus(`#${id}`);
      await reader.page.keyboard.press(before < max ? 'ArrowRight' : 'ArrowLeft');
      const after = Number(await reader.value(`#${id}`));
      expect(`${id} ${after}`).not.toBe(`${id} ${before}`);
      expect(Number(await reader.value(`#${id}-box`))).toBe(after);
    }
    await reader.page.focus('#repair .pad canvas');
    for (let row = 0; row < 9; row++) await reader.page.keyboard.press('ArrowUp');
    await reader.page.keyboard.press('Space');
    for (let row = 0; row < 18; row++) await reader.page.keyboard.press('ArrowDown');
    await reader.page.keyboard.press('Space');
    await press(reader, '#repair button[data-set$="repair.repair=floor"]');
    await waitForSentence(reader, 'repair', 'floor off: your digit is read as 1');
    await press(reader, '#repair .reset');
    await waitForSentence(reader, 'repair', 'the 3 is read as');
    await reader.close();
  });
});

describe('a mouse', () => {
  it('drags the end of a push, and so sets the amplitude', async () => {
    const reader = await tab.open('#v=1&swing.amplitude=0.5');
    await reader.goTo('swing');
    await reader.waitForNumbers('swing');
    await reader.page.$eval('#swing .stage', (stage) => stage.scrollIntoView({ block: 'center', behavior: 'instant' }));
    const { x, y, width, height } = await reader.boxOf('#swing .stage rect.push.up:not([data-push^="-"])');
    await reader.page.mouse.move(x + width / 2, y + 2);
    await reader.page.mouse.down();
    await reader.page.mouse.move(x + width / 2, y + height / 2, { steps: 4 });
    await reader.page.mouse.up();
    // half as long on a scale of square roots: a quarter of the push
    const amplitude = Number(await reader.value('#swing-amplitude-box'));
    expect(amplitude).toBeGreaterThan(0.05);
    expect(amplitude).toBeLessThan(0.25);
    expect(reader.page.url()).toContain(`swing.amplitude=${amplitude}`);
    await reader.close();
  });
});

/** Swipes up in the middle of an element, and returns by how many pixels another one moved up, as it does if the page scrolls. */
async function swipe(reader: PageDriver, selector: string, other: string): Promise<number> {
  const box = await reader.boxOf(selector);
  const session = await reader.page.createCDPSession();
  const [x, y] = [box.x + box.width / 2, box.y + box.height * 0.55];
  const top = () => reader.page.$eval(other, (element) => element.getBoundingClientRect().top);
  const before = await top();
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
  for (let moved = 20; moved <= 160; moved += 20) {
    await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y: y - moved }] });
    await reader.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  return before - (await top());
}

describe('a finger', () => {
  it('scrolls the page on a drawing, draws on the pad, and finds targets of 44 pixels', async () => {
    const reader = await tab.open(shortTraining, {
      width: 390,
      height: 844,
      hasTouch: true,
      media: { 'prefers-reduced-motion': 'reduce' },
    });
    await openEverything(reader);
    const small = await reader.page.$$eval(
      'figure button:not(:is(p, li) [data-set]), input[type=range], .choice label',
      (all) =>
        all
          .map((element) => ({
            name: element.textContent || element.id,
            height: element.getBoundingClientRect().height,
          }))
          .filter(({ height }) => height > 0 && height < 43.5),
    );
    expect(small).toEqual([]);
    for (const name of ['opening', 'curves'])
      expect([name, (await swipe(reader, `#${name} .stage`, `#${name} figcaption`)) > 50]).toEqual([name, true]);
    await reader.page.$eval('#repair .more', (more) => more.setAttribute('open', ''));
    expect(Math.abs(await swipe(reader, '#repair .pad canvas', '#repair .pad'))).toBeLessThan(5);
    await waitForSentence(reader, 'repair', 'your digit is read as');
    await reader.close();
  });
});

describe('a run', () => {
  let reader: PageDriver;
  beforeAll(async () => {
    reader = await tab.open('#v=1&training.images=500&training.epochs=20', { mayComplain: true });
    await openEverything(reader);
  });
  afterAll(() => reader.close());

  it('that a slider stops says so, and is not kept as the previous run', async () => {
    await waitForSentence(reader, 'training', 'epochs');
    await setBox(reader, '#training-epochs-box', '1');
    await reader.page.waitForSelector('#training .row[data-state=stopped]');
    expect(await reader.text('#training .left')).toBe('stopped, because a setting changed');
    await press(reader, '#training .run');
    await reader.page.waitForSelector('#training .row[data-state=done]');
    expect(await reader.text('#training .sentence')).not.toContain('previous run');
    await press(reader, '#training button[data-set="training.amplitude=0.01&training.recipe=plain"]');
    await waitForSentence(reader, 'training', 'Faint: the previous run');
  });

  it('that the reader stops draws nothing afterwards', async () => {
    await setBox(reader, '#training-epochs-box', '20');
    await press(reader, '#training .run');
    await reader.page.waitForSelector('#training .row[data-state=running]');
    await reader.wait(1500);
    await press(reader, '#training .run');
    await reader.page.waitForSelector('#training .row[data-state=stopped]');
    const epochs = () => reader.count('#training .numbers tbody tr');
    const before = await epochs();
    await reader.wait(800);
    expect([await epochs(), before < 20]).toEqual([before, true]);
    expect(await reader.text('#training .left')).toBe('stopped');
    await setBox(reader, '#training-epochs-box', '1');
  });

  it('goes on offline, once the page is loaded', async () => {
    await reader.page.waitForFunction(() => document.querySelector('figure:not([data-live])') === null);
    await reader.page.waitForSelector('#training figure[data-fetched]');
    await reader.page.setOfflineMode(true);
    await press(reader, '#training .run');
    await reader.page.waitForSelector('#training .row[data-state=done]');
    await press(reader, '#repair button[data-set="repair.repair=none"]');
    await waitForSentence(reader, 'repair', 'the 3 is read as 2');
  });
});

for (const browser of browserNames) {
  describe.skipIf(pathOf(browser) === undefined)(`in ${browser}, a chart`, () => {
    const own = useBrowser(browser);

    it('shows the numbers of its table under the pointer and with the arrow keys', async () => {
      const reader = await own.open(shortTraining);
      await openEverything(reader);
      for (const name of ['neuron', 'curves', 'swing']) {
        const rows = await numbersOf(reader, name);
        await reader.page.focus(`#${name} .stage`);
        await reader.page.keyboard.press('End');
        const told = () => reader.text(`#${name} .readout`);
        const last = rows.at(-1) ?? [];
        const shown = (await told()).split(' · ').map((text) => Number(text.split(' ').at(-1)));
        for (const [index, value] of last.filter((value) => value !== '').entries())
          if (typeof value === 'number') expect(shown[index]).toBeCloseTo(value, Math.abs(value) < 10 ? 2 : 0);
        await reader.page.keyboard.press('Escape');
        expect(await reader.isVisible(`#${name} .readout`)).toBe(false);
        const chart = await reader.boxOf(`#${name} .stage svg`);
        await reader.page.mouse.move(1, 1);
        await reader.page.mouse.move(chart.x + chart.width * 0.5, chart.y + chart.height * 0.5);
        await expect.poll(() => reader.isVisible(`#${name} .readout`), { timeout: 10_000 }).toBe(true);
      }
      await reader.close();
    });
  });
}

it('logs nothing, and requests nothing from other hosts', () => tab.expectNoComplaints());
