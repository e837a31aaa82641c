import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { float32, type Precision } from '../../src/base/precision.ts';
import type { PreparedNetwork } from '../../src/engine/engine.ts';
import type { SavedSpikes } from '../../src/engine/inference.ts';
import type { EffectiveNetwork } from '../../src/simulator/network/effective.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import type { Example, MicroBatch } from '../../src/simulator/training/gradient.ts';
import { type NetworkCase, networkCase, networkCaseByRules } from '../arbitraries/network-case.ts';
import { requireThat } from '../require.ts';

/** Prepares networks to run on images: the engine, a wrong kernel, or the readable code. */
export type Prepare = (network: EffectiveNetwork) => Pick<PreparedNetwork, 'runSpiking' | 'runRates' | 'traceRates'>;

/** A law that requires the engine to give the results of the readable code. */
export interface EngineLaw {
  readonly id: string;
  readonly statement: string;
  /** @param precision - precision of the networks; float32 by default */
  readonly property: (engine: Prepare, readable: Prepare, precision?: Precision) => fc.IProperty<unknown>;
}

const sameSummaries: EngineLaw = {
  id: 'engine/same-summaries',
  statement:
    'always gives the bits of the readable code, whatever images it ran before: spike counts, read-out and class',
  property: (engine, readable, precision = float32) =>
    fc.property(networkCase(precision), ({ forSpikes, images }) => {
      compareSummaries(sameSummaries, engine(forSpikes), readable(forSpikes), images);
    }),
};

const sameByRules: EngineLaw = {
  id: 'engine/same-by-rules',
  statement: 'always gives the bits of the readable code, by whatever rules of other libraries the neurons step',
  property: (engine, readable, precision = float32) =>
    fc.property(networkCaseByRules(precision), ({ forSpikes, images }) => {
      compareSummaries(sameByRules, engine(forSpikes), readable(forSpikes), images);
    }),
};

type Prepared = ReturnType<Prepare>;

function compareSummaries(law: EngineLaw, fast: Prepared, slow: Prepared, images: readonly Uint8Array[]): void {
  const expected = images.map((image) => slow.runSpiking(image));
  for (let round = 0; round < 2; round++)
    requireEqual(
      law,
      expected,
      images.map((image) => fast.runSpiking(image)),
    );
}

const sameFromSaved: EngineLaw = {
  id: 'engine/same-from-saved',
  statement: 'always gives the bits of the readable code from the first spikes that another amplitude saved',
  property: (engine, readable, precision = float32) =>
    fc.property(networkCaseByRules(precision), ({ forSpikes, other, images }) => {
      const saved = images.map((): SavedSpikes => ({}));
      const [fast, again] = [engine(forSpikes), engine(other)];
      for (const [index, image] of images.entries()) fast.runSpiking(image, saved[index]);
      const slow = readable(other);
      requireEqual(
        sameFromSaved,
        images.map((image) => slow.runSpiking(image)),
        images.map((image, index) => again.runSpiking(image, saved[index])),
      );
    }),
};

const sameRates: EngineLaw = {
  id: 'engine/same-rates',
  statement: 'always gives the bits of the readable rate network: outputs, read-out and class',
  property: (engine, readable, precision = float32) =>
    fc.property(networkCase(precision), ({ forRates, images }) => {
      const [fast, slow] = [engine(forRates), readable(forRates)];
      for (const image of images) {
        requireEqual(sameRates, slow.traceRates(image), fast.traceRates(image));
        requireEqual(sameRates, slow.runRates(image), fast.runRates(image));
      }
    }),
};

export const engineLaws: readonly EngineLaw[] = [sameSummaries, sameByRules, sameFromSaved, sameRates];

/** Refutes a law unless two values have the same bits: 0 and −0 differ. */
export function requireEqual({ statement }: Pick<EngineLaw, 'statement'>, expected: unknown, got: unknown): void {
  requireThat(isDeepStrictEqual(expected, got), { clause: 'engine', statement }, () => ({ expected, got }));
}

/** Sums the gradients of images in float32: the engine, a wrong kernel, or the readable code. */
export type SumGradients = (
  network: Network,
  amplitude: number,
  microBatches: readonly (readonly Example[])[],
  batchSize: number,
) => readonly MicroBatch[];

/** Compares gradients, losses and the numbers of correct images. */
export const sameGradients: {
  readonly statement: string;
  readonly property: (engine: SumGradients, readable: SumGradients) => fc.IProperty<unknown>;
} = {
  statement: 'always gives the gradients of the readable code, bit for bit, whatever images it ran before',
  property: (engine, readable) =>
    fc.property(networkCase().filter(isUnpadded), ({ network, forRates, images }) => {
      const { classes } = network.architecture;
      const examples = images.map((image, index): Example => ({ image, label: (index * 7 + 1) % classes }));
      const microBatches = [examples, examples.toReversed()];
      const { amplitude } = forRates.point;
      const batchSize = 2 * examples.length;
      requireEqual(
        sameGradients,
        readable(network, amplitude, microBatches, batchSize),
        engine(network, amplitude, microBatches, batchSize),
      );
    }),
};

/** The engine trains without padding. */
const isUnpadded = ({ network: { architecture } }: NetworkCase) =>
  architecture.hidden.every(({ padding = 0 }) => padding === 0);
