import fc from 'fast-check';
import type { NeuronInput } from '../../src/conformance/implementation.ts';
import { currentTrace } from './current.ts';
import { fineSteps, rounded } from './scale.ts';

/** The parameters of a neuron except for amplitude, initial voltage and current. */
export type LifSettings = Pick<NeuronInput, 'dtSeconds' | 'tauRcSeconds' | 'tauRefSeconds' | 'minVoltage'>;

/** Length of a step: mostly half, one or two milliseconds, or a power of two. */
const stepSeconds = () => fc.constantFrom(0.0005, 0.001, 0.002, 2 ** -10, ...fineSteps);

/** Steps per membrane time constant, from 1 to 32, often the tutorial's 20. */
const stepsPerTauRc = () => fc.oneof(fc.constantFrom(1, 20, 32), fc.integer({ min: 2, max: 32 }));

/** Steps per refractory period: none, part of one, whole steps, or in between, in eighths. */
const stepsPerTauRef = (least: number) =>
  fc.oneof(
    fc.constantFrom(0, 0.5, 1, 2, 2.5, 3, 4, 6, 7).map((steps) => Math.max(steps, least)),
    fc.integer({ min: least * 8, max: 40 }).map((eighths) => eighths / 8),
  );

/** Voltage floor: none (−∞), 0, −1, or between 0 and −2 in sixteenths. */
export const minVoltage = (): fc.Arbitrary<number> =>
  fc.oneof(
    fc.constantFrom(0, Number.NEGATIVE_INFINITY, -1),
    fc.integer({ min: -32, max: 0 }).map((sixteenths) => sixteenths / 16 + 0),
  );

/** Parameters with dt ≤ τ_rc, and all kinds of refractory periods and floors. */
export const lifSettings = (): fc.Arbitrary<LifSettings> => settingsFrom(0);

/** The same parameters with dt ≤ τ_ref, so the refractory period covers the rest of a spike's step. */
export const refractoryLifSettings = (): fc.Arbitrary<LifSettings> => settingsFrom(1);

const settingsFrom = (leastRefractorySteps: number): fc.Arbitrary<LifSettings> =>
  fc
    .tuple(stepSeconds(), stepsPerTauRc(), stepsPerTauRef(leastRefractorySteps), minVoltage())
    .map(([dtSeconds, rcSteps, refSteps, floor]) => ({
      dtSeconds,
      tauRcSeconds: dtSeconds * rcSteps,
      tauRefSeconds: rounded(dtSeconds * refSteps, 12),
      minVoltage: floor,
    }));

/** An initial voltage: 0, the threshold, or between −1 and 1 in sixteenths. */
export const initialVoltage = (): fc.Arbitrary<number> =>
  fc.oneof(
    fc.constantFrom(0, 1),
    fc.integer({ min: -16, max: 16 }).map((sixteenths) => sixteenths / 16 + 0),
  );

/** An amplitude: a usual one, or between 0.01 and 2 in hundredths. */
export const amplitude = (): fc.Arbitrary<number> =>
  fc.oneof(
    fc.constantFrom(0.01, 0.02, 0.5, 1, 2),
    fc.integer({ min: 1, max: 200 }).map((hundredths) => hundredths / 100),
  );

/** One to three neurons with the same parameters, each with its own initial voltage and current. */
export const lifInput = (): fc.Arbitrary<NeuronInput> =>
  fc
    .tuple(
      lifSettings(),
      amplitude(),
      fc.array(fc.tuple(initialVoltage(), currentTrace()), { minLength: 1, maxLength: 3 }),
    )
    .map(([settings, height, neurons]) => ({
      ...settings,
      amplitude: height,
      initialVoltage: neurons.map(([voltage]) => voltage),
      current: together(neurons.map(([, trace]) => trace)),
    }));

/** Currents of several neurons [step][neuron], truncated to the shortest. */
export const together = (traces: readonly (readonly number[])[]): number[][] =>
  Array.from({ length: Math.min(...traces.map((trace) => trace.length)) }, (_, step) =>
    traces.map((trace) => trace[step] as number),
  );
