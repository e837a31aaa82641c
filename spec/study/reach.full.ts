import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ReachNetwork } from '../../scripts/reach-networks.ts';
import type { Reach } from '../../scripts/write-reach.ts';
import { type RefractoryPoint, runWithout } from '../../scripts/write-refractory.ts';
import { type Conventions, nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import { networkUnder } from '../../src/conformance/conventions/network.ts';
import { tutorialPoint } from '../../src/simulator/network/effective.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { readNetwork } from '../../src/study/network/folder.ts';

describe('the saved accuracies of docs/reach.md', () => {
  it('are measured again: keras', async () => {
    // the threads of a study run compiled code
    const { measureReach }: typeof import('../../scripts/write-reach.ts') = await import(
      `${process.cwd()}/dist/scripts/write-reach.js`
    );
    const saved: readonly Reach[] = JSON.parse(readFileSync('fixtures/studies/reach.json', 'utf8')).networks;
    const { name, difference, images, ...numbers } = saved.find((one) => one.name === 'keras') as Reach;
    const { images: digits, labels } = loadMnist('test');
    const shown = { images: digits.slice(0, images), labels: labels.slice(0, images) };
    const network = readNetwork('fixtures/networks/own-network/keras');
    const one: ReachNetwork = { name, difference, network, digits: shown };
    expect(await measureReach(one)).toEqual({ name, difference, images, ...numbers });
  });
});

describe('the saved classes under the rules of other simulators', () => {
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
    const images = loadMnist('test').images.slice(0, 4);
    for (const { rules, amplitude, minVoltage, predicted } of points) {
      if (rules !== name || amplitude !== 0.5) continue;
      const input = { architecture, initialVoltage, amplitude, minVoltage, steps, dtSeconds, images };
      const output = run({ ...input, weights: { layers, readout } });
      expect(output.predicted.join('')).toBe(predicted.slice(0, images.length));
    }
  });
});

describe('the saved classes without a refractory period in some layers', () => {
  const { points }: { readonly points: readonly RefractoryPoint[] } = JSON.parse(
    readFileSync('fixtures/studies/nengo-dl-refractory.json', 'utf8'),
  );

  it.each(points)('are computed again: $network, layers $without', ({ network, without, predicted }) => {
    expect(runWithout(network, without, 4).predicted).toBe(predicted.slice(0, 4));
  });
});
