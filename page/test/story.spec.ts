import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageDriver } from '../../bench/page/page-driver.ts';
import { randomDigits, toyDigits } from '../parts/opening/draw.ts';
import { trace } from '../worker/jobs/trace.ts';
import { openEverything, press, shortTraining, useBrowser, waitForSentence } from './browser.ts';
import { nodeContext } from './node-data.ts';

const tab = useBrowser();
const built = readFileSync(fileURLToPath(new URL('../dist/index.html', import.meta.url)), 'utf8');

/** The text, the alternative texts and the links of a part before what to try. */
function toldBefore(name: string): string {
  const [, part = ''] = new RegExp(`<section id="${name}".*?>(.*?)\\n</section>`, 's').exec(built) ?? [];
  return part
    .replace(/<div class="answers">.*?<\/div>|<div class="try">.*?<\/div>\s*<\/div>/gs, '')
    .replace(/<details class="behind">.*?<\/details>/gs, '');
}

describe('the causes are found one after another:', () => {
  it.each(['opening', 'neuron', 'swing'])('%s names neither synapse nor units before', (name) => {
    expect(toldBefore(name)).toContain('<figure');
    expect(toldBefore(name)).not.toMatch(/synap|filter|low-pass|\bunits?\b|factor|rescal/i);
  });

  it('no guess of the opening is answered with a later cause', () => {
    const [, answers = ''] = /<div class="answers">(.*?)<\/div>/s.exec(built) ?? [];
    expect(answers).toContain('data-for="clips"');
    expect(answers).not.toMatch(/synap|filter|\bunits?\b|factor/i);
  });

  it('the navigation names no cause, and there are at most five questions', () => {
    const [, bar = ''] = /<nav aria-label="Parts">(.*?)<\/nav>/s.exec(built) ?? [];
    expect(bar).toContain('Start');
    expect(bar).not.toMatch(/floor|synap|unit/i);
    const questions = built.match(/class="question"/g)?.length;
    expect(questions).toBeGreaterThan(2);
    expect(questions).toBeLessThanOrEqual(5);
  });
});

describe('a guess', () => {
  let reader: PageDriver;
  beforeAll(async () => {
    reader = await tab.open();
    await reader.goTo('swing');
  });
  afterAll(() => reader.close());
  const answers = () =>
    reader.page.$$eval('#opening .answer', (all) =>
      all.filter((one) => one.getClientRects().length > 0).map(({ textContent }) => textContent?.trim() ?? ''),
    );

  it('is answered by itself, and only it', async () => {
    expect(await answers()).toEqual([]);
    await press(reader, '#opening [data-guess=noise]');
    expect(await answers()).toEqual([expect.stringMatching(/^Not quite\. Nothing here is random/)]);
    await press(reader, '#opening [data-guess=clips]');
    expect(await answers()).toEqual([expect.stringMatching(/^Right\. What a neuron receives/)]);
  });

  it('sets the figure that it is about, and hides nothing: steps only guide', async () => {
    const hidden = () =>
      reader.page.$$eval(':is(.panel, .try, .sentence, .steps > *, figcaption, .question)', (all) =>
        all.filter((one) => !one.checkVisibility() && !one.closest('details')).map(({ className }) => className),
      );
    expect(await hidden()).toEqual([]);
    await press(reader, '#swing [data-guess=same]');
    expect(await reader.value('#swing-amplitude-box')).toBe('0.5');
    expect(await hidden()).toEqual([]);
  });

  it('is kept when the page is loaded again', async () => {
    await reader.page.reload();
    await reader.page.waitForSelector('html[data-ready]');
    expect(await answers()).toEqual([expect.stringMatching(/^Right\./)]);
    expect(await reader.attribute('#swing [data-guess=same]', 'aria-pressed')).toBe('true');
  });
});

