import { beforeAll, describe, expect, it } from 'vitest';
import type { PageDriver } from '../../bench/page/page-driver.ts';
import { parts } from '../parts/index.ts';
import { uncover, uncoverAll, useBrowser } from './browser.ts';

const tab = useBrowser();
const drawn = parts.map(({ name }) => name);

/** Opens the page with every figure interactive. */
async function openAll(width: number, height = 900): Promise<PageDriver> {
  const reader = await tab.open('', { width, height });
  for (const name of drawn) await reader.goTo(name);
  await reader.waitForText('#simulator .judged', 'Nothing pasted yet');
  return reader;
}

describe('a reader at a desk', () => {
  let reader: PageDriver;
  beforeAll(async () => {
    reader = await openAll(1280, 800);
  });

  it('sees no large empty area beside the controls before a guess', async () => {
    const gaps = await reader.page.$$eval('figure .body', (all) =>
      all.map((body) => {
        const bottoms = [...body.querySelectorAll(':scope > .result > *')].map(
          (one) => one.getBoundingClientRect().bottom,
        );
        const panel = body.querySelector('.panel')?.getBoundingClientRect() as DOMRect;
        return panel.height === 0 ? 0 : panel.bottom - Math.max(...bottoms);
      }),
    );
    expect(Math.max(...gaps)).toBeLessThan(150);
  });

  it('reads guesses that begin with a capital letter unless they end the question', async () => {
    const answers = await reader.page.$$eval('.guess', (all) =>
      all.flatMap((guess) => {
        const isContinued = guess.querySelector('.question')?.textContent?.trim().endsWith('…');
        const buttons = [...guess.querySelectorAll('button')].map(({ textContent }) => textContent ?? '');
        return buttons.filter((text) => !isContinued || text.includes('show me'));
      }),
    );
    expect(answers.length).toBeGreaterThan(20);
    expect(answers.filter((text) => !/^[A-Z\d]/.test(text))).toEqual([]);
  });

  it('reads lines of at most ninety characters', async () => {
    await reader.page.evaluate(() => {
      for (const button of document.querySelectorAll<HTMLElement>('.guess button:first-of-type')) button.click();
    });
    await uncoverAll(reader);
    const long = await reader.page.$$eval('main p:not(.law), main li, figcaption', (all) =>
      all.flatMap((element) => {
        const style = getComputedStyle(element);
        const inside =
          element.clientHeight - Number.parseFloat(style.paddingTop) - Number.parseFloat(style.paddingBottom);
        const lines = Math.round(inside / Number.parseFloat(style.lineHeight));
        const perLine = (element.textContent ?? '').replace(/\s+/g, ' ').length / lines;
        return lines >= 3 && perLine > 90 ? [`${perLine.toFixed(0)}: ${element.textContent?.slice(0, 40)}`] : [];
      }),
    );
    expect(long).toEqual([]);
  });

  it('sees no text below the outline of a focused box', async () => {
    await reader.enter('#neuron-rate-box', '7,5 20,5');
    const room = await reader.page.evaluate(() => {
      const boxOf = (selector: string) => document.querySelector(selector)?.getBoundingClientRect() as DOMRect;
      return [
        boxOf('#neuron .control:has(#neuron-rate) .changed').top - boxOf('#neuron-rate-box').bottom,
        boxOf('#simulator-box').top - boxOf('label[for="simulator-box"]').bottom,
      ];
    });
    // 3 pixels wide and 2 off
    expect(Math.min(...room)).toBeGreaterThan(5);
  });
});

