import { describe, expect, it } from 'vitest';
import type { PageDriver } from '../../bench/page/page-driver.ts';
import { parts } from '../parts/index.ts';
import { numbersOf, uncover, uncoverAll, useBrowser, violations, waitForSentence } from './browser.ts';

const tab = useBrowser();
const still = { media: { 'prefers-reduced-motion': 'reduce' } };
/** Parts whose figures compute something immediately. */
const lively = ['opening', 'neuron', 'tuning', 'channel', 'network', 'simulator'];

/** Counts frames that the page requests, and messages from workers. */
const counting = `
globalThis.done = { frames: 0, messages: 0 };
const ownFrame = requestAnimationFrame;
globalThis.requestAnimationFrame = (act) => { done.frames++; return ownFrame(act); };
const OwnWorker = Worker;
globalThis.Worker = class extends OwnWorker {
  constructor(...all) { super(...all); this.addEventListener('message', () => done.messages++); }
};`;

/**
 * Swipes up from a position in an element, given as fractions of its box, and returns by how many pixels the page
 * scrolled.
 */
async function swipe(
  reader: PageDriver,
  selector: string,
  position: readonly [number, number] = [0.62, 0.6],
): Promise<number> {
  const box = await reader.boxOf(selector);
  const session = await reader.page.createCDPSession();
  const [x, y] = [box.x + box.width * position[0], box.y + box.height * position[1]];
  const before = await reader.page.evaluate(() => scrollY);
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
  for (let moved = 20; moved <= 160; moved += 20) {
    await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y: y - moved }] });
    await reader.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  return (await reader.page.evaluate(() => scrollY)) - before;
}

