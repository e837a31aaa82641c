import { simulate } from '../../../src/conformance/choices/neuron-step.ts';
import { type Profile, profiles } from '../../../src/conformance/choices/profiles.ts';
import type { NeuronInput } from '../../../src/conformance/implementation.ts';
import { firstDifference } from '../../../src/conformance/spike-trains.ts';

/** Length and current of each piece: firing, inhibition, just above and below the threshold, swings. */
const pieces: readonly (readonly [number, number])[] = [
  [25, 3.1],
  [10, -2.3],
  [20, 1.7],
  [15, 0.9],
  [30, 1.35],
  [6, -4.2],
  [14, 5.6],
  [20, 2.05],
  [10, -1.1],
  [30, 2.6],
  [20, 12.4],
];

/** Current J in every step of 1 ms. */
export const probe: readonly number[] = pieces.flatMap(([length, current]) => Array<number>(length).fill(current));

/** The neuron and its input. */
export const probeInput: NeuronInput = {
  dtSeconds: 0.001,
  tauRcSeconds: 0.02,
  tauRefSeconds: 0.002,
  amplitude: 1,
  minVoltage: 0,
  initialVoltage: [0],
  current: probe.map((current) => [current]),
};

/** Spikes of the reference. */
export function referenceSpikes(): readonly number[] {
  return simulate({}, probeInput).spikes[0] ?? [];
}

/** A known simulator with its spikes. */
export interface KnownAnswer {
  readonly profile: Profile;
  readonly spikes: readonly number[];
}

/** The spikes of all simulators whose conventions are known. */
export function knownAnswers(): KnownAnswer[] {
  return profiles.map((profile) => ({ profile, spikes: simulate(profile.conventions, probeInput).spikes[0] ?? [] }));
}

/** The verdict on pasted spikes. */
export interface TrainVerdict {
  readonly expected: readonly number[];
  readonly got: readonly number[];
  /** Known simulators with exactly these spikes. */
  readonly alike: readonly string[];
  /** The nearest known simulator, if none has these spikes, and the step where it deviates. */
  readonly nearest?: { readonly simulator: string; readonly step: number };
}

/** Judges the answer of a simulator to the probe. */
export function judgeTrain(got: readonly number[]): TrainVerdict {
  const expected = referenceSpikes();
  const answers = knownAnswers().map(({ profile, spikes }) => ({
    name: profile.simulator,
    step: firstDifference(spikes, got),
  }));
  const alike = answers.filter(({ step }) => step === undefined).map(({ name }) => name);
  const [nearest] = answers.toSorted((a, b) => (b.step ?? 0) - (a.step ?? 0));
  if (alike.length > 0 || nearest?.step === undefined) return { expected, got, alike };
  return { expected, got, alike, nearest: { simulator: nearest.name, step: nearest.step } };
}
