import { describe, expect, it } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { build } from '../../src/simulator/network/build.ts';
import { foldForSpikes, type OperatingPoint, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { runSpiking } from '../../src/simulator/network/run.ts';
import { defaultLif, lifConstants } from '../../src/simulator/neuron/lif.ts';
import { startingPopulation, stepSubtracting } from '../../src/simulator/neuron/population.ts';

const network = build(miniature, 1);
const image = Uint8Array.from({ length: 784 }, (_, pixel) => (pixel * 37) % 256);
const at = (change: Partial<OperatingPoint>) => foldForSpikes(network, { ...tutorialPoint, amplitude: 0.3, ...change });
const counts = (change: Partial<OperatingPoint>) =>
  runSpiking(at(change), image).spikeCounts.map((layer) => layer.reduce((sum, count) => sum + count, 0));

describe('a voltage floor in some layers', () => {
  const [all, none] = [counts({}), counts({ minVoltage: Number.NEGATIVE_INFINITY })];

  it('equals the floor if all layers have it, and no floor if none has', () => {
    expect(counts({ flooredLayers: [0, 1] })).toEqual(all);
    expect(counts({ flooredLayers: [] })).toEqual(none);
    expect(all).not.toEqual(none);
  });

  it('changes the layers that have it and all later layers', () => {
    const [first, second] = counts({ flooredLayers: [1] }) as [number, number];
    // the image does not change, so the currents of the first layer never change sign
    expect(first).toBe(none[0]);
    expect(second).toBeGreaterThan(none[1] as number);
  });

  it('gives the same bits in the engine', async () => {
    const engine = await createEngine();
    for (const flooredLayers of [[], [0], [1], [0, 1]]) {
      const prepared = engine.prepare(at({ flooredLayers }));
      expect(prepared.path).toBe('fast');
      const probes = [{ layer: 'layer2', stage: 'voltage' }] as const;
      expect(prepared.traceSpiking(image, probes)).toEqual(runSpiking(at({ flooredLayers }), image, probes));
      expect(prepared.runSpiking(image).spikeCounts).toEqual(counts({ flooredLayers }));
    }
  });
});

describe('reset by subtraction', () => {
  const constants = lifConstants({ ...defaultLif, tauRefSeconds: 0 });

  it('preserves the excess over the threshold, which a reset to 0 discards', () => {
    const population = startingPopulation([0.9, 0.9], constants);
    const spikes = new Uint8Array(2);
    stepSubtracting(population, [10, 1], constants, spikes);
    expect([...spikes]).toEqual([1, 0]);
    expect(population.voltage[0]).toBe(0.9 + (10 - 0.9) * constants.charge - 1);
    expect(population.voltage[1]).toBe(0.9 + (1 - 0.9) * constants.charge);
  });

  it('runs on the simulator instead of the engine, and says why', async () => {
    const point = { reset: 'subtract' } as const;
    const prepared = (await createEngine()).prepare(at(point));
    expect([prepared.path, prepared.reason]).toEqual(['readable', 'the kernel resets voltages to 0 only']);
    expect(prepared.runSpiking(image).spikeCounts).toEqual(counts(point));
    expect(counts(point)).not.toEqual(counts({}));
  });
});
