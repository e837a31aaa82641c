import { describe, expect, it } from 'vitest';
import { useBrowser } from './browser.ts';

const tab = useBrowser();

describe('a control', () => {
  it('is disabled while it has no effect', async () => {
    const reader = await tab.open();
    const disabled = () =>
      reader.page.$$eval('#channel .control :disabled', (all) => all.map(({ id }) => id || 'choice'));
    expect(await disabled()).toEqual(['channel-factor', 'channel-factor-box', 'choice', 'choice', 'choice']);
    await reader.page.evaluate(() =>
      document.querySelector<HTMLElement>('input[name=channel-which][value=both]')?.click(),
    );
    expect(await disabled()).toEqual([]);
    await reader.close();
  });

  it('of the floor is disabled while no current falls below 0', async () => {
    const reader = await tab.open();
    const isDisabled = () => reader.page.$eval('#neuron .choice', (one) => one.matches(':disabled'));
    expect(await isDisabled()).toBe(true);
    await reader.enter('#neuron-swing-box', '3');
    expect(await isDisabled()).toBe(false);
    await reader.enter('#neuron-swing-box', '0');
    await reader.enter('#neuron-input-box', '-0.8');
    expect(await isDisabled()).toBe(false);
    await reader.close();
  });

  it.each([
    ['7', '3', 'Input must be from -1 to 3, but is 7, so it is now 3.'],
    ['1,5', '1.5', 'Input has a decimal comma, so it is now 1.5.'],
    ['abc', '1', 'Input must be a number, but is “abc”, so it is now 1.'],
  ])('says what it changed in “%s”', async (typed, value, message) => {
    const reader = await tab.open();
    await reader.enter('#neuron-input-box', typed);
    expect(await reader.value('#neuron-input-box')).toBe(value);
    expect(await reader.text('#neuron .control:has(#neuron-input) .changed')).toBe(message);
    await reader.page.focus('#neuron-input');
    await reader.page.keyboard.press('ArrowLeft');
    expect(await reader.text('#neuron .control:has(#neuron-input) .changed')).toBe('');
    await reader.close();
  });
});

describe('the chosen theme', () => {
  it('survives a reload', async () => {
    const reader = await tab.open();
    await reader.click('#theme');
    await reader.click('#theme');
    await reader.page.reload();
    await reader.page.waitForSelector('html[data-ready]');
    expect(await reader.page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
    await reader.close();
  });
});

describe('with forced colors', () => {
  it('faint curves are drawn in full contrast, and the grid in the gray of the system', async () => {
    const reader = await tab.open('', { media: { 'forced-colors': 'active' } });
    const styles = await reader.page.evaluate(() => {
      const stage = document.querySelector('#opening .stage svg:not(.shown)') as Element;
      stage.insertAdjacentHTML(
        'beforeend',
        '<path class="curve with seed"/><path class="curve with saved"/><path class="curve with thin"/><path class="curve other"/>',
      );
      const curves = ['seed', 'saved', 'thin', 'other'].map(
        (look) => getComputedStyle(stage.querySelector(`.curve.${look}`) as Element).opacity,
      );
      const probe = document.createElement('p');
      probe.style.color = 'GrayText';
      document.body.append(probe);
      const grid = getComputedStyle(stage.querySelector('.grid') as Element).stroke;
      return { curves, isGray: grid === getComputedStyle(probe).color };
    });
    expect(styles).toEqual({ curves: ['1', '1', '1', '1'], isGray: true });
    await reader.close();
  });
});
