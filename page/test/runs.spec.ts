import { describe, expect, it } from 'vitest';
import type { PageDriver } from '../../bench/page/page-driver.ts';
import { parts } from '../parts/index.ts';
import { browserNames, pathOf, useBrowser, waitForSentence } from './browser.ts';

const tab = useBrowser();
const press = (reader: PageDriver, selector: string) =>
  reader.page.evaluate((where) => document.querySelector<HTMLElement>(where)?.click(), selector);

describe('a run', () => {
  it('that a slider stops says so, and is not kept as the previous run', async () => {
    const reader = await tab.open('#v=1&training.images=500&training.epochs=20');
    await reader.goTo('training');
    expect(await reader.text('#training .left')).toMatch(/^about \d+ s on this device$/);
    await press(reader, '#training .run');
    await waitForSentence(reader, 'training', ' epochs');
    await reader.enter('#training-epochs-box', '1');
    await reader.page.waitForSelector('#training .row[data-state=stopped]');
    expect(await reader.text('#training .left')).toBe('stopped, because a setting changed');
    await press(reader, '#training .run');
    await reader.page.waitForSelector('#training .row[data-state=done]');
    expect(await reader.text('#training .sentence')).not.toContain('previous run');
    await press(reader, '#training .run');
    await reader.page.waitForSelector('#training .row[data-state=done]');
    // the same run again is not a previous one
    expect(await reader.text('#training .sentence')).not.toContain('previous run');
    // the next estimate is the time of this run, times 16,300 digits to train and test with instead of 1,100
    const secondsIn = async () => Number(/[\d.]+/.exec(await reader.text('#training .left'))?.[0]);
    const seconds = await secondsIn();
    await reader.enter('#training-epochs-box', '20');
    expect(Math.abs((await secondsIn()) - (seconds * 16_300) / 1_100)).toBeLessThan(1.5);
    await reader.close();
  });

  it('of a test on 500 digits says how long it will take', async () => {
    const reader = await tab.open('', {
      before: `new MutationObserver(() => {
        if (document.querySelector('.exam-result')?.textContent.includes('s left')) globalThis.hasEstimate = true;
      }).observe(document, { subtree: true, childList: true });`,
    });
    await reader.goTo('network');
    await press(reader, '#network .exam');
    await reader.page.waitForFunction('globalThis.hasEstimate');
    await reader.close();
  });
});

describe('a reader who goes offline after the page has loaded', () => {
  it('can still use every part', async () => {
    const reader = await tab.open('#v=1&training.images=500&training.epochs=1&question.images=50', {
      mayComplain: true,
    });
    await reader.page.waitForFunction(
      (count) => document.querySelectorAll('figure[data-live]').length === count,
      {},
      parts.length,
    );
    await reader.page.waitForSelector('#training figure[data-fetched]');
    await reader.page.setOfflineMode(true);
    await press(reader, '#training .run');
    await reader.page.waitForSelector('#training .row[data-state=done]');
    await press(reader, '#network button[data-set="network.amplitude=0.5&network.floor=none"]');
    await waitForSentence(reader, 'network', 'without a floor');
    await reader.close();
  });
});

for (const browser of browserNames) {
  describe.skipIf(pathOf(browser) === undefined)(`a reader who comes back online, in ${browser}`, () => {
    const own = useBrowser(browser);

    it('can try again if a figure could not be loaded', async () => {
      const reader = await own.open('', {
        mayComplain: true,
        before: "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });",
      });
      await reader.page.setOfflineMode(true);
      await reader.page.evaluate(() => document.getElementById('channel')?.scrollIntoView());
      await waitForSentence(reader, 'channel', 'could not be loaded');
      await reader.page.setOfflineMode(false);
      await press(reader, '#channel .retry');
      await reader.page.waitForSelector('#channel figure[data-live]', { timeout: 60_000 });
      await reader.close();
    });
  });
}
