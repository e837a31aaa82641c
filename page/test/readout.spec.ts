import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PageDriver } from '../../bench/page/page-driver.ts';
import type { SavedCurves } from '../data/saved-curves.ts';
import { parts } from '../parts/index.ts';
import { browserNames, numbersOf, pathOf, type Tab, uncover, useBrowser } from './browser.ts';

/** The parts whose charts have an axis of numbers. */
const charts = parts.map(({ name }) => name).filter((name) => name !== 'simulator');
const shortRuns = '#v=1&question.images=50&question.show=both&question.saved=yes&training.epochs=2&training.images=500';
/** A readout shows at most this many numbers. */
const mostNumbers = 14;

type Row = readonly (number | string)[];

/** Opens the page with the chart of a part computed and uncovered, and returns the numbers of its table. */
async function openChart(tab: Tab, name: string, options = {}): Promise<{ reader: PageDriver; rows: readonly Row[] }> {
  const reader = await tab.open(shortRuns, options);
  await reader.goTo(name);
  await uncover(reader, name);
  if ((await reader.count(`#${name} button.run`)) > 0) {
    await reader.click(`#${name} button.run`);
    await reader.waitForText(`#${name} .row`, 'done in');
  }
  return { reader, rows: await numbersOf(reader, name) };
}

/** Position of a fraction of the axis in the window, and the value there. */
async function pointOf(
  { page }: PageDriver,
  name: string,
  fraction: number,
): Promise<{ x: number; y: number; value: number }> {
  return page.evaluate(
    (selector, along) => {
      const axes = document.querySelector(selector) as SVGGElement;
      const svg = axes.closest('svg') as SVGSVGElement;
      svg.scrollIntoView({ block: 'center', behavior: 'instant' });
      const [left = 0, right = 0, from = 0, to = 0, kind] = (axes.dataset.across ?? '')
        .split(' ')
        .map((text) => (text === 'log' ? 1 : Number(text)));
      const box = svg.getBoundingClientRect();
      const x = box.left + ((left + along * (right - left)) * box.width) / svg.viewBox.baseVal.width;
      const value = kind === 1 ? from * (to / from) ** along : from + along * (to - from);
      return { x, y: box.top + box.height / 2, value };
    },
    `#${name} .stage svg:has(.axes[data-across]) .axes`,
    fraction,
  );
}

/** Requires that the readout shows a row: its first numbers, as the table writes them. */
async function expectShown(reader: PageDriver, name: string, row: Row | undefined): Promise<void> {
  const told = (await reader.text(`#${name} .readout`)).split(' · ').map((text) => Number(text.split(' ').at(-1)));
  const expected = (row ?? []).filter((value) => value !== '').slice(0, mostNumbers);
  expect([name, told.length]).toEqual([name, expected.length]);
  for (const [index, value] of expected.entries())
    if (typeof value === 'number') expect(told[index]).toBeCloseTo(value, Math.abs(value) < 10 ? 2 : 0);
}

function nearest(rows: readonly Row[], value: number): Row | undefined {
  const off = ([first]: Row) => Math.abs(Number(first) - value);
  return rows.filter(([first]) => typeof first === 'number').sort((a, b) => off(a) - off(b))[0];
}

for (const browser of browserNames) {
  describe.skipIf(pathOf(browser) === undefined)(`in ${browser}, a chart shows its values`, () => {
    const tab = useBrowser(browser);

    it.each(charts)('under the pointer and with the arrow keys: %s', async (name) => {
      const { reader, rows } = await openChart(tab, name);
      for (const fraction of [0.01, 0.4, 0.99]) {
        const { x, y, value } = await pointOf(reader, name, fraction);
        await reader.page.mouse.move(x, y);
        await expectShown(reader, name, nearest(rows, value));
      }
      await reader.page.mouse.move(0, 0);
      expect(await reader.isVisible(`#${name} .readout`)).toBe(false);

      await reader.page.focus(`#${name} .stage`);
      for (const [key, index] of [
        ['ArrowRight', 0],
        ['ArrowRight', 1],
        ['End', -1],
        ['ArrowLeft', -2],
      ] as const) {
        await reader.page.keyboard.press(key);
        await expectShown(reader, name, rows.at(index));
      }
      await reader.page.keyboard.press('Escape');
      expect(await reader.isVisible(`#${name} .readout`)).toBe(false);
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

  it.each(charts)('shows its values under a finger: %s', async (name) => {
    const { reader, rows } = await openChart(tab, name, { width: 390, height: 844, hasTouch: true });
    const { x, y, value } = await pointOf(reader, name, 0.4);
    await reader.page.touchscreen.tap(x, y);
    await expect.poll(() => reader.isVisible(`#${name} .readout`)).toBe(true);
    await expectShown(reader, name, nearest(rows, value));
    const title = await reader.boxOf(`#${name} :is(h1, h2)`);
    await reader.page.touchscreen.tap(title.x + 9, title.y + 9);
    await expect.poll(() => reader.isVisible(`#${name} .readout`)).toBe(false);
    await reader.close();
  });

  it('shows saved curves before any is computed', async () => {
    const reader = await tab.open('#v=1&question.saved=yes');
    await reader.goTo('question');
    await uncover(reader, 'question');
    await reader.page.focus('#question .stage');
    await reader.page.keyboard.press('ArrowRight');
    const curves = JSON.parse(readFileSync('page/dist/saved-curves.json', 'utf8')) as SavedCurves[];
    const told = (await reader.text('#question .readout')).split(' · ');
    expect(told).toHaveLength(1 + curves.length);
    for (const [index, { basis, with: points }] of curves.entries())
      expect(told[index + 1]).toBe(`with: ${basis.split(',')[0]} ${Number(points[0]?.[1].toPrecision(4))}`);
    await reader.close();
  });
});
