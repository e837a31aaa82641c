import { readFileSync } from 'node:fs';
import { ModuleKind, transpileModule } from 'typescript';
import { describe, expect, it } from 'vitest';
import nengo from '../../fixtures/nengo/adaptive-lif.json' with { type: 'json' };
import { float64, unitRoundoff } from '../../src/base/precision.ts';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { build } from '../../src/simulator/network/build.ts';
import { foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { defaultLif } from '../../src/simulator/neuron/lif.ts';
import { lif, type NeuronType, runModel } from '../../src/simulator/neuron/model.ts';

/** The neuron type that CONTRIBUTING.md takes as its example. */
const adaptiveLif = readExample();

function readExample(): NeuronType {
  const [, code = ''] = /^ {3}```ts\n([\s\S]*?)^ {3}```/m.exec(readFileSync('CONTRIBUTING.md', 'utf8')) ?? [];
  const { outputText } = transpileModule(code.replace('export ', ''), {
    compilerOptions: { module: ModuleKind.ESNext },
  });
  return new Function('lif', `${outputText}\nreturn adaptiveLif;`)(lif);
}

function run(type: NeuronType, current: readonly number[], amplitude: number) {
  const model = type({ ...defaultLif, amplitude }, float64, 0);
  return runModel(
    model,
    [model.start(0)],
    current.map((one) => [one]),
    float64,
  );
}

describe('the neuron type in the guide, an adaptive LIF', () => {
  it.each(nengo.cases)('is that of Nengo at amplitude $amplitude: $note', ({ note: _, amplitude, current, ...due }) => {
    // a step rounds ten times, each relative to the largest current, and a membrane remembers τ_rc/dt = 20 steps
    const tolerance = 10 * 20 * unitRoundoff.float64 * Math.max(...current);
    const { spikes, voltage } = run(adaptiveLif, current, amplitude);
    expect(spikes).toEqual([due.spikes]);
    const apart = voltage.map(([one = Number.NaN], step) => Math.abs(one - (due.voltage[step] as number)));
    expect(Math.max(...apart)).toBeLessThanOrEqual(tolerance);
  });

  it('is the definition until its first spike, and then slower the larger its spikes are', () => {
    const current = Array.from({ length: 400 }, () => 3);
    const [plain, small, large] = [lif, adaptiveLif, adaptiveLif].map((type, index) =>
      run(type, current, index === 2 ? 1 : 0.01),
    );
    const first = plain?.spikes[0]?.[0] as number;
    expect(small?.voltage.slice(0, first + 1)).toEqual(plain?.voltage.slice(0, first + 1));
    const counts = [plain, small, large].map((one) => one?.spikes[0]?.length);
    expect(counts).toEqual(counts.toSorted((a = 0, b = 0) => b - a));
    expect(counts[2]).toBeLessThan(counts[0] as number);
  });

  it('receives the amplitude of the network that it is in', () => {
    const amplitudes: number[] = [];
    const neurons: NeuronType = (parameters, precision) => {
      amplitudes.push(parameters.amplitude);
      return lif(parameters, precision);
    };
    foldForSpikes(build(miniature, 0), { ...tutorialPoint, amplitude: 0.25, neurons });
    expect(new Set(amplitudes)).toEqual(new Set([0.25]));
  });
});
