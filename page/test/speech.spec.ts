import { describe, expect, it } from 'vitest';
import type { PageDriver } from '../../bench/page/page-driver.ts';
import { parts } from '../parts/index.ts';
import { drawTraining } from '../parts/training/draw.ts';
import { browserNames, pathOf, useBrowser } from './browser.ts';

/** Records what screen readers announce: changes in live regions. */
const listening = `
globalThis.heard = [];
new MutationObserver((changes) => {
  for (const { target } of changes) {
    const element = target instanceof Element ? target : target.parentElement;
    const region = element?.closest('[role=status], [role=alert], output, [aria-live]');
    if (region && region.ariaLive !== 'off' && region.textContent.trim() !== '') heard.push(region.textContent);
  }
}).observe(document, { subtree: true, childList: true, characterData: true });`;

/** Longer than the pause before an announcement. */
const pauseMilliseconds = 1500;

async function heardBy(reader: PageDriver): Promise<string[]> {
  await reader.wait(pauseMilliseconds);
  return (await reader.page.evaluate('heard.splice(0)')) as string[];
}

for (const browser of browserNames) {
  describe.skipIf(pathOf(browser) === undefined)(`in ${browser}, a screen reader announces`, () => {
    const tab = useBrowser(browser);

    it('nothing before the reader acts', async () => {
      const reader = await tab.open('', { before: listening });
      await expect.poll(() => reader.count('#opening .numbers tbody tr')).toBe(50);
      for (const { name } of parts) await reader.goTo(name);
      await reader.waitForNumbers('network');
      expect(await heardBy(reader)).toEqual([]);
      await reader.close();
    });

    it('one sentence for twenty arrow keys', async () => {
      const reader = await tab.open('', { before: listening });
      await reader.goTo('neuron');
      await reader.page.evaluate(() => {
        const slider = document.querySelector('#neuron-input') as HTMLInputElement;
        for (let press = 0; press < 20; press++) {
          slider.stepUp();
          slider.dispatchEvent(new Event('input', { bubbles: true }));
          slider.dispatchEvent(new Event('change', { bubbles: true }));
        }
      });
      expect(await heardBy(reader)).toEqual([await reader.text('#neuron .sentence')]);
      await reader.close();
    });

    it('the result of a test on 500 digits once, at its end', async () => {
      const reader = await tab.open('', { before: listening });
      await reader.goTo('network');
      await reader.waitForNumbers('network');
      await reader.page.evaluate(() => document.querySelector<HTMLElement>('#network .exam')?.click());
      await reader.page.waitForSelector('#network .exam-result[data-finished]');
      expect(await heardBy(reader)).toEqual([await reader.text('#network .exam-result')]);
      await reader.close();
    });
  });
}

describe('a figure', () => {
  const tab = useBrowser();

  it('is named by its question', async () => {
    const reader = await tab.open();
    for (const { name } of parts) {
      const id = await reader.attribute(`#${name} figure`, 'aria-labelledby');
      expect(await reader.text(`#${id}`)).toBe(await reader.text(`#${name} .question`));
    }
    await reader.close();
  });

  it('has no title about “−1 epochs” before the first epoch', () => {
    expect(drawTraining({ name: 'plain', points: [] }, undefined, 8, 700)).not.toContain('-1');
  });
});
