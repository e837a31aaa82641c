import { describe, expect, it } from 'vitest';
import { nengoDlDirectory } from '../../src/base/package-root.ts';
import { foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { runSpiking } from '../../src/simulator/network/run.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import { initialValues, type ValuesOf } from '../frame/fields.ts';
import { runNeuron } from '../parts/neuron/compute.ts';
import { fields as neuronFields } from '../parts/neuron/fields.ts';
import { openingAmplitudes, openingImages } from '../parts/opening/draw.ts';
import { amplitudesOf } from '../parts/question/compute.ts';
import { knownAnswers, referenceSpikes } from '../parts/simulator/probe.ts';
import { tuneNeuron } from '../parts/tuning/compute.ts';
import { fields as tuningFields } from '../parts/tuning/fields.ts';
import { transmitAll } from '../worker/jobs/channel.ts';
import { curve } from '../worker/jobs/curve.ts';
import { train } from '../worker/jobs/train.ts';
import { numbersOf, useBrowser, waitForSentence } from './browser.ts';
import { nodeContext } from './node-data.ts';

const tab = useBrowser();

describe('every part shows the numbers of the simulator', () => {
  it('draws the reference neuron, bit for bit, with any settings', async () => {
    const set = { input: 1.35, swing: 2.1, rate: 180, intercept: -0.3, amplitude: 0.03, floor: 'none' };
    const hash = Object.entries(set).map(([key, value]) => `neuron.${key}=${value}`);
    const reader = await tab.open(`#v=1&${hash.join('&')}`);
    await reader.goTo('neuron');
    const values = { ...initialValues(neuronFields), ...set } as ValuesOf<typeof neuronFields>;
    const { currents, voltages, spikes, height } = runNeuron(values);
    const expected = currents.map((current, step) => [
      step,
      current,
      voltages[step],
      spikes.includes(step) ? height : 0,
    ]);
    expect(await numbersOf(reader, 'neuron')).toEqual(expected);
    await reader.close();
  });

  it('draws spikes at the same times when the amplitude changes', async () => {
    const reader = await tab.open();
    await reader.goTo('neuron');
    const before = await numbersOf(reader, 'neuron');
    await reader.enter('#neuron-amplitude-box', '0.02');
    const after = await numbersOf(reader, 'neuron');
    expect(after.map(([, , voltage]) => voltage)).toEqual(before.map(([, , voltage]) => voltage));
    expect(after.map((row) => Number(row[3]) / 2)).toEqual(before.map((row) => row[3]));
    await reader.close();
  });

  it('counts the spikes of the tuning curve, even after a handle is dragged', async () => {
    const reader = await tab.open();
    await reader.goTo('tuning');
    await reader.click('#tuning .guess button[data-guess=more]');
    const handle = await reader.boxOf('#tuning [data-handle=rate]');
    await reader.page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
    await reader.page.mouse.down();
    await reader.page.mouse.move(handle.x + 10, handle.y - 40, { steps: 4 });
    await reader.page.mouse.up();
    const rate = Number(await reader.value('#tuning-rate-box'));
    expect(rate).toBeGreaterThan(130);
    const { counted, formula } = tuneNeuron({ ...initialValues(tuningFields), rate } as ValuesOf<typeof tuningFields>);
    const rateAt = (x: number) => formula.find(([other]) => Math.abs(other - x) < 1e-9)?.[1];
    expect(await numbersOf(reader, 'tuning')).toEqual(counted.map(([x, count]) => [x, count, rateAt(x)]));
    expect(reader.page.url()).toContain(`tuning.rate=${rate}`);
    await reader.close();
  });

  it.each(['stay', 'solved', 'divided'] as const)(
    'sends values through the channel with weights: %s',
    async (weights) => {
      const reader = await tab.open(
        `#v=1&channel.which=both&channel.factor=2&channel.weights=${weights}&channel.seed=3`,
      );
      await reader.goTo('channel');
      const { inputs, before, now } = transmitAll({ seed: 3, amplitudes: [2, 2], weights });
      expect(await numbersOf(reader, 'channel')).toEqual(
        inputs.map((input, index) => [input, before[index], now[index]]),
      );
      await reader.close();
    },
  );

  it.each([
    [2, 0.5, 'zero', 0],
    [28, 0.5, 'none', Number.NEGATIVE_INFINITY],
  ] as const)(
    'runs image %i at amplitude %f, floor %s, as the readable simulator does',
    async (digit, amplitude, floor, minVoltage) => {
      const reader = await tab.open(
        `#v=1&network.digit=${digit}&network.amplitude=${amplitude}&network.floor=${floor}`,
      );
      await reader.goTo('network');
      const network = foldForSpikes(readNetwork(nengoDlDirectory()), { ...tutorialPoint, amplitude, minVoltage });
      const image = loadMnist('test').images[digit] as Uint8Array;
      const probes = ['layer1', 'layer2', 'layer3'].map((layer) => ({ layer, stage: 'spikes' as const }));
      const { filtered, probed } = runSpiking(network, image, probes);
      const fired = (spikes: ArrayLike<number>) => Array.from(spikes).reduce((sum, spike) => sum + spike, 0);
      const expected = filtered.map((row, step) => [step, ...probed.map((seen) => fired(seen[step] ?? [])), ...row]);
      expect(await numbersOf(reader, 'network')).toEqual(expected);
      await reader.close();
    },
  );

  it('computes the curve of part 6 as in Node, with and without the floor', async () => {
    const reader = await tab.open('#v=1&question.images=50&question.show=both');
    await reader.goTo('question');
    await reader.click('#question .run');
    await reader.page.waitForSelector('#question .row[data-state=done]');
    const amplitudes = amplitudesOf('coarse');
    const input = {
      network: 'tutorial',
      digits: 'test',
      images: 50,
      amplitudes,
      kinds: ['with', 'without'],
      seed: 0,
    } as const;
    const points = await curve(input, nodeContext);
    const of = (kind: string) => points.filter((point) => point.kind === kind).map(({ correct }) => 2 * correct);
    const rows = await numbersOf(reader, 'question');
    expect(rows).toEqual(amplitudes.map((amplitude, index) => [amplitude, of('with')[index], of('without')[index]]));
    await reader.close();
  });

  it('stops on request, and draws nothing afterwards', async () => {
    const reader = await tab.open('#v=1&question.images=500');
    await reader.goTo('question');
    await reader.click('#question .run');
    const points = () => reader.count('#question .stage .dot.with');
    await reader.page.waitForFunction(() => document.querySelector('#question .stage .dot.with') !== null);
    await reader.click('#question .run');
    await reader.page.waitForSelector('#question .row[data-state=stopped]');
    const before = await points();
    await reader.wait(1000);
    expect([await points(), before < 11]).toEqual([before, true]);
    await reader.close();
  });

  it.each(['plain', 'rescaled'] as const)('trains as in Node, bit for bit: %s', async (recipe) => {
    const reader = await tab.open(
      `#v=1&training.images=500&training.epochs=2&training.recipe=${recipe}&training.seed=1`,
    );
    await reader.goTo('training');
    await reader.click('#training .run');
    await reader.page.waitForSelector('#training .row[data-state=done]');
    const rescaled = recipe === 'rescaled';
    const input = { amplitude: 0.5, rescaled, epochs: 2, images: 500, seed: 1, testImages: 300 };
    const points = await train(input, nodeContext);
    const expected = points.map((point) => [point.epoch, point.loss ?? '', point.rate, point.without, point.with]);
    expect(await numbersOf(reader, 'training')).toEqual(expected);
    await reader.close();
  });

  it('computes the opening as in Node', async () => {
    const reader = await tab.open();
    await reader.click('#opening .guess button:nth-of-type(3)');
    await reader.page.waitForFunction(() => document.querySelectorAll('#opening .numbers tbody tr').length === 50);
    await waitForSentence(reader, 'opening', 'computed now');
    const input = {
      network: 'miniature',
      digits: 'few',
      images: openingImages,
      amplitudes: openingAmplitudes,
      kinds: ['with', 'without', 'rate'],
      seed: null,
    } as const;
    const points = await curve(input, nodeContext);
    const of = (kind: string) =>
      points.filter((point) => point.kind === kind).map(({ correct }) => (100 * correct) / 200);
    const rows = (await numbersOf(reader, 'opening')).map((row) => row.slice(0, 4));
    expect(rows).toEqual(
      openingAmplitudes.map((amplitude, index) => [
        amplitude,
        of('with')[index],
        of('without')[index],
        of('rate')[index],
      ]),
    );
    await reader.close();
  });

  it('judges pasted content and reports its errors', async () => {
    const reader = await tab.open('#v=1&simulator.example=nengo');
    await reader.goTo('simulator');
    expect(await reader.value('#simulator-box')).toBe(referenceSpikes().join(', '));
    await reader.waitForText('#simulator .judged', 'Level “steps”');
    const nest = knownAnswers().find(({ profile }) => profile.id === 'nest')?.spikes ?? [];
    await reader.fill('#simulator-box', `[${nest.join()}]`);
    expect(await reader.waitForText('#simulator .judged', 'It behaves like: ')).toContain('NEST, iaf_psc_delta');
    for (const [text, message] of [
      ['3, 5\n7, x', 'Line 2: “x” is not a number'],
      ['7.5, 16', 'is not a whole number'],
      ['7, 5', 'steps must ascend'],
      ['7, 4000', 'outside the probe'],
    ] as const) {
      await reader.fill('#simulator-box', text);
      await reader.waitForText('#simulator .judged', message);
    }
    await reader.close();
  });

  it('classifies as many of 500 images correctly as the engine in Node', async () => {
    const reader = await tab.open('#v=1&network.amplitude=0.1');
    await reader.goTo('network');
    await reader.click('#network .exam');
    await reader.page.waitForSelector('#network .exam-result[data-finished]');
    const input = {
      network: 'tutorial',
      digits: 'test',
      images: 500,
      amplitudes: [0.1],
      kinds: ['with'],
      seed: null,
    } as const;
    const [point] = await curve(input, nodeContext);
    expect(Number(await reader.attribute('#network .exam-result', 'data-correct'))).toBe(point?.correct);
    await reader.close();
  });

  it('logs nothing, and requests nothing from other hosts', () => tab.expectNoComplaints());
});
