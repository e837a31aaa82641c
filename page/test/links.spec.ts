import { describe, expect, it } from 'vitest';
import type { PageDriver } from '../../bench/page/page-driver.ts';
import { parts } from '../parts/index.ts';
import { browserNames, pathOf, useBrowser } from './browser.ts';

/** Distance in pixels of a part from its position under the header, once scrolling has stopped. */
async function distanceTo(reader: PageDriver, name: string): Promise<number> {
  if (name !== 'ending') await reader.page.waitForSelector(`#${name} figure[data-live]`);
  const measure = () =>
    reader.page.evaluate((id) => {
      const root = document.documentElement;
      const wanted = Number.parseFloat(getComputedStyle(root).scrollPaddingTop);
      const top = document.getElementById(id)?.getBoundingClientRect().top ?? Number.NaN;
      const left = root.scrollHeight - root.clientHeight - scrollY;
      return Math.round(top > wanted ? Math.min(top - wanted, left) : top - wanted);
    }, name);
  for (let [before, same] = [await measure(), 0]; ; ) {
    await reader.wait(100);
    const now = await measure();
    same = now === before ? same + 1 : 0;
    if (same === 6) return now;
    before = now;
  }
}

/** The parts, and the answer, which has no figure. */
const places = [...parts.map(({ name }) => name), 'ending'];

// motion as by default, not reduced
for (const browser of browserNames) {
  describe.skipIf(pathOf(browser) === undefined)(`in ${browser}, a reader lands`, () => {
    const tab = useBrowser(browser);

    it.each(places)('on %s by the link to its view', async (name) => {
      const reader = await tab.open(`#v=1&at=${name}`);
      expect(Math.abs(await distanceTo(reader, name))).toBeLessThan(3);
      await reader.close();
    });

    it('on a part whose entry in the navigation is then visible, on a phone', async () => {
      const reader = await tab.open('#v=1&at=simulator', { width: 390, height: 844 });
      await expect.poll(() => reader.text('nav a[aria-current]')).toBe('Rules');
      const isInside = () =>
        reader.page.evaluate(() => {
          const [bar, link] = ['nav', 'nav a[aria-current]'].map((selector) =>
            document.querySelector(selector)?.getBoundingClientRect(),
          );
          return (link?.left ?? -1) >= (bar?.left ?? 0) && (link?.right ?? 0) <= (bar?.right ?? 0) + 1;
        });
      await expect.poll(isInside).toBe(true);
      await reader.close();
    });

    it('on a part whose entry is in the middle of the navigation if there are others on both sides', async () => {
      const reader = await tab.open('#v=1&at=swing', { width: 390, height: 844 });
      const offMiddle = () =>
        reader.page.evaluate(() => {
          const [bar, link] = ['nav', 'nav a[href="#swing"][aria-current]'].map((selector) =>
            document.querySelector(selector)?.getBoundingClientRect(),
          );
          const middleOf = (box?: DOMRect) => (box === undefined ? Number.NaN : box.left + box.width / 2);
          return Math.abs(middleOf(link) - middleOf(bar));
        });
      await expect.poll(offMiddle).toBeLessThan(3);
      await reader.close();
    });

    it('without a scroll bar below the entries of the navigation', async () => {
      const reader = await tab.open('', { width: 820, height: 1180 });
      const bar = await reader.page.$eval('nav', (nav) => ({
        height: nav.offsetHeight - nav.clientHeight,
        hidden: nav.scrollWidth - nav.clientWidth,
      }));
      expect(bar).toEqual({ height: 0, hidden: expect.toSatisfy((width: number) => width > 50) });
      await reader.close();
    });

    it('on a part by the contents, which name every part', async () => {
      const reader = await tab.open();
      const links = await reader.page.$$eval('.contents a', (all) => all.map((link) => link.getAttribute('href')));
      const names = parts.slice(1).map(({ name }) => name);
      expect(links).toEqual(names.toSpliced(-1, 0, 'ending').map((name) => `#${name}`));
      await reader.click('.contents a[href="#channel"]');
      expect(Math.abs(await distanceTo(reader, 'channel'))).toBeLessThan(3);
      await reader.close();
    });

    it.each(places)('on %s by the navigation', async (name) => {
      const reader = await tab.open();
      await reader.page.evaluate((id) => document.querySelector<HTMLElement>(`nav a[href="#${id}"]`)?.click(), name);
      expect(Math.abs(await distanceTo(reader, name))).toBeLessThan(3);
      await reader.close();
    });
  });
}
