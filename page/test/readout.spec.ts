import { describe, expect, it } from 'vitest';
import type { PageDriver } from '../../bench/page/page-driver.ts';
import { browserNames, numbersOf, pathOf, useBrowser } from './browser.ts';

const charts = ['neuron', 'tuning', 'channel', 'swing'];

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
        await reader.page.keyboard.press('Escape');
        expect(await reader.isVisible(`#${name} .readout`)).toBe(false);
      }
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
