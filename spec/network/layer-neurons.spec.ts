import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firesAsDeclared } from '../../properties/neuron/lif-declared.ts';
import { float64 } from '../../src/base/precision.ts';
import { nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { simulate } from '../../src/conformance/choices/neuron-step.ts';
import type { NeuronInput, NeuronOutput } from '../../src/conformance/implementation.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { subtractingLif } from '../../src/models/subtracting-lif.ts';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { build } from '../../src/simulator/network/build.ts';
import { foldForSpikes, type OperatingPoint, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { runSpiking, summarizeRun } from '../../src/simulator/network/run.ts';
import { defaultLif, type LifState } from '../../src/simulator/neuron/lif.ts';
import { lif, type NeuronType, runModel } from '../../src/simulator/neuron/model.ts';

const network = build(miniature, 1);
const image = Uint8Array.from({ length: 784 }, (_, pixel) => (pixel * 37) % 256);
const at = (change: Partial<OperatingPoint>) => foldForSpikes(network, { ...tutorialPoint, amplitude: 0.3, ...change });
const counts = (change: Partial<OperatingPoint>) =>
  runSpiking(at(change), image).spikeCounts.map((layer) => layer.reduce((sum, count) => sum + count, 0));

/** Neurons whose voltage has the floor in some layers only. */
const flooredIn =
  (layers: readonly number[], type: NeuronType): NeuronType =>
  (parameters, precision, layer) =>
    type({ ...parameters, ...(!layers.includes(layer) && { minVoltage: Number.NEGATIVE_INFINITY }) }, precision, layer);

describe('a voltage floor in some layers', () => {
  const [all, none] = [counts({}), counts({ minVoltage: Number.NEGATIVE_INFINITY })];

  it('equals the floor if all layers have it, and no floor if none has', () => {
    expect(counts({ neurons: flooredIn([0, 1], lif) })).toEqual(all);
    expect(counts({ neurons: flooredIn([], lif) })).toEqual(none);
    expect(all).not.toEqual(none);
  });

  it('changes the layers that have it and all later layers', () => {
    const [first, second] = counts({ neurons: flooredIn([1], lif) }) as [number, number];
    // the image does not change, so the currents of the first layer never change sign
    expect(first).toBe(none[0]);
    expect(second).toBeGreaterThan(none[1] as number);
  });

  it('gives the same bits in the engine', async () => {
    const engine = await createEngine();
    for (const flooredLayers of [[], [0], [1], [0, 1]]) {
      const neurons = flooredIn(flooredLayers, lif);
      const prepared = engine.prepare(at({ neurons }));
      expect(prepared.path).toBe('fast');
      expect(prepared.runSpiking(image)).toEqual(summarizeRun(runSpiking(at({ neurons }), image)));
    }
  });
});

describe('reset by subtraction', () => {
  it('keeps the excess over the threshold, and fires again in the first step in which it is active', () => {
    const model = subtractingLif(defaultLif, float64);
    const currents = [60, 60, 0, 0, 0, 0].map((current) => [current]);
    const { spikes, voltage } = runModel(model, [model.start(0.5)], currents, float64);
    expect(spikes).toEqual([[0, 2, 5]]);
    expect(voltage.map(([one = 0]) => Math.round(one * 1e4) / 1e4)).toEqual([
      2.4018, 2.4018, 1.3041, 1.3041, 1.3041, 0.2405,
    ]);
  });

  const conventions = { ...nengoConventions, reset: 'subtract' } as const;
  const isJudgedRight = async (neuron: (input: NeuronInput) => NeuronOutput) => {
    const property = firesAsDeclared.property({ name: '', precision: 'float64', neuron }, conventions);
    return !(await fc.check(property, { seed: 1, numRuns: 400 })).failed;
  };

  it('fires as the table of choices says, which tells it from one that fires while refractory', async () => {
    const readable = ({ state, ...input }: NeuronInput): NeuronOutput => {
      const model = subtractingLif(input, float64);
      const start = (state as LifState[] | undefined) ?? input.initialVoltage.map(model.start);
      return { ...runModel(model, start, input.current, float64), spikeHeight: input.amplitude / input.dtSeconds };
    };
    expect(await isJudgedRight(readable)).toBe(true);
    const firing = { ...conventions, whileRefractory: 'fires-above-1' };
    expect(await isJudgedRight((input) => simulate(firing, input))).toBe(false);
  });

  it('gives the same bits in the engine', async () => {
    const point = { neurons: subtractingLif };
    const prepared = (await createEngine()).prepare(at(point));
    expect(prepared.path).toBe('fast');
    expect(prepared.runSpiking(image).spikeCounts).toEqual(counts(point));
    expect(counts(point)).not.toEqual(counts({}));
  });
});
