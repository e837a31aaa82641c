import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { parts } from '../parts/index.ts';
import { goTo, numbersOf, useBrowser, violations, waitForNumbers, waitForSentence } from './browser.ts';

const tab = useBrowser();
/** Parts whose figures compute something as soon as they are live. */
const lively = ['opening', 'neuron', 'tuning', 'channel', 'network', 'simulator'];

/** Counts what the page does: frames it asks for, messages from workers. */
const counting = `
globalThis.done = { frames: 0, messages: 0 };
const ownFrame = requestAnimationFrame;
globalThis.requestAnimationFrame = (act) => { done.frames++; return ownFrame(act); };
const OwnWorker = Worker;
globalThis.Worker = class extends OwnWorker {
  constructor(...all) { super(...all); this.addEventListener('message', () => done.messages++); }
};`;

/** Moves a finger up from a place of an element, shares of its box, and gives by how many pixels the page was scrolled. */
async function swipe(page: Page, selector: string, place: readonly [number, number] = [0.62, 0.6]): Promise<number> {
  await page.locator(selector).scrollIntoViewIfNeeded();
  const box = await page.locator(selector).boundingBox();
  if (!box) throw new Error(`${selector} is not there`);
  const session = await page.context().newCDPSession(page);
  const [x, y] = [box.x + box.width * place[0], box.y + box.height * place[1]];
  const before = await page.evaluate(() => scrollY);
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
  for (let moved = 20; moved <= 160; moved += 20) {
    await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y: y - moved }] });
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  return (await page.evaluate(() => scrollY)) - before;
}

