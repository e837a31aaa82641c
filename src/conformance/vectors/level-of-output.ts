import type { NeuronOutput } from '../implementation.ts';
import { type Level, levelOfTrains } from '../level.ts';

/** How far the numbers of an answer may be off, absolute. */
export interface AllowedDifference {
  readonly voltage: number;
  readonly spikeHeight: number;
}

/** What came of comparing an answer of neurons with what was expected. */
export interface NeuronComparison {
  readonly level: Level;
  /** The first thing that is off, in the order in which it arises; undefined if nothing is. */
  readonly divergence?: Divergence;
}

/** Where an answer first leaves what was expected. */
export interface Divergence {
  /** `voltage`, `spikes`, `spike height`, … */
  readonly stage: string;
  readonly step?: number;
  readonly neuron?: number;
  readonly expected: unknown;
  readonly got: unknown;
}

/**
 * Compares neurons. A spike height that is off is no level: what the next neuron gets is another current. Voltages that
 * are off while all spikes are in their steps are `steps`, and a divergence.
 *
 * @param steps - length of the run
 * @param allowed - by how much voltages and height may be off
 */
export function compareNeurons(
  expected: NeuronOutput,
  got: NeuronOutput,
  steps: number,
  allowed: AllowedDifference,
  ratesPerStep: readonly (number | undefined)[] = [],
): NeuronComparison {
  const ofTrains = levelOfTrains(expected.spikes, got.spikes, steps, ratesPerStep);
  const divergence = firstDivergence(expected, got, allowed);
  if (!isNear(expected.spikeHeight, got.spikeHeight, allowed.spikeHeight)) {
    return { level: { name: 'none' }, divergence: earlier(divergence, heightOff(expected, got)) };
  }
  if (divergence !== undefined) return { level: ofTrains, divergence };
  return { level: ofTrains.name === 'steps' && areSameBits(expected, got) ? { name: 'bits' } : ofTrains };
}

/** Voltages before spikes, as a spike follows from a voltage; the neuron that departs in the earliest step. */
function firstDivergence(
  expected: NeuronOutput,
  got: NeuronOutput,
  allowed: AllowedDifference,
): Divergence | undefined {
  const found = [voltageOff(expected, got, allowed.voltage), spikeOff(expected, got)].filter(
    (one) => one !== undefined,
  );
  return found.toSorted((a, b) => (a.step ?? 0) - (b.step ?? 0))[0] ?? undefined;
}

/** A height is off from the first spike on. */
const heightOff = (expected: NeuronOutput, got: NeuronOutput): Divergence => ({
  stage: 'spike height',
  ...firstStep(expected),
  expected: expected.spikeHeight,
  got: got.spikeHeight,
});

function firstStep({ spikes }: NeuronOutput): { step?: number } {
  const step = Math.min(...spikes.flat());
  return Number.isFinite(step) ? { step } : {};
}

/** What is off first: within a step, the voltage, then the spike, then its height. */
function earlier(one: Divergence | undefined, height: Divergence): Divergence {
  return one !== undefined && (one.step ?? 0) <= (height.step ?? Infinity) ? one : height;
}

function voltageOff(expected: NeuronOutput, got: NeuronOutput, allowed: number): Divergence | undefined {
  if (got.voltage === undefined) return undefined;
  for (const [step, voltages] of (expected.voltage ?? []).entries()) {
    const neuron = voltages.findIndex((voltage, index) => !isNear(voltage, got.voltage?.[step]?.[index], allowed));
    if (neuron >= 0) {
      return { stage: 'voltage', step, neuron, expected: voltages[neuron], got: got.voltage[step]?.[neuron] };
    }
  }
  return undefined;
}

function spikeOff(expected: NeuronOutput, got: NeuronOutput): Divergence | undefined {
  const first = expected.spikes.map((train, neuron) => ({ neuron, step: firstDifference(train, got.spikes[neuron]) }));
  const [earliest] = first.filter(({ step }) => step !== undefined).toSorted((a, b) => Number(a.step) - Number(b.step));
  if (earliest === undefined) {
    const trains = (count: number) => `${count} trains`;
    const [due, came] = [expected.spikes.length, got.spikes.length];
    return due === came ? undefined : { stage: 'spikes', expected: trains(due), got: trains(came) };
  }
  const { neuron, step } = earliest as { neuron: number; step: number };
  const said = (train: readonly number[] = []) => {
    const count = train.filter((one) => one === step).length;
    return count > 1 ? `${count} spikes` : count === 1 ? 'a spike' : 'no spike';
  };
  return { stage: 'spikes', step, neuron, expected: said(expected.spikes[neuron]), got: said(got.spikes[neuron]) };
}

/** The earliest step that one train has and the other has not. */
function firstDifference(one: readonly number[], other: readonly number[] = []): number | undefined {
  const longer = Math.max(one.length, other.length);
  for (let spike = 0; spike < longer; spike++) {
    if (one[spike] !== other[spike]) return Math.min(one[spike] ?? Infinity, other[spike] ?? Infinity);
  }
  return undefined;
}

/** Whether a number came that is as near as allowed. NaN is near to nothing. */
export function isNear(expected: number, got: number | undefined, allowed: number): boolean {
  return Object.is(expected, got) || Math.abs(expected - (got ?? Number.NaN)) <= allowed;
}

function areSameBits(expected: NeuronOutput, got: NeuronOutput): boolean {
  if (expected.spikeHeight !== got.spikeHeight) return false;
  if (expected.voltage === undefined || got.voltage?.length !== expected.voltage.length) return false;
  return expected.voltage.every((voltages, step) => isSame(voltages, got.voltage?.[step] ?? []));
}

const isSame = (one: readonly number[], other: readonly number[]): boolean =>
  one.length === other.length && one.every((value, index) => value === other[index]);
