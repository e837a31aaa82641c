import { describe, expect, it } from 'vitest';
import type { PageDriver } from '../../bench/page/page-driver.ts';
import { browserNames, numbersOf, pathOf, useBrowser } from './browser.ts';

const charts = ['neuron', 'tuning', 'channel', 'network', 'swing'];

/** Opens the page with the charts computed and uncovered. */
async function uncover(reader: PageDriver): Promise<void> {
  for (const name of charts) {
    await reader.goTo(name);
    await reader.waitForNumbers(name);
  }
  await reader.page.evaluate(() => {
    for (const button of document.querySelectorAll<HTMLElement>('.guess button:first-of-type')) button.click();
  });
  for (const name of charts) await reader.waitForNumbers(name);
}

for (const browser of browserNames) {
  describe.skipIf(pathOf(browser) === undefined)(`in ${browser}, a chart shows its values`, () => {
    const tab = useBrowser(browser);

    it('under the pointer', async () => {
      const reader = await tab.open();
      await uncover(reader);
      const box = await reader.boxOf('#neuron .stage svg');
      const rows = await numbersOf(reader, 'neuron');
      // the axis begins at 46 and ends 12 before the end
      await reader.page.mouse.move(box.x + 46 + (box.width - 58) * 0.4, box.y + 150);
      const text = await reader.text('#neuron .readout');
      expect(text).toMatch(/^step 40 · /);
      expect(text).toContain(` ${Number(Number(rows[40]?.[2]).toPrecision(4))}`);
      await reader.page.mouse.move(box.x, box.y - 200);
      expect(await reader.isVisible('#neuron .readout')).toBe(false);
      await reader.close();
    });

    it('with the arrow keys, from the first to the last', async () => {
      const reader = await tab.open();
      await uncover(reader);
      for (const name of charts) {
        const rows = await numbersOf(reader, name);
        await reader.page.focus(`#${name} .stage`);
        for (const [key, row] of [
          ['ArrowRight', rows[0]],
          ['ArrowRight', rows[1]],
          ['End', rows.at(-1)],
          ['ArrowLeft', rows.at(-2)],
        ] as const) {
          await reader.page.keyboard.press(key);
          const shown = Number(/^\w+ (-?[\d.]+)/.exec(await reader.text(`#${name} .readout`))?.[1]);
          expect([name, key, shown]).toEqual([name, key, row?.[0]]);
        }
        if (name === 'network') expect(await reader.text('#network .readout')).toMatch(/ · output 9 -?[\d.]+$/);
        await reader.page.keyboard.press('Escape');
        expect(await reader.isVisible(`#${name} .readout`)).toBe(false);
      }
      await reader.close();
    });

    it('of the ten outputs, under the pointer and with the arrow keys', async () => {
      const reader = await tab.open();
      await reader.goTo('swing');
      await reader.waitForNumbers('swing');
      const told = () => reader.text('#swing .bar-values');
      await reader.page.focus('#swing .outputs');
      await reader.page.keyboard.press('ArrowRight');
      expect(await told()).toMatch(
        /^output 0 · amplitude 0\.01 5\.\d+ · amplitude 0\.5, no floor \d+ · amplitude 0\.5, floor at 0 \d+$/,
      );
      const third = await reader.boxOf('#swing .outputs g:nth-of-type(3) .bar:nth-of-type(10)');
      await reader.page.mouse.move(third.x + third.width / 2, third.y + third.height / 2);
      expect(await told()).toMatch(/^output 9 · .*floor at 0 −\d+$/);
      await reader.close();
    });
  });
}

describe('a chart', () => {
  const tab = useBrowser();

  it('shows its values under a finger', async () => {
    const reader = await tab.open('', { width: 390, height: 844, hasTouch: true });
    await uncover(reader);
    const box = await reader.boxOf('#channel .stage svg');
    await reader.page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
    await expect.poll(() => reader.text('#channel .readout')).toMatch(/^input -?0\.\d+ · original /);
    await reader.close();
  });
});
