import fc from 'fast-check';
import { float32, type Precision } from '../../src/base/precision.ts';
import type { PreparedNetwork } from '../../src/engine/prepared.ts';
import type { EffectiveNetwork } from '../../src/simulator/network/effective.ts';
import type { Probe } from '../../src/simulator/network/run.ts';
import { type NetworkCase, networkCase } from '../arbitraries/effective-network.ts';
import { requireThat } from '../require.ts';

/** Prepares networks to run on images: the engine, a mutant of it, or the readable code. */
export type Prepare = (
  network: EffectiveNetwork,
) => Pick<PreparedNetwork, 'runSpiking' | 'traceSpiking' | 'runRates' | 'traceRates'>;

/** A law that requires the engine to give the results of the readable code. */
export interface EngineLaw {
  readonly id: string;
  readonly statement: string;
  /** @param precision - precision of the networks; float32 by default */
  readonly property: (engine: Prepare, readable: Prepare, precision?: Precision) => fc.IProperty<unknown>;
}

const sameTraces: EngineLaw = {
  id: 'engine/same-traces',
  statement: 'always gives the bits of the readable code: currents, voltages, spikes, read-outs and class',
  property: (engine, readable, precision = float32) =>
    fc.property(networkCase(precision), ({ forSpikes, images }) => {
      const probes = allProbes(forSpikes);
      const [fast, slow] = [engine(forSpikes), readable(forSpikes)];
      for (const image of images) {
        requireEqual(sameTraces, slow.traceSpiking(image, probes), fast.traceSpiking(image, probes));
      }
    }),
};

const sameSummaries: EngineLaw = {
  id: 'engine/same-summaries',
  statement: 'always gives the same bits without recording, whatever images it ran before',
  property: (engine, readable, precision = float32) =>
    fc.property(networkCase(precision), ({ forSpikes, images }) => {
      const [fast, slow] = [engine(forSpikes), readable(forSpikes)];
      const expected = images.map((image) => slow.runSpiking(image));
      for (const round of [1, 2]) {
        const got = images.map((image) => fast.runSpiking(image));
        requireEqual(sameSummaries, { [`round ${round}`]: expected }, { [`round ${round}`]: got });
      }
    }),
};

const sameRates: EngineLaw = {
  id: 'engine/same-rates',
  statement: 'always gives the bits of the readable rate network: currents, outputs, read-out and class',
  property: (engine, readable, precision = float32) =>
    fc.property(networkCase(precision), ({ forRates, images }) => {
      const [fast, slow] = [engine(forRates), readable(forRates)];
      for (const image of images) {
        requireEqual(sameRates, slow.traceRates(image), fast.traceRates(image));
        requireEqual(sameRates, slow.runRates(image), fast.runRates(image));
      }
    }),
};

export const engineLaws: readonly EngineLaw[] = [sameTraces, sameSummaries, sameRates];

function allProbes({ layers }: NetworkCase['forSpikes']): Probe[] {
  return layers.flatMap(({ plan }) =>
    (['current', 'voltage', 'spikes'] as const).map((stage) => ({ layer: plan.name, stage })),
  );
}

/** Refutes a law unless two values have the same bits. The refutation contains the first difference. */
export function requireEqual(law: Pick<EngineLaw, 'statement'>, expected: unknown, got: unknown): void {
  const difference = firstDifference(expected, got, '');
  requireThat(difference === undefined, { clause: 'engine', statement: law.statement }, () => ({
    where: `not ${difference?.path}`,
    expected: difference?.expected,
    got: difference?.got,
  }));
}

interface Difference {
  readonly path: string;
  readonly expected: unknown;
  readonly got: unknown;
}

/** The path of the first number at which two values differ. 0 and −0 differ. */
function firstDifference(expected: unknown, got: unknown, path: string): Difference | undefined {
  if (typeof expected !== 'object' || expected === null || typeof got !== 'object' || got === null) {
    return Object.is(expected, got) ? undefined : { path, expected, got };
  }
  if (expected.constructor !== got.constructor) return { path, expected: kindOf(expected), got: kindOf(got) };
  const [wanted, found] = [valuesOf(expected), valuesOf(got)];
  if (wanted.length !== found.length) {
    return { path: `the number of values of ${path}`, expected: wanted.length, got: found.length };
  }
  for (let index = 0; index < wanted.length; index++) {
    if (Object.is(wanted[index], found[index])) continue;
    const difference = firstDifference(wanted[index], found[index], `${path}/${Object.keys(expected)[index]}`);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function kindOf(value: object): string {
  return value.constructor.name;
}

function valuesOf(value: object): ArrayLike<unknown> {
  return ArrayBuffer.isView(value) ? (value as unknown as ArrayLike<number>) : Object.values(value);
}
