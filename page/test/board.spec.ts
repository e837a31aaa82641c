import { describe, expect, it } from 'vitest';
import { adapters } from '../../adapters/validation/adapters.ts';
import { useBrowser, violations } from './browser.ts';

const tab = useBrowser();
const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };

describe('the board of simulators', () => {
  it('is linked from the part about simulators', async () => {
    const reader = await tab.open('', { hasScripts: false });
    expect(await reader.attribute('#simulator a[href="board.html"]', 'href')).toBe('board.html');
    await reader.close();
  });

  it('has a row per adapter with its issues, without scripts', async () => {
    const reader = await tab.open('board.html', { hasScripts: false });
    expect(await reader.count('tbody tr')).toBe(adapters.length);
    const issues = adapters.flatMap((adapter) => adapter.issues ?? []);
    expect(await reader.count('td a[href^="https://github.com/"]')).toBe(issues.length);
    expect(await reader.count('a[href="matrix.html"], a[href="./#simulator"]')).toBe(2);
    await reader.close();
  });
});

describe.each(['board.html', 'matrix.html'])('%s', (file) => {
  it.each(Object.entries(sizes))('scrolls within its tables, whose first column stays, on a %s', async (_, size) => {
    const reader = await tab.open(file, { ...size, isReady: false });
    expect(await reader.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    const moved = await reader.page.$$eval('.scroll', (all) =>
      all.map((region) => {
        region.scrollLeft = 200;
        const heading = region.querySelector('tbody th') as HTMLElement;
        return heading.getBoundingClientRect().x - region.getBoundingClientRect().x;
      }),
    );
    expect(moved).toEqual(moved.map(() => 0));
    await reader.close();
  });

  it.each(['light', 'dark'])('has no violation that axe finds in %s colors', async (scheme) => {
    const reader = await tab.open(file, { media: { 'prefers-color-scheme': scheme }, isReady: false });
    expect(await violations(reader)).toEqual([]);
    await reader.close();
  });
});
