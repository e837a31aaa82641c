import { type PrecisionName, precisions } from '../../base/precision.ts';
import type { NeuronOutput } from '../implementation.ts';
import { mayFire, type Way, waysOf } from './at-threshold.ts';
import type { Conventions } from './conventions.ts';
import type { Probe } from './probes.ts';
import { type Rule, ruleOf } from './rule.ts';
import { walk } from './walk.ts';

/**
 * By how much a voltage may be off, for voltages up to 1; in proportion above. Far above what rounding in any order adds
 * up to over a probe, far below what any two conventions differ by.
 */
export const voltageTolerance: Readonly<Record<PrecisionName, number>> = { float64: 1e-9, float32: 1e-5 };

/** Where an answer leaves what conventions say. */
export interface Deviation {
  readonly neuron: number;
  /** Undefined where only whether it fires is looked at. */
  readonly step?: number;
  readonly what: 'voltage' | 'spikes';
  readonly expected: number;
  readonly got: number | undefined;
}

/** Whether conventions explain an answer, at the threshold if it may have been computed in one of some ways. */
export function explains(
  conventions: Conventions,
  probe: Probe,
  answer: NeuronOutput,
  precision: PrecisionName,
  ways: readonly Way[],
): boolean {
  return deviations(conventions, probe, answer, precision, { onlyFirst: true, ways }).length === 0;
}

/**
 * Where each neuron leaves what conventions say, of those that do. A neuron is compared until its voltage is as near to
 * the threshold as rounding can be off.
 *
 * @param options.onlyFirst - whether the first neuron that leaves is enough
 * @param options.ways - how it may have been computed, which matters at the threshold
 */
export function deviations(
  conventions: Conventions,
  probe: Probe,
  answer: NeuronOutput,
  precision: PrecisionName,
  {
    onlyFirst = false,
    ways = waysOf(precision),
  }: { readonly onlyFirst?: boolean; readonly ways?: readonly Way[] } = {},
): Deviation[] {
  const neurons = probe.input.initialVoltage.length;
  const found: Deviation[] = [];
  const rule = ruleOf(conventions, probe.input, precisions[precision], 'difference');
  for (let neuron = 0; neuron < neurons && !(onlyFirst && found.length > 0); neuron++) {
    const deviation =
      probe.looksAt === 'whether-it-fires'
        ? deviationAtThreshold(conventions, probe, answer, ways, neuron)
        : deviationOf(rule, probe, answer, neuron);
    if (deviation !== undefined) found.push(deviation);
  }
  return found;
}

/** Spikes in a step that are counted beyond those expected: conventions are many, and an answer may hold millions. */
const mostCounted = 100;

function deviationOf(rule: Rule, { input }: Probe, answer: NeuronOutput, neuron: number): Deviation | undefined {
  const allowed = voltageTolerance[rule.constants.precision.name];
  const train = answer.spikes[neuron] ?? [];
  let place = 0;
  let deviation: Deviation | undefined;
  walk(rule, input, neuron, (step, expected, seen) => {
    if (isUndecided(expected.reached, rule, allowed)) return false;
    const voltage = answer.voltage?.[step]?.[neuron];
    const start = place;
    while (train[place] === step && place - start < seen + mostCounted) place++;
    const got = place - start;
    if (answer.voltage !== undefined && !isNear(expected.shown, voltage, allowed)) {
      deviation = { neuron, step, what: 'voltage', expected: expected.shown, got: voltage };
    } else if (got !== seen) {
      deviation = { neuron, step, what: 'spikes', expected: seen, got };
    }
    return deviation === undefined;
  });
  return deviation;
}

/** How far the voltages of an answer are from those of the conventions, as a share of those above 1. */
export function largestDifference(
  conventions: Conventions,
  probe: Probe,
  { voltage = [] }: NeuronOutput,
  precision: PrecisionName,
): number {
  const rule = ruleOf(conventions, probe.input, precisions[precision], 'difference');
  let largest = 0;
  for (const neuron of probe.input.initialVoltage.keys()) {
    walk(rule, probe.input, neuron, (step, expected) => {
      if (isUndecided(expected.reached, rule, voltageTolerance[precision])) return false;
      const off = Math.abs((voltage[step]?.[neuron] ?? 0) - expected.shown);
      largest = Math.max(largest, off / Math.max(1, Math.abs(expected.shown)));
      return true;
    });
  }
  return largest;
}

function deviationAtThreshold(
  conventions: Conventions,
  { input }: Probe,
  { spikes }: NeuronOutput,
  ways: readonly Way[],
  neuron: number,
): Deviation | undefined {
  const fired = (spikes[neuron] ?? []).length > 0;
  if (mayFire(conventions, input, neuron, ways, fired)) return undefined;
  return { neuron, what: 'spikes', expected: fired ? 0 : 1, got: fired ? 1 : 0 };
}

/** Whether rounding could decide how often it fires. */
function isUndecided(reached: number, { conventions }: Rule, allowed: number): boolean {
  const threshold = conventions.spikesPerStep === 'many' ? Math.max(Math.round(reached), 1) : 1;
  return isNear(threshold, reached, allowed);
}

const isNear = (expected: number, got: number | undefined, allowed: number): boolean =>
  got !== undefined && Math.abs(expected - got) <= allowed * Math.max(1, Math.abs(expected));
