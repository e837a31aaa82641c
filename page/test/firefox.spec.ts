import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageDriver } from '../../bench/page/page-driver.ts';
import { initialValues, type ValuesOf } from '../frame/fields.ts';
import { parts } from '../parts/index.ts';
import { runNeuron } from '../parts/neuron/compute.ts';
import { fields as neuronFields } from '../parts/neuron/fields.ts';
import { transmitAll } from '../worker/jobs/channel.ts';
import { trace } from '../worker/jobs/trace.ts';
import { train } from '../worker/jobs/train.ts';
import { numbersOf, pathOf, useBrowser } from './browser.ts';
import { nodeContext } from './node-data.ts';

const isMissing = pathOf('firefox') === undefined;
if (isMissing)
  console.warn('Firefox is not installed, so the page is NOT tested in it. LIFSPEC_FIREFOX may give its path.');

describe.skipIf(isMissing)('Firefox', () => {
  const tab = useBrowser('firefox');
  let reader: PageDriver;
  beforeAll(async () => {
    reader = await tab.open(
      '#v=1&neuron.amplitude=0.03&channel.which=both&network.digit=2&network.amplitude=0.5&training.images=500&training.epochs=1',
    );
  });
  afterAll(() => reader?.close());

  it('makes every part interactive', async () => {
    for (const { name } of parts) await reader.goTo(name);
    expect(await reader.isVisible('#notice')).toBe(false);
  });

  it('computes a neuron and the channel as Node does, bit for bit', async () => {
    const { voltages } = runNeuron({ ...initialValues(neuronFields), amplitude: 0.03 } as ValuesOf<
      typeof neuronFields
    >);
    expect((await numbersOf(reader, 'neuron')).map((row) => row[2])).toEqual(voltages);
    const { now } = transmitAll({ seed: 0, amplitudes: [2, 2], weights: 'stay' });
    expect((await numbersOf(reader, 'channel')).map((row) => row[2])).toEqual(now);
  });

  it('runs the whole network as Node does, bit for bit', async () => {
    const { filtered } = await trace({ image: 2, amplitude: 0.5, floor: 'zero' }, nodeContext);
    expect((await numbersOf(reader, 'network')).map((row) => row.slice(4))).toEqual(filtered.map((row) => [...row]));
  });

  it('trains as Node does, bit for bit', async () => {
    await reader.goTo('training');
    await reader.click('#training .run');
    await reader.page.waitForSelector('#training .row[data-state=done]');
    const input = { amplitude: 0.5, rescaled: false, epochs: 1, images: 500, seed: 0, testImages: 300 };
    const points = await train(input, nodeContext);
    expect((await numbersOf(reader, 'training')).map((row) => row.slice(2))).toEqual(
      points.map((point) => [point.rate, point.without, point.with]),
    );
  });

  it('takes guesses, buttons in the text and the history', async () => {
    const amplitude = () => reader.value('#neuron-amplitude-box');
    await reader.click('#neuron .guess button[data-guess=same]');
    expect(await reader.text('#neuron .answer')).toMatch(/^Right\./);
    expect(await amplitude()).toBe('0.02');
    await reader.click('#neuron button[data-set="neuron.amplitude=0.05"]');
    expect(await amplitude()).toBe('0.05');
    await reader.goBack();
    await expect.poll(amplitude).toBe('0.02');
  });

  it('logs nothing, and requests nothing from other hosts', () => tab.expectNoComplaints());
});
