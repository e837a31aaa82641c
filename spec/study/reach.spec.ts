import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseNpy } from '../../src/base/npy.ts';
import { type Conventions, nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import { networkUnder } from '../../src/conformance/conventions/network.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { readImages } from '../../src/study/dataset/images-folder.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import { describeSlow } from '../slow.ts';

describe('the network that SpikingJelly trained', () => {
  it('gives every digit the class that SpikingJelly gives it, if it has no floor and the read-out is the mean', async () => {
    const folder = 'fixtures/networks/spikingjelly';
    const network = readNetwork(folder);
    // a filter that is so slow that it adds up all steps
    const architecture = { ...network.architecture, readoutTauSeconds: 1e9 };
    const { images } = readImages('fixtures/digits-8x8', 1797, architecture);
    const { data } = parseNpy(readFileSync(`${folder}/predicted.npy`), folder);
    // the read-out lags by a step, so its mean over the 30 steps of SpikingJelly needs 31
    const point = { ...tutorialPoint, amplitude: 0.001, minVoltage: Number.NEGATIVE_INFINITY, steps: 31 };
    const { runSpiking: run } = (await createEngine()).prepare(foldForSpikes({ ...network, architecture }, point));
    const predicted = images.slice(1297).map((image) => run(image).predicted);
    expect(predicted).toEqual([...data]);
  });
});

describeSlow('the saved classes under the rules of other simulators', () => {
  const without = { refractory: { kind: 'none' } } as const;
  const conventions: readonly [string, Partial<Conventions>][] = [
    ['none', {}],
    ['no refractory period', without],
    ['no refractory period, Euler', { ...without, integrator: 'euler' }],
    ['reset by subtraction', { reset: 'subtract' }],
    ['no refractory period, Euler, reset by subtraction', { ...without, integrator: 'euler', reset: 'subtract' }],
  ];
  const { points } = JSON.parse(readFileSync('fixtures/studies/nengo-dl-rules.json', 'utf8'));

  it.each(conventions)('are those of the simulator with these conventions: %s', (name, changed) => {
    const { architecture, layers, readout, initialVoltage } = readNetwork('fixtures/networks/nengo-dl');
    const { steps, dtSeconds } = tutorialPoint;
    const run = networkUnder({ ...nengoConventions, ...changed }, 'float32');
    const images = loadMnist('test').images.slice(0, 2);
    for (const { rules, amplitude, minVoltage, predicted } of points) {
      if (rules !== name || amplitude !== 0.5) continue;
      const input = { architecture, initialVoltage, amplitude, minVoltage, steps, dtSeconds, images };
      const output = run({ ...input, weights: { layers, readout } });
      expect(output.predicted.join('')).toBe(predicted.slice(0, images.length));
    }
  });
});