describe('the opening', () => {
  const top = (reader: PageDriver, selector: string) =>
    reader.page.$eval(selector, (element) => element.getBoundingClientRect().top);

  it('is a toy that dominates the first screen of a desk and of a phone, and begins on that of a small phone', async () => {
    const reader = await tab.open();
    for (const [width, height] of [
      [1280, 900],
      [390, 844],
    ] as const) {
      await reader.page.setViewport({ width, height });
      const isDrawn = () =>
        reader.page.$eval('#opening .stage', (stage) => {
          const drawn = Number(stage.querySelector(':scope > svg')?.getAttribute('width'));
          return Math.abs(drawn - stage.clientWidth) < 2;
        });
      await expect.poll(isDrawn).toBe(true);
      const { top: above, bottom } = await reader.page.$eval('#opening .body', (body) => {
        const { top } = body.getBoundingClientRect();
        return { top, bottom: body.querySelector('.stage')?.getBoundingClientRect().bottom ?? 0 };
      });
      expect(bottom).toBeLessThanOrEqual(height);
      expect((bottom - above) / height).toBeGreaterThan(0.5);
    }
    await reader.page.setViewport({ width: 320, height: 568 });
    expect(await top(reader, '#opening-amplitude')).toBeLessThan(400);
    await reader.close();
  });

  it('is broken by the amplitude, and repaired by the floor, as in Node', async () => {
    const reader = await tab.open();
    const read = async () =>
      (await reader.page.$$eval('#opening .stage text.read', (all) => all.map(({ textContent }) => textContent))).map(
        Number,
      );
    const inNode = async (floor: 'zero' | 'none') => {
      const all = [];
      for (const image of toyDigits) all.push((await trace({ image, amplitude: 0.5, floor }, nodeContext)).predicted);
      return all;
    };
    for (const [floor, told, wrong] of [
      ['zero', 'Amplitude 0.5, floor on', 3],
      ['none', 'floor off', 0],
    ] as const) {
      await reader.page.focus(`#opening .dare [data-set$="floor=${floor}"]`);
      await reader.page.keyboard.press('Enter');
      await waitForSentence(reader, 'opening', told);
      expect(await read()).toEqual(await inNode(floor));
      expect(await reader.count('#opening .stage .read.wrong')).toBe(wrong);
      let right = 0;
      for (const image of randomDigits) {
        const { predicted, label } = await trace({ image, amplitude: 0.5, floor }, nodeContext);
        if (predicted === label) right++;
      }
      await waitForSentence(reader, 'opening', `Of twenty digits at random, ${right} are read correctly`);
      expect(await reader.count('#opening .stage g > g > text.wrong:not(.read)')).toBe(20 - right);
      const captions = await reader.page.$$eval('#opening .stage text.small', (all) =>
        all.map((one) => one.textContent),
      );
      expect(captions).toEqual(expect.arrayContaining(['three digits, chosen', `twenty at random: ${right} right`]));
    }
    await reader.close();
  });
});

describe('the text', () => {
  it('says within two screens whether it fires more often, where the amplitude is in NengoDL, and what to change', async () => {
    const reader = await tab.open('', { width: 1280, height: 800 });
    const told = await reader.page.$$eval('#opening > p:not(.law)', (all) =>
      all
        .filter((one) => one.getBoundingClientRect().bottom < 2 * innerHeight && one.checkVisibility())
        .map((one) => one.innerHTML)
        .join(''),
    );
    const counts = [];
    for (const amplitude of [0.01, 0.5])
      counts.push((await trace({ image: toyDigits[0], amplitude, floor: 'zero' }, nodeContext)).spikeCounts[1]);
    for (const count of counts) expect(told).toContain(`>${count?.toLocaleString('en')}<`);
    expect(told).toMatch(/a single neuron with the same input, no\./);
    expect(told).toMatch(/nengo\.LIF\(amplitude=…\).*scale_firing_rates.*href="#ending"/s);
    await reader.close();
  });
});

describe('the second screen', () => {
  it('shows two neurons with the same current, of which only the one with the floor fires', async () => {
    const reader = await tab.open();
    await reader.goTo('neuron');
    expect(await reader.attribute('#neuron .stage svg', 'aria-label')).toMatch(
      /with a floor it fires \d+ times in 100 ms, without it stays silent/,
    );
    for (const swing of [0, 1]) {
      await press(reader, `#neuron button[data-set="neuron.swing=${swing}"]`);
      await waitForSentence(reader, 'neuron', 'both neurons stay silent');
    }
    expect(await reader.text('#neuron label[for=neuron-input]')).toMatch(/^Mean input \(current 0\.\d\d\)$/);
    await reader.close();
  });
});

describe('the page with every step shown', () => {
  it('has at most 11 screens of a desk, 20 of a phone, and 2,000 words', async () => {
    const reader = await tab.open(shortTraining, { width: 1280 });
    await openEverything(reader);
    const words = await reader.page.evaluate(() => {
      for (const aside of document.querySelectorAll<HTMLDetailsElement>('details.aside')) aside.open = false;
      const prose = document.querySelectorAll('main :is(p, li, h1, h2, h3, figcaption)');
      const own = [...prose].filter((one) => !one.closest('.law, .numbers, .own, pre, .behind, .panel'));
      return own.reduce((sum, one) => sum + (one.textContent?.match(/\S+/g)?.length ?? 0), 0);
    });
    expect(words).toBeGreaterThan(1200);
    expect(words).toBeLessThanOrEqual(2000);
    for (const [width, height, most] of [
      [1280, 800, 11],
      [390, 844, 20],
    ] as const) {
      await reader.page.setViewport({ width, height });
      const screens = await reader.page.evaluate(() => document.documentElement.scrollHeight / innerHeight);
      console.log(`${width}: ${screens.toFixed(1)} screens, ${words} words`);
      expect(screens).toBeLessThanOrEqual(most);
    }
    await reader.close();
  });

  it('logs nothing, and requests nothing from other hosts', () => tab.expectNoComplaints());
});
