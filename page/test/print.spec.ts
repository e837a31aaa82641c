import { describe, expect, it } from 'vitest';
import { parts } from '../parts/index.ts';
import { useBrowser } from './browser.ts';

const tab = useBrowser();

describe('a printed page', () => {
  it('has finished curves where none were computed', async () => {
    const reader = await tab.open();
    for (const { name } of parts) await reader.goTo(name);
    await reader.emulateMedia({}, 'print');
    for (const name of ['question', 'training']) {
      expect(`${name} ${await reader.countVisible(`#${name} .curve`)}`).toMatch(/ [2-9]$/);
      expect(await reader.isVisible(`#${name} .stage`)).toBe(false);
    }
    await reader.close();
  });

  it('has nothing to press, and nothing wider than the paper', async () => {
    const reader = await tab.open('', { width: 700 });
    for (const { name } of parts) await reader.goTo(name);
    await reader.emulateMedia({}, 'print');
    expect(await reader.countVisible('.panel, summary, .guess button, header')).toBe(0);
    expect(await reader.page.evaluate(() => document.documentElement.scrollWidth)).toBe(700);
    await reader.close();
  });

  it('has no page break between a heading and its figure', async () => {
    const reader = await tab.open();
    await reader.emulateMedia({}, 'print');
    const torn = await reader.page.evaluate(() =>
      [...document.querySelectorAll('section > figure')].flatMap((figure) => {
        const own = [...(figure.parentElement as Element).children].slice(1);
        const before = own.slice(0, own.indexOf(figure)).slice(-2);
        return before
          .filter((element) => getComputedStyle(element).breakAfter !== 'avoid')
          .map((element) => `${figure.parentElement?.id} ${element.tagName}`);
      }),
    );
    expect(torn).toEqual([]);
    await reader.close();
  });
});
