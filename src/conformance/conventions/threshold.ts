import { precisions } from '../../base/precision.ts';
import type { Answered } from './ask-probes.ts';
import type { Conventions } from './conventions.ts';
import { voltageTolerance } from './deviations.ts';
import type { FoundDeviation } from './fingerprint-schema.ts';
import { type Rule, ruleOf } from './rule.ts';

/**
 * The bounds that spikes and voltages set for a threshold other than 1: it lies between the highest voltage at which no
 * neuron fires and the lowest at which one fires. Only the steps up to the first spike of a neuron count,
 * because its refractory period may forbid others.
 *
 * @param conventions - conventions that explain the voltages
 * @returns undefined if the threshold may be 1
 */
export function findThreshold(conventions: Conventions, answered: readonly Answered[]): FoundDeviation | undefined {
  const reached = answered.flatMap((one) => reachedIn(one, conventions));
  const silent = reached.filter(({ fired }) => !fired).toSorted((a, b) => b.voltage - a.voltage)[0];
  const firing = reached.filter(({ fired }) => fired).toSorted((a, b) => a.voltage - b.voltage)[0];
  if (silent === undefined || firing === undefined || silent.voltage >= firing.voltage) return undefined;
  const isAbove = silent.voltage > 1 + voltageTolerance.float64;
  if (!isAbove && !(firing.voltage < 1 - voltageTolerance.float64)) return undefined;
  const { voltage: _, fired: __, ...where } = isAbove ? silent : firing;
  return { what: 'threshold', ...where, expected: 1, above: silent.voltage, below: firing.voltage };
}

interface Reached extends Pick<FoundDeviation, 'probe' | 'neuron' | 'step'> {
  readonly voltage: number;
  readonly fired: boolean;
}

/** The voltages that were compared with the threshold, computed from those that the answer shows. */
function reachedIn({ probe: { id, input }, answer }: Answered, conventions: Conventions): Reached[] {
  const rule = ruleOf(conventions, input, precisions.float64, 'difference');
  return input.initialVoltage.flatMap((asked, neuron) => {
    const spike = answer.spikes[neuron]?.[0];
    const last = spike === undefined ? input.current.length - 1 : spike - conventions.spikeDelaySteps;
    const shown = [
      conventions.initialVoltage === 'zero' ? 0 : asked,
      ...(answer.voltage ?? []).map((row) => row[neuron]),
    ];
    return input.current.slice(0, last + 1).flatMap((_, step) => {
      const voltage = nextVoltage(shown[step], input.current[step - conventions.inputDelaySteps]?.[neuron], rule);
      return Number.isFinite(voltage)
        ? [{ probe: id, neuron, step, voltage, fired: step === last && spike !== undefined }]
        : [];
    });
  });
}

const nextVoltage = (before = Number.NaN, drive = 0, { decay, scale }: Rule): number => decay * before + scale * drive;