describe('keyboard, mouse and finger', () => {
  it('change every slider with the arrow keys', async () => {
    const reader = await tab.open('#v=1&channel.which=both');
    for (const { name } of parts) await reader.goTo(name);
    await uncoverAll(reader);
    const ids = await reader.page.$$eval('input[type=range]', (all) => all.map(({ id }) => id));
    expect(ids.length).toBeGreaterThan(15);
    for (const id of ids) {
      const before = Number(await reader.value(`#${id}`));
      const { max } = await reader.page.$eval(`#${id}`, (slider) => ({
        max: Number((slider as HTMLInputElement).max),
      }));
      await reader.page.focus(`#${id}`);
      await reader.page.keyboard.press(before < max ? 'ArrowRight' : 'ArrowLeft');
      const after = Number(await reader.value(`#${id}`));
      expect(`${id} ${after}`).not.toBe(`${id} ${before}`);
      expect(Number(await reader.value(`#${id}-box`))).toBe(after);
    }
    await reader.close();
  });

  it('find targets of at least 44 pixels', async () => {
    const reader = await tab.open('', { width: 320, height: 640, hasTouch: true });
    for (const { name } of parts) await reader.goTo(name);
    const small = await reader.page.$$eval(
      'figure button:not(:is(p, li) [data-set]), figure select, figure input[type=range], figure .choice label, [data-handle]',
      (all) =>
        all
          .map((element) => ({ name: element.textContent || element.id, box: element.getBoundingClientRect() }))
          .filter(({ box }) => box.height > 0 && box.height < 43.5)
          .map(({ name, box }) => `${name} ${box.height}`),
    );
    expect(small).toEqual([]);
    await reader.close();
  });

  it('scroll the page with a swipe on a drawing, and draw with one on the pad', async () => {
    const reader = await tab.open('', { width: 400, height: 800, hasTouch: true, ...still });
    // figures that open later would move the page
    for (const { name } of parts) await reader.goTo(name);
    await reader.waitForNumbers('swing');
    for (const name of ['tuning', 'question']) await uncover(reader, name);
    for (const name of ['neuron', 'tuning', 'channel', 'question']) {
      await reader.goTo(name);
      expect(`${name} ${(await swipe(reader, `#${name} .stage`)) > 50}`).toBe(`${name} true`);
    }
    await reader.goTo('network');
    await reader.waitForNumbers('network');
    await reader.page.$eval('#network .pad canvas', (pad) => pad.scrollIntoView({ block: 'end' }));
    expect(await swipe(reader, '#network .pad canvas')).toBe(0);
    await reader.page.waitForFunction(() =>
      document.querySelector('#network .verdict')?.textContent?.includes('your drawing'),
    );
    await reader.close();
  });

  it('drag a ring with a swipe, without scrolling', async () => {
    const reader = await tab.open('#v=1&tuning.rate=100&tuning.input=2', {
      width: 400,
      height: 800,
      hasTouch: true,
      ...still,
    });
    // figures that appear later would move the page
    for (const { name } of parts) await reader.goTo(name);
    await reader.waitForNumbers('network');
    await reader.goTo('tuning');
    expect(await swipe(reader, '#tuning [data-handle=rate]', [0.5, 0.5])).toBe(0);
    expect(Number(await reader.value('#tuning-rate-box'))).toBeGreaterThan(150);
    await reader.close();
  });

  it.each([1100, 2560])('move a ring to the pointer, %i pixels wide', async (width) => {
    const reader = await tab.open('#v=1&tuning.rate=100&tuning.input=2', { width, height: 1000 });
    const handle = await reader.boxOf('#tuning [data-handle=rate]');
    await reader.page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
    await reader.page.mouse.down();
    await reader.page.mouse.move(handle.x + handle.width / 2, handle.y - 32, { steps: 4 });
    await reader.page.mouse.up();
    const rate = Number(await reader.value('#tuning-rate-box'));
    expect(rate).toBeGreaterThan(120);
    expect(rate).toBeLessThan(250);
    expect(reader.page.url()).toContain(`tuning.rate=${rate}`);
    await reader.close();
  });
});

describe('a screen reader', () => {
  it('announces one sentence per drag, at its end', async () => {
    const reader = await tab.open();
    await reader.goTo('neuron');
    await reader.page.evaluate(() => {
      const spoken = document.querySelector('#neuron .spoken') as HTMLElement;
      const heard: string[] = [];
      Object.assign(globalThis, { heard });
      new MutationObserver(() => heard.push(spoken.textContent ?? '')).observe(spoken, { childList: true });
      const slider = document.querySelector('#neuron-input') as HTMLInputElement;
      for (let value = 1; value < 2; value += 0.1) {
        slider.value = String(value);
        slider.dispatchEvent(new Event('input', { bubbles: true }));
      }
    });
    await reader.wait(200);
    expect(await reader.page.evaluate('heard.length')).toBe(0);
    await reader.page.evaluate(() =>
      document.querySelector('#neuron-input')?.dispatchEvent(new Event('change', { bubbles: true })),
    );
    await expect.poll(() => reader.page.evaluate('heard.length')).toBe(1);
    expect(await reader.page.evaluate('heard[0]')).toBe(await reader.text('#neuron .sentence'));
    await reader.close();
  });

  it('finds a description of every figure once its sentence is not hidden', async () => {
    const reader = await tab.open();
    for (const { name } of parts) {
      await reader.goTo(name);
      if (!(await reader.isVisible(`#${name} .sentence`))) {
        expect(await reader.attribute(`#${name} figure`, 'aria-describedby')).toBeNull();
        await reader.click(`#${name} .guess button:not([data-guess])`);
      }
      const described = await reader.attribute(`#${name} figure`, 'aria-describedby');
      expect((await reader.text(`#${described}`))?.length).toBeGreaterThan(20);
    }
    await reader.close();
  });
});

describe('without colors, a reader', () => {
  it('can distinguish curves by dashes and markers', async () => {
    const reader = await tab.open('#v=1&opening.show=all');
    await waitForSentence(reader, 'opening', 'computed now');
    const looks = await reader.page.evaluate(() =>
      ['with', 'without', 'rate'].map((look) => {
        const curve = document.querySelector(`#opening .curve.${look}:not(.saved)`) as Element;
        const dot = document.querySelector(`#opening .dot.${look}:not(.saved)`) as Element;
        return `${getComputedStyle(curve).strokeDasharray} ${dot.tagName}`;
      }),
    );
    expect(new Set(looks).size).toBe(3);
    await reader.close();
  });

  it('encounters no accessibility violation with forced colors', async () => {
    const reader = await tab.open('', { media: { 'forced-colors': 'active' } });
    for (const name of lively) await reader.goTo(name);
    expect(await violations(reader)).toEqual([]);
    await reader.close();
  });
});

describe('an invisible figure', () => {
  it('neither plays nor draws', async () => {
    const reader = await tab.open('', { before: counting });
    for (const name of lively) await reader.goTo(name);
    await reader.waitForNumbers('network');
    await reader.click('#network .control .row button::-p-text(Play slowly)');
    await expect.poll(() => reader.text('#network .control .row button:nth-of-type(2)')).toBe('Pause');
    await reader.page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
    await expect.poll(() => reader.text('#network .control .row button:nth-of-type(2)')).toBe('Play slowly');
    await waitForSentence(reader, 'opening', 'computed now');
    await reader.wait(300);
    const before = await reader.page.evaluate('JSON.stringify(done)');
    await reader.wait(1500);
    expect(await reader.page.evaluate('JSON.stringify(done)')).toBe(before);
    await reader.close();
  });

  it('continues to compute, and draws when it is visible again', async () => {
    const reader = await tab.open('#v=1&question.images=50');
    await reader.goTo('question');
    await reader.click('#question .run');
    await reader.page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
    await reader.wait(300);
    const points = () => reader.count('#question .stage .dot.with');
    const before = await points();
    await reader.page.waitForSelector('#question .row[data-state=done]');
    expect(await points()).toBe(before);
    await reader.goTo('question');
    await expect.poll(points).toBeGreaterThan(10);
    await reader.close();
  });
});

describe('a figure', () => {
  it('is the same after every Reset', async () => {
    const reader = await tab.open();
    await reader.goTo('network');
    const first = await numbersOf(reader, 'network');
    for (let round = 0; round < 2; round++) {
      await uncover(reader, 'network');
      await reader.click('#network button[data-set="network.amplitude=0.5&network.floor=zero"]');
      await waitForSentence(reader, 'network', 'Amplitude 0.5');
      await reader.click('#network .reset');
      await waitForSentence(reader, 'network', 'Amplitude 0.01');
      expect(await numbersOf(reader, 'network')).toEqual(first);
    }
    await reader.close();
  });

  it('names the images and the seeds of a curve', async () => {
    const reader = await tab.open('#v=1&question.images=50&question.seeds=2');
    await reader.goTo('question');
    await reader.click('#question .run');
    await reader.page.waitForSelector('#question .row[data-state=done]');
    await expect.poll(() => reader.text('#question .stage svg')).toContain('n = 50 digits, mean of seeds 0 to 1');
    expect(await reader.count('#question .stage .band')).toBe(1);
    await reader.enter('#question-images-box', '100');
    await expect.poll(() => reader.text('#question .stage svg')).toContain('before: 50 digits');
    await reader.close();
  });

  it('logs nothing, and requests nothing from other hosts', () => tab.expectNoComplaints());
});