describe('a reader who tries steps', () => {
  it('is told how many there are until the last one appears', async () => {
    const reader = await tab.open();
    await reader.goTo('channel');
    await reader.click('#channel .guess button');
    const told = () =>
      reader.page.$eval('#channel .steps', (steps) => getComputedStyle(steps, '::after').content.replaceAll('"', ''));
    for (const step of [1, 2, 3]) {
      expect(await told()).toMatch(/ of .*4/);
      await reader.click(`#channel .steps > :nth-child(${step}) button`);
    }
    expect(await told()).toBe('none');
    await reader.close();
  });

  it('sees room between their number and the text below', async () => {
    const reader = await tab.open();
    await reader.goTo('simulator');
    await reader.click('#simulator .guess button');
    const room = await reader.page.evaluate(() => {
      const [steps, text] = ['.steps', '.steps + p'].map((place) =>
        document.querySelector(`#simulator ${place}`)?.getBoundingClientRect(),
      );
      return (text?.top ?? 0) - (steps?.bottom ?? 0);
    });
    expect(room).toBeGreaterThan(8);
    await reader.close();
  });

  it.each([320, 360, 390, 412, 820])('reads no line that begins with a comma, %i pixels wide', async (width) => {
    const reader = await tab.open('', { width, height: 900 });
    await uncoverAll(reader);
    const lost = await reader.page.$$eval('button[data-set]', (all) =>
      all.flatMap((button) => {
        const range = document.createRange();
        const { nextSibling } = button;
        const at = nextSibling?.textContent?.search(/\S/) ?? -1;
        if (!nextSibling || !/[.,:;]/.test(nextSibling.textContent?.[at] ?? '')) return [];
        range.setStart(nextSibling, at);
        range.setEnd(nextSibling, at + 1);
        const sign = range.getBoundingClientRect();
        return sign.top > button.getBoundingClientRect().bottom - 4 ? [button.textContent] : [];
      }),
    );
    expect(lost).toEqual([]);
    await reader.close();
  });
});

describe('a reader with a small screen', () => {
  it('reads the last entry of the navigation without the fading', async () => {
    const reader = await tab.open('#v=1&at=simulator', { width: 390, height: 844 });
    await reader.page.waitForSelector('header a[href="#simulator"][aria-current]');
    const fading = 25; // 1.4 rem
    await reader.page.waitForFunction(
      (room) => {
        const [bar, last] = ['header nav', 'header li:last-child a'].map(
          (place) => document.querySelector(place)?.getBoundingClientRect().right ?? 0,
        );
        return (bar ?? 0) - (last ?? 0) >= room;
      },
      { timeout: 60_000 },
      fading,
    );
    await reader.close();
  });

  it('compares spikes in a drawing that fits the window after it was resized', async () => {
    const reader = await tab.open('', { width: 1280, height: 800 });
    await reader.goTo('simulator');
    await uncover(reader, 'simulator');
    await reader.page.$eval('#simulator input[value="nest"]', (input) => (input as HTMLElement).click());
    const drawing = '#simulator .drawing svg';
    await reader.page.waitForSelector(drawing);
    await reader.page.setViewport({ width: 390, height: 844 });
    await reader.page.waitForFunction(
      (selector) => {
        const svg = document.querySelector(selector) as SVGSVGElement;
        return Math.abs(svg.viewBox.baseVal.width - svg.getBoundingClientRect().width) < 20;
      },
      { timeout: 60_000 },
      drawing,
    );
    await reader.close();
  });

  it('has the buttons that set the time below its slider', async () => {
    const reader = await openAll(820, 1180);
    const offsets = await reader.page.evaluate(() =>
      ['opening', 'network'].map((part) => {
        const slider = document.querySelector(`#${part}-step`)?.getBoundingClientRect() as DOMRect;
        const buttons = [...document.querySelectorAll(`#${part} .panel button`)];
        const play = buttons.find(({ textContent }) => textContent === 'Play')?.getBoundingClientRect() as DOMRect;
        return { isBelow: play.top - slider.bottom < 12, isAligned: Math.abs(play.left - slider.left) < 2 };
      }),
    );
    expect(offsets).toEqual(Array(2).fill({ isBelow: true, isAligned: true }));
    await reader.close();
  });

  it('tells the rows of simulators apart', async () => {
    const reader = await openAll(390, 844);
    await reader.click('#simulator .guess button');
    const rows = await reader.page.$$eval('.simulators button', (all) =>
      all.map((row) => {
        const edge = row.getBoundingClientRect();
        const parts = [...row.querySelectorAll('.told, .strip')].map((part) => part.getBoundingClientRect());
        const height = row.lastElementChild?.getBoundingClientRect().height ?? 0;
        return { isOneLine: height < 30, room: Math.min(...parts.map(({ bottom }) => edge.bottom - bottom)) };
      }),
    );
    expect(rows.filter(({ isOneLine, room }) => !isOneLine || room < 5)).toEqual([]);
    await reader.close();
  });
});
