import { fileURLToPath } from 'node:url';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserKinds, findBrowser } from '../../bench/digest/browser.ts';
import { type Host, serveFolder } from '../../bench/page/host.ts';
import { initialValues, type ValuesOf } from '../frame/fields.ts';
import { parts } from '../parts/index.ts';
import { runNeuron } from '../parts/neuron/compute.ts';
import { fields as neuronFields } from '../parts/neuron/fields.ts';
import { transmitAll } from '../worker/jobs/channel.ts';
import { trace } from '../worker/jobs/trace.ts';
import { train } from '../worker/jobs/train.ts';
import { patienceMilliseconds } from './browser.ts';
import { nodeBench } from './node-data.ts';

const kind = browserKinds.find(({ name }) => name === 'firefox');
const path = kind && findBrowser(kind);
const built = fileURLToPath(new URL('../dist', import.meta.url));
if (path === undefined)
  console.warn('Firefox is not installed, so the page is NOT tested in it; LIFSPEC_FIREFOX may say where it is.');

describe.skipIf(path === undefined)('Firefox', () => {
  let host: Host;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  beforeAll(async () => {
    host = await serveFolder(built);
    browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: path ?? '',
      headless: true,
      protocolTimeout: patienceMilliseconds,
    });
    page = await browser.newPage();
    page.setDefaultTimeout(patienceMilliseconds);
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => {
      if (!request.url().startsWith(host.address) && !request.url().startsWith('data:'))
        complaints.push(`asked for ${request.url()}`);
    });
  });
  afterAll(async () => {
    await browser?.close();
    host?.close();
  });

  /** Numbers behind a figure, once they are there. */
  const numbersOf = async (name: string): Promise<(number | string)[][]> => {
    await page.waitForSelector(`#${name} .numbers tbody tr`);
    return (await page.evaluate((part) => {
      const rows = [...document.querySelectorAll<HTMLTableRowElement>(`#${part} .numbers tbody tr`)];
      return rows.map((row) =>
        [...row.cells].map((cell) =>
          cell.dataset.value === undefined ? (cell.textContent ?? '') : Number(cell.dataset.value),
        ),
      );
    }, name)) as (number | string)[][];
  };
  const bringUp = async (name: string) => {
    await page.evaluate((part) => document.getElementById(part)?.scrollIntoView({ behavior: 'instant' }), name);
    await page.waitForSelector(`#${name} figure[data-live]`);
  };

  it('brings every part to life', async () => {
    await page.goto(
      `${host.address}#v=1&neuron.amplitude=0.03&channel.which=both&network.digit=2&network.amplitude=0.5&training.images=500&training.epochs=1`,
    );
    await page.waitForSelector('html[data-ready]');
    for (const { name } of parts) await bringUp(name);
    expect(await page.$eval('#notice', (notice) => (notice as HTMLElement).hidden)).toBe(true);
  });

  it('computes a neuron and the channel as Node does, bit for bit', async () => {
    const { voltages } = runNeuron({ ...initialValues(neuronFields), amplitude: 0.03 } as ValuesOf<
      typeof neuronFields
    >);
    expect((await numbersOf('neuron')).map((row) => row[2])).toEqual(voltages);
    const { now } = transmitAll({ seed: 0, amplitudes: [2, 2], weights: 'stay' });
    expect((await numbersOf('channel')).map((row) => row[2])).toEqual(now);
  });

  it('runs the whole network as Node does, bit for bit', async () => {
    const { filtered } = await trace({ image: 2, amplitude: 0.5, floor: 'zero' }, nodeBench);
    expect((await numbersOf('network')).map((row) => row.slice(4))).toEqual(filtered.map((row) => [...row]));
  });

  it('trains as Node does, bit for bit', async () => {
    await bringUp('training');
    await page.evaluate(() => document.querySelector<HTMLButtonElement>('#training .run')?.click());
    await page.waitForSelector('#training .row[data-state=done]');
    const input = { amplitude: 0.5, rescaled: false, epochs: 1, images: 500, seed: 0, testImages: 300 };
    const points = await train(input, nodeBench);
    expect((await numbersOf('training')).map((row) => row.slice(2))).toEqual(
      points.map((point) => [point.rate, point.without, point.with]),
    );
  });

  it('takes guesses, buttons in the text and the way back', async () => {
    const amplitude = () => page.$eval('#neuron-amplitude-box', (box) => (box as HTMLInputElement).value);
    await page.evaluate(() =>
      document.querySelector<HTMLButtonElement>('#neuron .guess button[data-guess=taller]')?.click(),
    );
    expect(await page.$eval('#neuron .answer', (answer) => answer.textContent)).toMatch(/^Right\./);
    expect(await amplitude()).toBe('0.02');
    await page.evaluate(() =>
      document.querySelector<HTMLButtonElement>('#neuron button[data-set="neuron.amplitude=0.05"]')?.click(),
    );
    expect(await amplitude()).toBe('0.05');
    await page.evaluate(() => history.back());
    await expect.poll(amplitude, { timeout: patienceMilliseconds }).toBe('0.02');
  });

  it('complained of nothing, and asked no other host', () => expect(complaints).toEqual([]));
});