describe('a hand of any kind', () => {
  it('changes every slider with the arrow keys', async () => {
    const page = await tab.open();
    for (const { name } of parts) await goTo(page, name);
    const ids = await page.$$eval('input[type=range]', (all) => all.map(({ id }) => id));
    expect(ids.length).toBeGreaterThan(15);
    for (const id of ids) {
      const before = Number(await page.inputValue(`#${id}`));
      const { max } = await page.$eval(`#${id}`, (slider) => ({ max: Number((slider as HTMLInputElement).max) }));
      await page.focus(`#${id}`);
      await page.keyboard.press(before < max ? 'ArrowRight' : 'ArrowLeft');
      const after = Number(await page.inputValue(`#${id}`));
      expect(`${id} ${after}`).not.toBe(`${id} ${before}`);
      expect(Number(await page.inputValue(`#${id}-box`))).toBe(after);
    }
    await page.context().close();
  });

  it('finds everything that can be pressed large enough for a finger', async () => {
    const page = await tab.open('', { viewport: { width: 320, height: 640 }, hasTouch: true });
    for (const { name } of parts) await goTo(page, name);
    const small = await page.$$eval(
      'figure button, figure select, figure input[type=range], figure .choice label, [data-handle]',
      (all) =>
        all
          .map((element) => ({ name: element.textContent || element.id, box: element.getBoundingClientRect() }))
          .filter(({ box }) => box.height > 0 && box.height < 43.5)
          .map(({ name, box }) => `${name} ${box.height}`),
    );
    expect(small).toEqual([]);
    await page.context().close();
  });

  it('scrolls the page with a finger that starts on a drawing, and draws with one that starts on the pad', async () => {
    const page = await tab.open('', { viewport: { width: 400, height: 800 }, hasTouch: true, reducedMotion: 'reduce' });
    for (const name of ['neuron', 'tuning', 'channel', 'thread']) {
      await goTo(page, name);
      expect(`${name} ${(await swipe(page, `#${name} .stage`)) > 50}`).toBe(`${name} true`);
    }
    await goTo(page, 'network');
    await waitForNumbers(page, 'network');
    expect(await swipe(page, '#network .pad canvas')).toBe(0);
    await page.waitForFunction(() =>
      document.querySelector('#network .verdict')?.textContent?.includes('your drawing'),
    );
    await page.context().close();
  });

  it('drags a ring with a finger, and the page stays where it is', async () => {
    const page = await tab.open('#v=1&tuning.rate=100&tuning.input=2&thread.guess=40', {
      viewport: { width: 400, height: 800 },
      hasTouch: true,
      reducedMotion: 'reduce',
    });
    for (const [name, ring] of [
      ['tuning', 'rate'],
      ['thread', 'guess'],
    ] as const) {
      await goTo(page, name);
      expect(await swipe(page, `#${name} [data-handle=${ring}]`, [0.5, 0.5])).toBe(0);
      const set = Number(await page.inputValue(`#${name}-${ring}-box`));
      expect(set).toBeGreaterThan(ring === 'rate' ? 150 : 70);
    }
    await page.context().close();
  });

  it.each([1100, 2560])('draws its guess into the curve on a screen of %i pixels', async (width) => {
    const page = await tab.open('', { viewport: { width, height: 1000 } });
    await goTo(page, 'thread');
    await page.locator('#thread [data-handle=guess]').scrollIntoViewIfNeeded();
    const handle = await page.locator('#thread [data-handle=guess]').boundingBox();
    if (!handle) throw new Error('there is no handle');
    await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
    await page.mouse.down();
    await page.mouse.move(handle.x + handle.width / 2, handle.y + 100, { steps: 4 });
    await page.mouse.up();
    const guess = Number(await page.inputValue('#thread-guess-box'));
    expect(guess).toBeGreaterThan(40);
    expect(guess).toBeLessThan(75);
    expect(page.url()).toContain(`thread.guess=${guess}`);
    await page.context().close();
  });
});

describe('an ear', () => {
  it('hears one sentence of a drag, when it ends', async () => {
    const page = await tab.open();
    await goTo(page, 'neuron');
    await page.evaluate(() => {
      const spoken = document.querySelector('#neuron .spoken') as HTMLElement;
      const heard: string[] = [];
      Object.assign(globalThis, { heard });
      new MutationObserver(() => heard.push(spoken.textContent ?? '')).observe(spoken, { childList: true });
      const slider = document.querySelector('#neuron-input') as HTMLInputElement;
      for (let value = 1; value < 2; value += 0.1) {
        slider.value = String(value);
        slider.dispatchEvent(new Event('input'));
      }
    });
    await page.waitForTimeout(200);
    expect(await page.evaluate('heard.length')).toBe(0);
    await page.evaluate(() => document.querySelector('#neuron-input')?.dispatchEvent(new Event('change')));
    await expect.poll(() => page.evaluate('heard.length')).toBe(1);
    expect(await page.evaluate('heard[0]')).toBe(await page.textContent('#neuron .sentence'));
    await page.context().close();
  });

  it('finds for every figure a sentence that says what is drawn', async () => {
    const page = await tab.open();
    for (const { name } of parts) {
      await goTo(page, name);
      const described = await page.getAttribute(`#${name} figure`, 'aria-describedby');
      expect((await page.textContent(`#${described}`))?.length).toBeGreaterThan(20);
    }
    await page.context().close();
  });
});

describe('an eye without colours', () => {
  it('tells curves apart by dashes and markers', async () => {
    const page = await tab.open('#v=1&opening.show=all');
    await waitForSentence(page, 'opening', '200 digits: ');
    const looks = await page.evaluate(() =>
      ['with', 'without', 'rate'].map((look) => {
        const curve = document.querySelector(`#opening .curve.${look}:not(.kept)`) as Element;
        const dot = document.querySelector(`#opening .dot.${look}:not(.kept)`) as Element;
        return `${getComputedStyle(curve).strokeDasharray} ${dot.tagName}`;
      }),
    );
    expect(new Set(looks).size).toBe(3);
    await page.context().close();
  });

  it('finds nothing that axe objects to with colours that the system forces', async () => {
    const page = await tab.open('', { forcedColors: 'active' });
    for (const name of lively) await goTo(page, name);
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });
});

describe('what cannot be seen', () => {
  it('does not play on, and draws nothing', async () => {
    const page = await tab.open('', { before: counting });
    for (const name of lively) await goTo(page, name);
    await waitForNumbers(page, 'network');
    await page.click('#network .extra button:text-is("Play slowly")');
    await expect.poll(() => page.textContent('#network .extra button:nth-of-type(2)')).toBe('Pause');
    await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
    await expect.poll(() => page.textContent('#network .extra button:nth-of-type(2)')).toBe('Play slowly');
    await waitForSentence(page, 'opening', '200 digits: ');
    await page.waitForTimeout(300);
    const before = await page.evaluate('JSON.stringify(done)');
    await page.waitForTimeout(1500);
    expect(await page.evaluate('JSON.stringify(done)')).toBe(before);
    await page.context().close();
  });

  it('is computed on if it was asked for, and drawn when it comes into view again', async () => {
    const page = await tab.open('#v=1&thread.images=50');
    await goTo(page, 'thread');
    await page.click('#thread .run');
    await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
    await page.waitForTimeout(300);
    const points = () => page.locator('#thread .stage .dot.with').count();
    const before = await points();
    await page.waitForSelector('#thread .row[data-state=done]', { state: 'attached' });
    expect(await points()).toBe(before);
    await goTo(page, 'thread');
    await expect.poll(points).toBeGreaterThan(10);
    await page.context().close();
  });
});

describe('what is shown', () => {
  it('is the same after every Reset', async () => {
    const page = await tab.open();
    await goTo(page, 'network');
    const first = await numbersOf(page, 'network');
    for (let round = 0; round < 2; round++) {
      await page.click('#network button[data-set="network.amplitude=0.5&network.floor=zero"]');
      await waitForSentence(page, 'network', 'Amplitude 0.5');
      await page.click('#network .reset');
      await waitForSentence(page, 'network', 'Amplitude 0.01');
      expect(await numbersOf(page, 'network')).toEqual(first);
    }
    await page.context().close();
  });

  it('names the digits and the seeds that a curve rests on', async () => {
    const page = await tab.open('#v=1&thread.images=50&thread.seeds=2');
    await goTo(page, 'thread');
    await page.click('#thread .run');
    await page.waitForSelector('#thread .row[data-state=done]');
    await expect.poll(() => page.textContent('#thread .stage svg')).toContain('n = 50 digits, mean of seeds 0 to 1');
    expect(await page.locator('#thread .stage .band').count()).toBe(1);
    await page.fill('#thread-images-box', '100');
    await page.press('#thread-images-box', 'Enter');
    await expect.poll(() => page.textContent('#thread .stage svg')).toContain('before: 50 digits');
    await page.context().close();
  });

  it('lays a pasted or opened study over the kept one, and draws the failure of a report', async () => {
    const page = await tab.open();
    await goTo(page, 'simulator');
    await page.fill('#simulator-box', 'amplitude,accuracy\n0.01,0.98\n0.5,0.8');
    await waitForSentence(page, 'simulator', 'yours: 98.0 % at amplitude 0.01, 80.0 % at 0.5');
    await page.fill('#simulator-box', 'amplitude,accuracy\n0.01,0.98\n0.5,80');
    await waitForSentence(page, 'simulator', 'Line 3: the accuracy must be a share from 0 to 1, but is “80”');
    const study = readFileSync(new URL('../../fixtures/studies/nengo-dl/results.csv', import.meta.url));
    await page.setInputFiles('#simulator-file', { name: 'results.csv', mimeType: 'text/csv', buffer: study });
    await waitForSentence(page, 'simulator', 'yours, no floor: 98.6 % at amplitude 0.01');
    await page.setInputFiles('#simulator-file', {
      name: 'a.png',
      mimeType: 'image/png',
      buffer: Buffer.from([137, 0, 255, 0]),
    });
    await waitForSentence(page, 'simulator', '“a.png” is no text file');
    await page.setInputFiles('#simulator-file', {
      name: 'big.csv',
      mimeType: 'text/csv',
      buffer: Buffer.alloc(2_100_000, '1'),
    });
    await waitForSentence(page, 'simulator', 'at most 2 million are read');
    await page.evaluate(() =>
      document.querySelector<HTMLInputElement>('input[name=simulator-example][value=report]')?.click(),
    );
    await waitForSentence(page, 'simulator', 'it looks like');
    expect(await page.getAttribute('#simulator .stage svg', 'aria-label')).toContain('17 spikes expected, 17 came');
    await page.context().close();
  });

  it('complained of nothing, and asked no other host', () => tab.calm());
});
