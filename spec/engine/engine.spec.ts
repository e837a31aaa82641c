import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { engineLaws, type Prepare } from '../../properties/engine/equality.ts';
import { eachLane, sameLogarithm } from '../../properties/engine/log1p.ts';
import { log1p } from '../../src/base/elementary.ts';
import { parseNpy } from '../../src/base/npy.ts';
import { float64 } from '../../src/base/precision.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import { compile, instantiate } from '../../src/engine/kernel.ts';
import { readableNetwork } from '../../src/engine/readable.ts';
import { miniature, planLayers } from '../../src/simulator/network/architecture.ts';
import { build } from '../../src/simulator/network/build.ts';
import {
  type EffectiveNetwork,
  foldForRates,
  foldForSpikes,
  tutorialPoint,
} from '../../src/simulator/network/effective.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { readNetwork } from '../../src/study/network/folder.ts';

/** The equality laws are the only tie between the engine and what it means, so they are tried on more cases than others. */
const numRuns = 4 * (fc.readConfigureGlobal().numRuns ?? 100);

const readable: Prepare = (network) => readableNetwork(network, 'to compare');
const blank = new Uint8Array(28 * 28);

describe('the engine', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createEngine();
  });

  afterEach(() => vi.unstubAllGlobals());

  it('shows an image to the tutorial network as the readable code does', () => {
    const [image] = loadMnist('test').images as [Uint8Array];
    const network = foldForSpikes(readNetwork('fixtures/networks/nengo-dl'), tutorialPoint);
    const { predicted, spikeCounts } = engine.prepare(network).runSpiking(image);
    expect(predicted).toBe(7);
    expect(spikeCounts).toEqual(readable(network).runSpiking(image).spikeCounts);
  });

  it('says that it is the fast path', () => {
    expect(engine.prepare(miniatureWith({})).path).toBe('fast');
  });

  describe('refuses before it runs', () => {
    it.each<[string, () => unknown]>([
      ['a weight too few', () => prepare((layer) => ({ ...layer, weight: layer.weight.slice(1) }))],
      ['a bias too many', () => prepare((layer) => ({ ...layer, bias: new Float32Array(layer.bias.length + 1) }))],
      [
        'a weight that is no number',
        () => prepare((layer) => ({ ...layer, weight: layer.weight.map(() => Number.NaN) })),
      ],
      ['a bias that is not finite', () => prepare((layer) => ({ ...layer, bias: layer.bias.map(() => 1 / 0) }))],
      ['a voltage above 1', () => engine.prepare(miniatureWith({ initialVoltage: voltages(1.5) }))],
      [
        'layers that do not fit each other',
        () => engine.prepare(miniatureWith({ layers: miniatureWith({}).layers.toReversed() })),
      ],
      ['no layers', () => engine.prepare(miniatureWith({ layers: [] }))],
      [
        'one class',
        () => engine.prepare(miniatureWith({ readout: { weight: new Float32Array(144), bias: new Float32Array(1) } })),
      ],
      ['half a step', () => engine.prepare(miniatureWith({ point: { ...tutorialPoint, steps: 2.5 } }))],
      ['an image with a pixel too few', () => engine.prepare(miniatureWith({})).runSpiking(blank.subarray(1))],
      ['an image with a pixel too many', () => engine.prepare(miniatureWith({})).runRates(new Uint8Array(785))],
    ])('%s', (_, attempt) => {
      expect(attempt).toThrow(RangeError);
    });
  });

  it('refuses to run without memory', () => {
    const Memory = class {
      constructor() {
        throw new RangeError('could not allocate memory');
      }
    };
    vi.stubGlobal('WebAssembly', { Memory });
    expect(() => engine.prepare(miniatureWith({}))).toThrow(/did not get [\d.]+ MB of memory/);
  });

  describe('leaves to the readable code, and says so,', () => {
    it.each<[string, EffectiveNetwork, RegExp]>([
      ['float64', foldForSpikes(build(miniature, 0), { ...tutorialPoint, precision: float64 }), /float32 only/],
      ['a floor of −0', foldForSpikes(build(miniature, 0), { ...tutorialPoint, minVoltage: -0 }), /−0/],
      [
        'a sleep of thirty years',
        miniatureWith({ lif: { ...miniatureWith({}).lif, refractoryPeriodSteps: 1e12 } }),
        /sleeps longer/,
      ],
      ['currents that may overflow', miniatureWith({ initialVoltage: voltages(-3e38) }), /overflow/],
      ['more memory than 1 GB', miniatureWith({ point: { ...tutorialPoint, steps: 1_000_000 } }), /memory/],
    ])('%s', (_, network, reason) => {
      const prepared = engine.prepare(network);
      expect(prepared.path).toBe('readable');
      expect(prepared.reason).toMatch(reason);
    });

    it('with the same answers', () => {
      const network = foldForSpikes(build(miniature, 0), { ...tutorialPoint, steps: 3, precision: float64 });
      const image = blank.map((_, pixel) => pixel % 256);
      expect(engine.prepare(network).runSpiking(image)).toEqual(readable(network).runSpiking(image));
    });
  });

  for (const { statement, property } of engineLaws) {
    it(statement, () => fc.assert(property(engine.prepare, readable), { numRuns }));
  }

  it('always gives the bits of the readable logarithm', async () => {
    const { kernel } = instantiate(await compile(), 0);
    fc.assert(sameLogarithm(kernel.log1p, log1p), { numRuns });
  });

  it('always gives the bits of the readable logarithm two at a time, whatever the other number is', async () => {
    const { kernel } = instantiate(await compile(), 0);
    for (const lane of eachLane(kernel.log1pInLane)) fc.assert(sameLogarithm(lane, log1p), { numRuns });
  });

  it('tells the caller where the time goes', () => {
    const stages: string[] = [];
    const prepared = engine.prepare(miniatureWith({}));
    prepared.runSpiking(blank, (stage) => stages.push(stage));
    expect(stages).toEqual(['conv1', 'layer1', 'conv2, layer2', 'read-out']);
  });

  it('gives the classes of NengoDL on the first 200 test images', () => {
    const network = engine.prepare(foldForSpikes(readNetwork('fixtures/networks/nengo-dl'), tutorialPoint));
    const images = loadMnist('test').images.slice(0, 200);
    const { data } = parseNpy(readFileSync('fixtures/networks/nengo-dl/predicted.npy'), 'predicted.npy');
    expect(images.map((image) => network.runSpiking(image).predicted)).toEqual(Array.from(data.subarray(0, 200)));
  });

  it('gives the bits of the readable code on a digit, with spikes and with rates', () => {
    const network = readNetwork('fixtures/networks/nengo-dl');
    const [, image] = loadMnist('test').images as [Uint8Array, Uint8Array];
    const [spikes, rates] = [foldForSpikes(network, tutorialPoint), foldForRates(network, tutorialPoint)];
    const probes = ['layer1', 'layer2', 'layer3'].map((layer) => ({ layer, stage: 'voltage' as const }));
    expect(engine.prepare(spikes).traceSpiking(image, probes)).toEqual(readable(spikes).traceSpiking(image, probes));
    expect(engine.prepare(rates).traceRates(image)).toEqual(readable(rates).traceRates(image));
  });

  function prepare(change: (layer: EffectiveNetwork['layers'][number]) => EffectiveNetwork['layers'][number]) {
    return engine.prepare(miniatureWith({ layers: miniatureWith({}).layers.map(change) }));
  }
});

function miniatureWith(change: Partial<EffectiveNetwork>): EffectiveNetwork {
  return { ...foldForSpikes(build(miniature, 0), tutorialPoint), ...change };
}

function voltages(value: number): Float32Array[] {
  return planLayers(miniature).map(({ neurons }) => new Float32Array(neurons).fill(value));
}
