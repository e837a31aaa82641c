import { type PrecisionName, unitRoundoff } from '../base/precision.ts';
import type { DiscreteConstants, DiscreteModel } from '../models/discrete-lif.ts';
import type { SubtractingModel } from '../models/subtracting-lif.ts';
import type { LifConstants } from '../simulator/neuron/lif.ts';
import { lifOf, type Model } from '../simulator/neuron/model.ts';
import { constants } from './kernel.generated.ts';
import type { StructField } from './memory.ts';

/** The fields of the struct `Neurons` that follow from the rules of a neuron. */
type Rules = Readonly<Record<Exclude<StructField<'Neurons', 'f32'>, 'synapseKeep' | 'synapseTake'>, number>> & {
  readonly rule: number;
  readonly refractoryPeriodSteps: number;
};

/** A neuron as the kernel runs it. */
export interface KernelNeuron {
  readonly rules: Rules;
  readonly minVoltage: number;
}

const { SUB_STEP, SUB_STEP_SUBTRACT, ZERO, SUBTRACT, ZERO_LATE, SUBTRACT_LATE } = constants.float32;

/** The neuron of a model for the kernel; undefined if the kernel does not have it. */
export function kernelNeuron(model: Model): KernelNeuron | undefined {
  const [own, { subtracting }, { discrete }] = [
    lifOf(model),
    model as Partial<SubtractingModel>,
    model as Partial<DiscreteModel>,
  ];
  if (own !== undefined) return subStep(own, SUB_STEP);
  if (subtracting !== undefined) return subStep(subtracting, SUB_STEP_SUBTRACT);
  return discrete && wholeSteps(discrete);
}

function subStep(lif: LifConstants, rule: number): KernelNeuron {
  const { charge, decay, refractoryPeriodSteps, decayToStepM, decayToStepAfterM, minVoltage } = lif;
  const laterFrom = refractoryPeriodSteps < 1 ? Number.NEGATIVE_INFINITY : 1;
  const others = { keep: 0, take: 0, threshold: 1 };
  const rules = { rule, charge, decay, refractoryPeriodSteps, decayToStepM, decayToStepAfterM, laterFrom, ...others };
  return { rules, minVoltage };
}

const wholeStepRules = {
  zero: { 'at-once': ZERO, 'one-step-late': ZERO_LATE },
  subtract: { 'at-once': SUBTRACT, 'one-step-late': SUBTRACT_LATE },
};

function wholeSteps({
  keep,
  take,
  rules,
  refractoryPeriodSteps,
  minVoltage,
  precision,
}: DiscreteConstants): KernelNeuron {
  const others = { charge: 0, decay: 0, decayToStepM: 0, decayToStepAfterM: 0, laterFrom: 0 };
  const threshold = rules.comparison === '>' ? 1 : largestBelowOne(precision.name);
  const rule = wholeStepRules[rules.reset][rules.resetTime];
  return { rules: { rule, keep, take, threshold, refractoryPeriodSteps, ...others }, minVoltage };
}

/** A number is at least 1 if it is above the largest number below 1. */
const largestBelowOne = (precision: PrecisionName) => 1 - unitRoundoff[precision];
