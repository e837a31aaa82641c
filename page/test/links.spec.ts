import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapters } from '../../adapters/validation/adapters.ts';
import type { PageDriver } from '../../bench/page/page-driver.ts';
import { parts } from '../parts/index.ts';
import { browserNames, pathOf, press, setBox, useBrowser, violations } from './browser.ts';

/** Distance in pixels of a part from its position under the header, once scrolling has stopped. */
async function distanceTo(reader: PageDriver, name: string): Promise<number> {
  const measure = () =>
    reader.page.evaluate((id) => {
      const root = document.documentElement;
      const wanted = Number.parseFloat(getComputedStyle(root).scrollPaddingTop);
      const top = document.getElementById(id)?.getBoundingClientRect().top ?? Number.NaN;
      const left = root.scrollHeight - root.clientHeight - scrollY;
      return Math.round(top > wanted ? Math.min(top - wanted, left) : top - wanted);
    }, name);
  return settled(measure);
}

/** A number, once it stays the same. */
async function settled(measure: () => Promise<number>): Promise<number> {
  for (let [before, same] = [await measure(), 0]; ; ) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const now = await measure();
    same = now === before ? same + 1 : 0;
    if (same === 5) return now;
    before = now;
  }
}

const scrolled = (reader: PageDriver) => settled(() => reader.page.evaluate(() => Math.round(scrollY)));
const places = ['opening', 'neuron', 'swing', 'repair', 'curves', 'training', 'ending'];

// motion as by default, not reduced
for (const browser of browserNames) {
  describe.skipIf(pathOf(browser) === undefined)(`in ${browser}, a reader`, () => {
    const tab = useBrowser(browser);
    let reader: PageDriver;
    beforeAll(async () => {
      reader = await tab.open('', { width: 1280, height: 900 });
    });
    afterAll(() => reader?.close());

    it('lands on every part by the navigation', async () => {
      for (const name of places) {
        await press(reader, `nav a[href="#${name}"]`);
        expect([name, Math.abs(await distanceTo(reader, name)) < 3]).toEqual([name, true]);
        expect(await reader.page.evaluate(() => document.activeElement?.id)).toBe(`${name}-title`);
      }
    });

    it('keeps the settings when following a link in the text', async () => {
      await setBox(reader, '#opening-amplitude-box', '0.3');
      await press(reader, '#opening .guess button[data-guess=clips]');
      await press(reader, '#opening .answers a[href="#neuron"]');
      expect(Math.abs(await distanceTo(reader, 'neuron'))).toBeLessThan(3);
      expect(await reader.value('#opening-amplitude-box')).toBe('0.3');
      expect(reader.page.url()).toMatch(/at=neuron.*opening\.amplitude=0\.3/);
    });

    it('returns by Back to where a link was followed, also after a setting was changed', async () => {
      await press(reader, '#curves-title');
      await reader.page.$eval('#curves a[href="#training"]', (link) =>
        link.scrollIntoView({ block: 'center', behavior: 'instant' }),
      );
      const before = await scrolled(reader);
      await press(reader, '#curves a[href="#training"]');
      await distanceTo(reader, 'training');
      await setBox(reader, '#training-amplitude-box', '0.2');
      await reader.goBack();
      expect(Math.abs((await scrolled(reader)) - before)).toBeLessThan(60);
      await reader.goForward();
      await expect.poll(() => reader.value('#training-amplitude-box')).toBe('0.2');
    });

    it.each([
      ['training', 'Retrained'],
      ['ending', 'Your code'],
    ])('lands on %s by the link to its view, which the navigation names', async (name, entry) => {
      const other = await tab.open(`#v=1&at=${name}`);
      expect(Math.abs(await distanceTo(other, name))).toBeLessThan(3);
      expect(await other.text('nav [aria-current]')).toContain(entry);
      await other.close();
    });

    it.each(['reload', 'Back', 'link'])('keeps the place, the guess and the finished steps: %s', async (way) => {
      const other = await tab.open('', { width: 1280, height: 900 });
      await press(other, 'nav a[href="#swing"]');
      await distanceTo(other, 'swing');
      await press(other, '#swing [data-guess=same]');
      await press(other, '#swing .steps > :nth-child(2) button');
      const place = () =>
        settled(() =>
          other.page.$eval('#swing .steps > :nth-child(3)', (step) => Math.round(step.getBoundingClientRect().top)),
        );
      await other.page.mouse.move(640, 500);
      await other.page.mouse.wheel({ deltaY: 600 });
      const before = await place();
      expect(before).toBeLessThan(900);
      if (way === 'reload') await other.page.reload();
      else {
        await press(other, 'nav a[href="rules.html"]');
        await other.page.waitForSelector('#simulator figure[data-live]');
        if (way === 'Back') await other.goBack();
        else await press(other, 'nav a');
      }
      await other.page.waitForSelector('#swing figure[data-live]');
      expect(Math.abs((await place()) - before)).toBeLessThan(5);
      expect(await other.attribute('#swing [data-guess=same]', 'aria-pressed')).toBe('true');
      expect(await other.count('#swing .steps > .done')).toBe(1);
      expect(await other.value('#swing-synapse-box')).toBe('5');
      await other.close();
    });

    it('logs nothing', () => tab.expectNoComplaints());
  });
}

