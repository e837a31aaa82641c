import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { engineLaws, type Prepare, requireEqual } from '../../properties/engine/equality.ts';
import { eachLane, sameLogarithm } from '../../properties/engine/log1p.ts';
import { log1p } from '../../src/base/elementary.ts';
import { float64 } from '../../src/base/precision.ts';
import { Refusal } from '../../src/base/requirement.ts';
import { createEngine, readableNetwork } from '../../src/engine/engine.ts';
import type { SavedSpikes } from '../../src/engine/inference.ts';
import { compile, instantiate, whyNoKernel } from '../../src/engine/kernel.ts';
import { miniature, planLayers } from '../../src/simulator/network/architecture.ts';
import { build } from '../../src/simulator/network/build.ts';
import {
  type EffectiveNetwork,
  foldForRates,
  foldForSpikes,
  type OperatingPoint,
  tutorialPoint,
} from '../../src/simulator/network/effective.ts';
import { lif, type Model, type NeuronType } from '../../src/simulator/neuron/model.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import { alsoSlow, describeSlow } from '../slow.ts';

const readable: Prepare = (network) => readableNetwork(network, 'to compare');
/** The neuron of the definition, as if it were one that the kernel does not have. */
const unknownLif: NeuronType = (parameters, precision) => {
  const { start, step, voltage } = lif(parameters, precision);
  return { start, step, voltage } as Model;
};
const blank = new Uint8Array(28 * 28);

describe('the engine', async () => {
  const engine = await createEngine();
  const { kernel } = instantiate(await compile(), 0);

  afterEach(() => vi.unstubAllGlobals());

  it('reports that it runs the fast path', () => {
    expect(engine.prepare(miniatureWith({})).path).toBe('fast');
  });

  describe('refuses before it runs', () => {
    it.each<[string, () => unknown]>([
      ['a weight that is NaN', () => prepare((layer) => ({ ...layer, weight: layer.weight.map(() => Number.NaN) }))],
      ['a bias that is not finite', () => prepare((layer) => ({ ...layer, bias: layer.bias.map(() => 1 / 0) }))],
      ['an image with one pixel too few', () => engine.prepare(miniatureWith({})).runSpiking(blank.subarray(1))],
      ['an image with one pixel too many', () => engine.prepare(miniatureWith({})).runRates(new Uint8Array(785))],
    ])('%s', (_, attempt) => {
      expect(attempt).toThrow(Refusal);
    });
  });

  it('leaves a network to the readable code if it cannot allocate memory', () => {
    const Memory = class {
      constructor() {
        throw new RangeError('could not allocate memory');
      }
    };
    vi.stubGlobal('WebAssembly', { ...WebAssembly, validate: () => true, Memory });
    expect(engine.prepare(miniatureWith({}))).toMatchObject({
      path: 'readable',
      reason: expect.stringMatching(/cannot allocate [\d.]+ MB of memory/),
    });
    expect(whyNoKernel()).toMatch('cannot allocate 0.0625 MB');
  });

  describe('leaves to the readable code, with the reason,', () => {
    it.each<[string, EffectiveNetwork, RegExp]>([
      ['a floor of −0', miniatureAt({ minVoltage: -0 }), /−0/],
      [
        'a refractory period of thirty years',
        miniatureAt({ neurons: (own, precision) => lif({ ...own, tauRefSeconds: 1e9 }, precision) }),
        /refractory for/,
      ],
      ['other neurons', miniatureAt({ neurons: unknownLif }), /does not have these neurons/],
      [
        'layers with other time constants',
        miniatureAt({ neurons: (own, precision, layer) => lif({ ...own, tauRefSeconds: 0.001 * layer }, precision) }),
        /the time constants of the layers differ/,
      ],
      ['currents that may overflow', miniatureWith({ initialVoltage: voltages(-3e38) }), /overflow/],
      ['more memory than 1 GB', miniatureWith({ point: { ...tutorialPoint, steps: 1_000_000 } }), /memory/],
    ])('%s', (_, network, reason) => {
      const prepared = engine.prepare(network);
      expect(prepared.path).toBe('readable');
      expect(prepared.reason).toMatch(reason);
    });
  });

  for (const { statement, property } of engineLaws) {
    it(statement, alsoSlow, () => fc.assert(property(engine.prepare, readable)));
    it(`${statement}, in float64`, alsoSlow, () => fc.assert(property(engine.prepare, readable, float64)));
  }

  it('runs the first layer of an image once, if its spikes are saved', () => {
    const network = engine.prepare(miniatureWith({}));
    const image = blank.map(() => 200);
    const saved: SavedSpikes = {};
    const { spikeCounts } = network.runSpiking(image, saved);
    expect(spikeCounts[0]).toBeGreaterThan(0);
    saved.firstSpikes?.fill(0);
    expect(network.runSpiking(image, saved).spikeCounts[0]).toBe(0);
    expect(network.runSpiking(image, {}).spikeCounts).toEqual(spikeCounts);
  });

  it('always returns the bits of the readable logarithm', () => {
    fc.assert(sameLogarithm(kernel.log1pOfOne, log1p));
  });

  it('always returns the bits of the readable logarithm for two numbers at a time', () => {
    for (const lane of eachLane(kernel.log1pInLane)) fc.assert(sameLogarithm(lane, log1p));
  });

  function prepare(change: (layer: EffectiveNetwork['layers'][number]) => EffectiveNetwork['layers'][number]) {
    return engine.prepare(miniatureWith({ layers: miniatureWith({}).layers.map(change) }));
  }
});

// npm test compares spikes and read-outs with NengoDL's (spec/network/nengo-dl.spec.ts)
describeSlow('the engine', () => {
  it('returns the bits of the readable code for a digit in the tutorial network', async () => {
    const { prepare } = await createEngine();
    const network = readNetwork('fixtures/networks/nengo-dl');
    const [, image] = loadMnist('test').images as [Uint8Array, Uint8Array];
    const [spikes, rates] = [foldForSpikes(network, tutorialPoint), foldForRates(network, tutorialPoint)];
    const law = { statement: 'gives the bits of the readable code on a digit' };
    requireEqual(law, readable(spikes).runSpiking(image), prepare(spikes).runSpiking(image));
    requireEqual(law, readable(rates).traceRates(image), prepare(rates).traceRates(image));
  });
});

function miniatureAt(change: Partial<OperatingPoint>): EffectiveNetwork {
  return foldForSpikes(build(miniature, 0), { ...tutorialPoint, ...change });
}

function miniatureWith(change: Partial<EffectiveNetwork>): EffectiveNetwork {
  return { ...foldForSpikes(build(miniature, 0), tutorialPoint), ...change };
}

function voltages(value: number): Float32Array[] {
  return planLayers(miniature).map(({ neurons }) => new Float32Array(neurons).fill(value));
}
