import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageDriver } from '../../bench/page/page-driver.ts';
import { nengoDlDirectory } from '../../src/base/package-root.ts';
import { foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { runSpiking } from '../../src/simulator/network/run.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import { initialValues, type ValuesOf } from '../frame/fields.ts';
import { runBoth } from '../parts/neuron/compute.ts';
import { fields as neuronFields } from '../parts/neuron/fields.ts';
import { toyDigits } from '../parts/opening/draw.ts';
import { pointOf } from '../parts/repair/compute.ts';
import { cutsOf, sumsOf, swingInputOf } from '../parts/swing/compute.ts';
import { drawSwing } from '../parts/swing/draw.ts';
import { fields as swingFields } from '../parts/swing/fields.ts';
import { exam } from '../worker/jobs/exam.ts';
import { swing, type Watched } from '../worker/jobs/swing.ts';
import { type Point, trace } from '../worker/jobs/trace.ts';
import { train } from '../worker/jobs/train.ts';
import {
  browserNames,
  numbersOf,
  openEverything,
  pathOf,
  press,
  shortTraining,
  useBrowser,
  waitForSentence,
} from './browser.ts';
import { nodeContext } from './node-data.ts';

const state =
  '#v=1&neuron.input=1.35&neuron.swing=2.1&neuron.rate=180&neuron.intercept=-0.3&neuron.amplitude=0.03&repair.amplitude=0.3&repair.repair=synapse&training.images=500&training.epochs=2&training.seed=1';

if (pathOf('firefox') === undefined)
  console.warn('Firefox is not installed, so the page is NOT tested in it. LIFSPEC_FIREFOX may give its path.');

for (const browser of browserNames) {
  describe.skipIf(pathOf(browser) === undefined)(
    `in ${browser}, a figure shows the numbers of Node, bit for bit:`,
    () => {
      const tab = useBrowser(browser);
      let reader: PageDriver;
      beforeAll(async () => {
        reader = await tab.open(state);
        await openEverything(reader);
      });
      afterAll(() => reader?.close());

      it('the neuron with the floor and without', async () => {
        const set = { input: 1.35, swing: 2.1, rate: 180, intercept: -0.3, amplitude: 0.03 };
        const both = runBoth({ ...initialValues(neuronFields), ...set } as ValuesOf<typeof neuronFields>);
        const cells = (step: number) =>
          both.flatMap(({ voltages, spikes, height }) => [voltages[step], spikes.includes(step) ? height : 0]);
        const expected = both[0].currents.map((current, step) => [step, current, ...cells(step)]);
        expect(await numbersOf(reader, 'neuron')).toEqual(expected);
      });

      it('the repaired network', async () => {
        const point = pointOf({ amplitude: 0.5, repair: 'factor' });
        await waitForSentence(reader, 'repair', 'times 0.02');
        const reads = await Promise.all(toyDigits.map((image) => trace({ image, ...point }, nodeContext)));
        const expected = reads.map(({ predicted, spikeCounts }) => [predicted, ...spikeCounts]);
        expect((await numbersOf(reader, 'repair')).map((row) => row.slice(1))).toEqual(expected);
      });

      it('the training', async () => {
        await reader.page.waitForSelector('#training .row[data-state=done]');
        const input = { amplitude: 0.5, rescaled: false, epochs: 2, images: 500, seed: 1, testImages: 300 };
        const points = await train(input, nodeContext);
        const expected = points.map((point) => [point.epoch, point.loss ?? '', point.rate, point.without, point.with]);
        expect(await numbersOf(reader, 'training')).toEqual(expected);
      });

      it('logs nothing, and requests nothing from other hosts', () => tab.expectNoComplaints());
    },
  );
}

describe('a figure', () => {
  const tab = useBrowser();
  let reader: PageDriver;
  beforeAll(async () => {
    reader = await tab.open(`${shortTraining}`);
    await openEverything(reader);
  });
  afterAll(() => reader.close());

  it('tests 500 images as the engine in Node does, and keeps the result beside the next', async () => {
    await reader.enter('#swing-amplitude-box', '0.1');
    await press(reader, '#swing .exam');
    await reader.page.waitForSelector('#swing .exam-result[data-finished]');
    const { correct } = await exam({ amplitude: 0.1, floor: 'zero', images: 500 }, nodeContext);
    const first = await reader.text('#swing .exam-result');
    expect(first).toMatch(new RegExp(`^amplitude 0\\.1, floor at 0, no synapse: ${correct} of 500 right`));
    await reader.enter('#swing-synapse-box', '5');
    await press(reader, '#swing .exam');
    await expect
      .poll(() => reader.text('#swing .exam-result'))
      .toMatch(/^amplitude 0\.1, floor at 0, synapse 5 ms: \d/);
    expect(await reader.text('#swing .exams-before')).toBe(first);
    await press(reader, '#swing .exam'); // stops
  });

  it('watches the neuron that is clicked', async () => {
    await reader.page.$eval('#swing .more', (more) => more.setAttribute('open', ''));
    const picker = await reader.boxOf('#swing .picker');
    await reader.page.mouse.click(picker.x + picker.width * 0.4, picker.y + picker.height * 0.3);
    await expect.poll(() => reader.value('#swing-neuron-box')).not.toBe('1013');
  });

  it('shows a neuron that fires because of the floor, and is silent behind a synapse', async () => {
    await press(reader, '#swing .reset');
    await reader.enter('#swing-amplitude-box', '0.5');
    // the figure before the reset may have had this amplitude, too
    const first = await waitForSentence(reader, 'swing', 'fires 10 times');
    expect(first).toMatch(
      /Amplitude 0\.5: .*without the floor 0 times\. The network answers 2, wrong; without the floor 0, right/,
    );
    await reader.enter('#swing-synapse-box', '5');
    expect(await waitForSentence(reader, 'swing', 'over 5 ms')).toMatch(/fires 0 times.* The network answers 0, right/);
  });
});

describe('the network of the opening', () => {
  const read = (point: Point) =>
    Promise.all(toyDigits.map(async (image) => (await trace({ image, ...point }, nodeContext)).spikeCounts));

  it('sends at every amplitude what it sends at 0.01, if the factor is on', async () => {
    const original = await read({ amplitude: 0.01, floor: 'zero' });
    for (const amplitude of [0.02, 0.3, 0.5]) {
      expect(await read(pointOf({ amplitude, repair: 'factor' }))).toEqual(original);
      expect(await read(pointOf({ amplitude, repair: 'none' }))).not.toEqual(original);
    }
  });

  it.each(['floor', 'synapse', 'factor'])('reads its digits correctly at 0.5 with the repair %s', async (repair) => {
    for (const image of toyDigits) {
      const { predicted, label } = await trace({ image, ...pointOf({ amplitude: 0.5, repair }) }, nodeContext);
      expect(predicted).toBe(label);
    }
  });
});

describe('a watched neuron', () => {
  it.each([
    [1, 4093, 0.5, 'zero', 0],
    [2, 1234, 0.5, 'none', 0],
    [1, 777, 0.5, 'zero', 5],
  ] as const)(
    'of layer %i + 1, number %i, has the current and voltage of the simulator, bit for bit',
    async (layer, neuron, amplitude, floor, synapseMilliseconds) => {
      const input = { digit: 28, layer, neuron, points: [{ amplitude, floor, synapseMilliseconds }] };
      const [seen] = (await swing(input, nodeContext)).watched;
      const minVoltage = floor === 'zero' ? 0 : Number.NEGATIVE_INFINITY;
      const point = { ...tutorialPoint, amplitude, minVoltage, synapseSeconds: synapseMilliseconds / 1000 };
      const network = foldForSpikes(readNetwork(nengoDlDirectory()), point);
      const name = `layer${layer + 1}`;
      const { probed, predicted } = runSpiking(network, loadMnist('test').images[28] as Uint8Array, [
        { layer: name, stage: 'current' },
        { layer: name, stage: 'voltage' },
      ]);
      const [currents, voltages] = probed.map((steps) => steps.map((all) => all[neuron]));
      expect([seen?.currents, seen?.voltages, seen?.predicted]).toEqual([currents, voltages, predicted]);
    },
  );
});

describe('the pushes that a watched neuron receives', () => {
  const values = initialValues(swingFields) as ValuesOf<typeof swingFields>;
  const watchAt = async (amplitude: number, synapse = 0) => {
    const set = { ...values, amplitude, synapse };
    const { watched } = await swing(swingInputOf(set), nodeContext);
    return { watched, floored: watched[1] as Watched, drawn: drawSwing(watched, set, 700) };
  };

  it('are counted, except for what the floor discards, and at 0.5 the counted sum rises as the received one falls', async () => {
    for (const amplitude of [0.01, 0.5]) {
      const { floored } = await watchAt(amplitude);
      const { received, counted } = sumsOf(floored);
      const discarded = cutsOf(floored).reduce((sum, cut) => sum + cut, 0);
      expect((counted.at(-1) ?? 0) - (received.at(-1) ?? 0)).toBeCloseTo(discarded, 4);
    }
    const { received, counted } = sumsOf((await watchAt(0.5)).floored);
    expect(received.at(-1)).toBeLessThan(0);
    expect(counted.at(-1)).toBeGreaterThan(20);
  });

  it('are drawn as ghosts below the floor, all within the chart and on the same scale at every amplitude', async () => {
    const scales = new Set<string>();
    for (const amplitude of [0.01, 0.1, 0.5]) {
      const { floored, drawn } = await watchAt(amplitude);
      const ghosts = [...drawn.matchAll(/<rect class="cut" data-push="\S+ (\S+)"/g)].map(([, to]) => Number(to));
      expect(ghosts.length).toBeGreaterThan(5);
      expect(ghosts.every((to) => to < 0 && floored.pushedTo.includes(to))).toBe(true);
      scales.add(/data-low="\S+" data-high="\S+"/.exec(drawn)?.[0] ?? '');
    }
    expect(scales.size).toBe(1);
  });

  it('are drawn as they were sent beside what remains behind a synapse, which counts little', async () => {
    const { floored, drawn } = await watchAt(0.5, 5);
    expect(drawn.match(/class="sent-push"/g)?.length).toBeGreaterThan(10);
    expect(sumsOf(floored).counted.at(-1)).toBeLessThan(2);
    expect((await watchAt(0.5)).drawn).not.toContain('sent-push');
  });
});
