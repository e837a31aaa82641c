import { describe, expect, it } from 'vitest';
import type { PageDriver } from '../../bench/page/page-driver.ts';
import { openEverything, press, shortTraining, useBrowser, violations, waitForSentence } from './browser.ts';

const tab = useBrowser();

describe('axe finds no violation', () => {
  const inBothColors = async (reader: PageDriver) => {
    await reader.emulateMedia({ 'prefers-color-scheme': 'light' });
    expect(await violations(reader)).toEqual([]);
    await reader.emulateMedia({ 'prefers-color-scheme': 'dark' });
    expect(await violations(reader, 'contrast')).toEqual([]);
  };

  it('in light and dark colors, at the start and with everything open', async () => {
    const reader = await tab.open(shortTraining);
    await inBothColors(reader);
    await openEverything(reader);
    await reader.page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
      // all rows of a table look alike, and axe needs long for thousands of cells
      for (const row of document.querySelectorAll('.numbers tbody tr:nth-child(n + 4)')) row.remove();
    });
    await reader.page.waitForSelector('#training .row[data-state=done]');
    await inBothColors(reader);
    await reader.emulateMedia({ 'forced-colors': 'active', 'prefers-color-scheme': 'light' });
    expect(await violations(reader, 'contrast')).toEqual([]);
    const faint = await reader.page.evaluate(() => {
      const stage = document.querySelector('#neuron .stage svg') as Element;
      stage.insertAdjacentHTML('beforeend', '<path class="curve with saved"/>');
      return getComputedStyle(stage.querySelector('.curve.saved') as Element).opacity;
    });
    // faint curves have full contrast in forced colors
    expect(faint).toBe('1');
    await reader.close();
  });

  it('in the rules of simulators', async () => {
    const rules = await tab.open('rules.html');
    await rules.goTo('simulator');
    await rules.fill('#simulator-box', '1, x');
    await inBothColors(rules);
    await rules.close();
  });
});

describe('without scripts', () => {
  it('a reader has text, answers, static figures, tables and claims, and nothing to press', async () => {
    const reader = await tab.open('', { hasScripts: false });
    expect(await reader.count('figure')).toBe(6);
    expect(await reader.count('figure .stage svg')).toBe(8); // those of the three digits also for phones
    expect(await reader.count('.law')).toBe(7); // with the answer
    expect(await reader.count('.numbers tbody tr')).toBeGreaterThan(5);
    expect(await reader.countVisible('.guess button, .panel button, .needs-script')).toBe(0);
    expect(await reader.isVisible('#opening [data-for=clips]')).toBe(true);
    expect(await reader.isVisible('noscript p')).toBe(true);
    await reader.close();
  });
});

describe('without a feature', () => {
  it.each([
    ['workers', 'delete globalThis.Worker'],
    ['WebAssembly SIMD', 'WebAssembly.validate = () => false'],
  ])('such as %s, other figures still work', async (missing, before) => {
    const reader = await tab.open('', { before });
    expect(await reader.text('#notice')).toContain(missing);
    if (missing === 'workers') expect(await violations(reader)).toEqual([]);
    for (const name of ['neuron', 'curves']) await reader.goTo(name);
    await press(reader, '#neuron button[data-set="neuron.swing=0"]');
    await waitForSentence(reader, 'neuron', 'both neurons stay silent');
    expect(await reader.isVisible('#opening .stage svg')).toBe(true);
    // a part that cannot run shows the answers and no button without effect
    expect([
      await reader.count('figure.still'),
      await reader.countVisible('figure.still :is(.panel, .guess) :is(button, input)'),
      await reader.isVisible('#training [data-for=worse]'),
    ]).toEqual([4, 0, true]);
    await reader.close();
  });
});

it('logs nothing, and requests nothing from other hosts', () => tab.expectNoComplaints());
