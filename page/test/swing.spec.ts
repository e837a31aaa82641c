import { describe, expect, it } from 'vitest';
import { nengoDlDirectory } from '../../src/base/package-root.ts';
import { foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { runSpiking } from '../../src/simulator/network/run.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import { initialValues, type ValuesOf } from '../frame/fields.ts';
import { drawSwing } from '../parts/swing/draw.ts';
import { fields } from '../parts/swing/fields.ts';
import { drawOutputBars } from '../parts/swing/outputs.ts';
import { swing } from '../worker/jobs/swing.ts';
import { numbersOf, useBrowser, waitForSentence } from './browser.ts';
import { nodeContext } from './node-data.ts';

const tab = useBrowser();

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

  it('has a current with round numbers at its axis', () => {
    const zeros = new Array<number>(30).fill(0);
    const watched = { currents: [-547.2, 298.4], voltages: zeros, uncut: zeros, spikes: [], predicted: 0 };
    const values = initialValues(fields) as ValuesOf<typeof fields>;
    const drawn = drawSwing([{ ...watched, outputs: [], trains: new Uint32Array() }], values, 700);
    expect(drawn).toContain('>−500<');
    expect(drawn).toContain('>200<');
  });

  it('is chosen by a click on its pixel, in this figure or in the network', async () => {
    const reader = await tab.open();
    await reader.goTo('swing');
    await reader.click('#swing .guess button');
    const [before] = await numbersOf(reader, 'swing');
    const picker = await reader.boxOf('#swing .picker');
    await reader.page.mouse.click(picker.x + picker.width * 0.4, picker.y + picker.height * 0.3);
    await expect.poll(() => reader.value('#swing-neuron-box')).not.toBe('1013');
    await expect.poll(async () => (await numbersOf(reader, 'swing'))[0]).not.toEqual(before);
    await reader.goTo('network');
    const canvas = await reader.boxOf('#network .layer3');
    await reader.page.mouse.click(canvas.x + canvas.width * 0.51, canvas.y + canvas.height * 0.4);
    await expect.poll(() => reader.page.url()).toMatch(/at=swing&.*swing\.layer=3/);
    await reader.close();
  });

  it('fires because of the floor, and is silent behind a synapse, with which the answer is right again', async () => {
    const reader = await tab.open();
    await reader.goTo('swing');
    const first = await waitForSentence(reader, 'swing', 'Without a synapse');
    expect(first).toContain('The network answers 0, correct; 2, wrong; 0, correct');
    await reader.click('#swing .guess button');
    await reader.click('#swing button[data-set="swing.synapse=5"]');
    const filtered = await waitForSentence(reader, 'swing', 'With a synapse of 5 ms');
    expect(filtered).toContain('The network answers 0, correct; 0, correct; 0, correct');
    const spikes = (sentence: string) => /fires (\d+), (\d+) \(with the floor\)/.exec(sentence)?.slice(1).map(Number);
    expect([spikes(first), spikes(filtered)]).toEqual([
      [0, 10],
      [0, 0],
    ]);
    expect(await reader.count('#swing .cut')).toBeGreaterThan(5);
    await reader.close();
  });

  it('is part of a network that reads digits correctly again with a synapse', async () => {
    const reader = await tab.open('#v=1&swing.synapse=5');
    await reader.goTo('swing');
    await reader.click('#swing .exam');
    await reader.page.waitForSelector('#swing .exam-result[data-finished]');
    expect(Number(await reader.attribute('#swing .exam-result', 'data-correct'))).toBeGreaterThan(480);
    await reader.close();
  });
});

describe('the ten outputs', () => {
  const heights = (svg: string) => [...svg.matchAll(/class="bar[^>]*height="([\d.]+)"/g)].map(([, height]) => height);

  it('are those of the simulator, at three settings', async () => {
    const points = [
      { amplitude: 0.01, floor: 'zero' },
      { amplitude: 0.5, floor: 'none' },
    ] as const;
    const { watched } = await swing({ digit: 28, layer: 1, neuron: 0, points }, nodeContext);
    const network = readNetwork(nengoDlDirectory());
    const expected = points.map(({ amplitude, floor }) => {
      const minVoltage = floor === 'zero' ? 0 : Number.NEGATIVE_INFINITY;
      const point = foldForSpikes(network, { ...tutorialPoint, amplitude, minVoltage });
      return Array.from(runSpiking(point, loadMnist('test').images[28] as Uint8Array).filtered.at(-1) ?? []);
    });
    expect(watched.map(({ outputs }) => Array.from(outputs))).toEqual(expected);
  });

  it('are drawn the same if all are fifty times as large', () => {
    const outputs = [-2.2, -9.5, -6.4, -8.6, -9.3, -8.4, -8.7, -7.1, -7.6, -7.6];
    const draw = (factor: number) => drawOutputBars([{ name: '', outputs: outputs.map((x) => factor * x) }], 0, 700);
    expect(heights(draw(1))).toHaveLength(10);
    expect(new Set(heights(draw(1))).size).toBeGreaterThan(5);
    expect(heights(draw(50))).toEqual(heights(draw(1)));
    expect(draw(50)).not.toEqual(draw(1)); // the scale
  });

  it('are shown with their largest, and follow the settings', async () => {
    const reader = await tab.open();
    await reader.goTo('swing');
    await waitForSentence(reader, 'swing', 'Without a synapse');
    const told = () => reader.attribute('#swing .outputs svg', 'aria-label');
    await expect.poll(told).toMatch(/0\.01: 0, .*no floor: 0, .*floor at 0: 2, wrong/);
    await reader.click('#swing .guess button');
    await reader.enter('#swing-synapse-box', '5');
    await expect.poll(told).toMatch(/0\.01: 0, .*no floor: 0, .*floor at 0: 0, /);
    expect(await reader.count('#swing .outputs .bar.largest')).toBe(3);
    await reader.close();
  });
});
