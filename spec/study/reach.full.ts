import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Conventions, nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import { networkUnder } from '../../src/conformance/conventions/network.ts';
import { tutorialPoint } from '../../src/simulator/network/effective.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { readNetwork } from '../../src/study/network/folder.ts';

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