describe('a link with errors', () => {
  const tab = useBrowser();

  it('is told of in three lines at most, until the next link is valid', async () => {
    const many = Array.from({ length: 40 }, (_, index) => `neuron.nothing${index}=1`).join('&');
    const reader = await tab.open(`#v=1&neuron.rate=${'x'.repeat(99)}&${many}`, { width: 390, height: 844 });
    const lines = () =>
      reader.page.$eval('#notice p', (told) =>
        Math.round(told.clientHeight / Number.parseFloat(getComputedStyle(told).lineHeight)),
      );
    expect(await reader.text('#notice')).toMatch(/Max rate must be a number.* and 40 more/);
    expect(await lines()).toBeLessThanOrEqual(3);
    await reader.page.evaluate(() => {
      location.hash = '#v=1&neuron.rate=200&training.epochs=x';
    });
    await reader.waitForText('#notice', 'Epochs');
    expect(await reader.text('#notice')).not.toContain('Max rate');
    await reader.page.evaluate(() => {
      location.hash = '#v=1&neuron.rate=200';
    });
    await expect.poll(() => reader.isVisible('#notice')).toBe(false);
    await reader.close();
  });
});

describe('embed.html', () => {
  const tab = useBrowser();

  let reader: PageDriver;
  beforeAll(async () => {
    reader = await tab.open('embed.html?figure=neuron', { width: 800, height: 1200 });
  });
  afterAll(() => reader.close());

  it.each(parts.map(({ name }) => name))(
    'shows %s with a heading, within its height, also after a guess',
    async (name) => {
      await reader.page.goto(new URL(`embed.html?figure=${name}`, reader.page.url()).href);
      await reader.page.waitForSelector(`#${name} figure[data-live]`);
      expect([await reader.countVisible('figure'), await reader.countVisible('h1')]).toEqual([1, 1]);
      for (const width of [320, 1100, 800]) {
        await reader.page.setViewport({ width, height: 1200 });
        const { left, wide } = await reader.page.evaluate(() => ({
          left: document.querySelector('.embedded h1')?.getBoundingClientRect().left,
          wide: document.documentElement.scrollWidth - innerWidth,
        }));
        expect([width, (left ?? -1) >= 0, wide <= 0]).toEqual([width, true, true]);
      }
      await reader.page.$$eval(`#${name} .guess button`, ([first]) => (first as HTMLElement | undefined)?.click());
      await reader.wait(300);
      const most = name === 'simulator' ? 2700 : 1600; // as in page/README.md
      expect(await reader.page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(most);
    },
  );

  it('says that it has no such figure, and which ones it has', async () => {
    await reader.page.goto(new URL('embed.html?figure=nothing', reader.page.url()).href);
    await reader.page.waitForSelector('html[data-ready]');
    expect(await reader.text('#notice')).toContain('There is no figure “nothing”, only');
    expect(await reader.text('#notice')).toContain(parts.map(({ name }) => name).join(', '));
  });

  it('works in the frame of another page, in the state of its link', async () => {
    const address = new URL('embed.html?figure=neuron#v=1&neuron.amplitude=0.03', reader.page.url());
    const outside = await reader.page.browserContext().newPage();
    await outside.setContent(`<iframe src="${address}" width="800" height="900"></iframe>`);
    const frame = await (await outside.waitForSelector('iframe'))?.contentFrame();
    await frame?.waitForSelector('#neuron figure[data-live]');
    expect(await frame?.$eval('#neuron .sentence', ({ textContent }) => textContent)).toContain('0.03');
  });

  it('logs no error, in any figure', () => tab.expectNoComplaints());
});

describe.each(['board.html', 'kills.html', 'real-bugs.html'])('%s', (file) => {
  const tab = useBrowser();

  it('has a way back, scrolls within its tables, and has no violation that axe finds', async () => {
    for (const [width, scheme] of [
      [390, 'light'],
      [1280, 'dark'],
    ] as const) {
      const reader = await tab.open(file, { width, media: { 'prefers-color-scheme': scheme }, isReady: false });
      expect(await reader.count('a[href="./"]')).toBe(1);
      const wide = await reader.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide).toBeLessThanOrEqual(0);
      // all rows look alike, and axe needs long for thousands of cells
      await reader.page.$$eval('tbody tr:nth-child(n + 9)', (rows) => rows.map((row) => row.remove()));
      expect(await violations(reader, scheme === 'light' ? 'all' : 'contrast')).toEqual([]);
      await reader.close();
    }
  });

  it('misses no file', () => tab.expectNoComplaints());
});

describe('the board of simulators', () => {
  const tab = useBrowser();

  it('has a row per adapter, without scripts, and is linked from the rules', async () => {
    const reader = await tab.open('board.html', { hasScripts: false });
    expect(await reader.count('[aria-label=Verdicts] tbody tr')).toBe(adapters.length);
    await reader.close();
    const rules = await tab.open('rules.html');
    expect(await rules.count('main a[href="board.html"], nav a[href="./"]')).toBe(2);
    await rules.close();
  });
});
