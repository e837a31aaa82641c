import { precisions } from '../../src/base/precision.ts';
import { type Conventions, nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import { type Arithmetic, arithmetics } from '../../src/conformance/conventions/rule.ts';
import { simulate } from '../../src/conformance/conventions/simulate.ts';
import { runNeurons } from '../../src/conformance/reference.ts';
import type { ConventionsRule } from '../conformance/conventions.ts';

/** A simulator that deviates from Nengo's conventions although it should follow them. */
export interface ConventionsMutant extends ConventionsRule {
  readonly name: string;
  readonly difference: string;
}

const under = (conventions: Conventions, arithmetic: Arithmetic = 'difference'): ConventionsRule => ({
  likeNengo: (input, precision) => simulate(conventions, input, precisions[precision], arithmetic),
  reference: (input, precision) => runNeurons(input, precisions[precision]),
});

/** The correct simulator. */
export const correctConventions: ConventionsRule = under(nengoConventions);

/** One other choice in each field. */
const otherChoices: readonly Partial<Conventions>[] = [
  { integrator: 'euler' },
  { integrator: 'runge-kutta-4' },
  { inputScale: 'dt-over-tau' },
  { comparison: '>=' },
  { reset: 'subtract' },
  { resetTime: 'one-step-late' },
  { shownVoltage: 'before-reset' },
  { refractory: { kind: 'none' } },
  { refractory: { kind: 'sub-step', spikeTime: 'linear' } },
  { refractory: { kind: 'sub-step', spikeTime: 'scaled' } },
  { refractory: { kind: 'whole-steps', rounding: 'nearest', more: 0, meanwhile: 'clamped' } },
  { floor: 'none' },
  { initialVoltage: 'zero' },
  { inputDelaySteps: 1 },
  { spikeDelaySteps: 1 },
  { spikesPerStep: 'many' },
  { spikeHeight: 'amplitude' },
];

/** Simulators with another choice in a field, another order of operations, or another bug. */
export const conventionsMutants: readonly ConventionsMutant[] = [
  ...otherChoices.map((choice) => ({
    ...under({ ...nengoConventions, ...choice }),
    name: `not-nengo: ${JSON.stringify(choice)}`,
    difference: `takes ${JSON.stringify(choice)}`,
  })),
  ...arithmetics.slice(1).map((arithmetic) => ({
    ...under(nengoConventions, arithmetic),
    name: `computes-by-${arithmetic}`,
    difference: `computes in another order: ${arithmetic}`,
  })),
  {
    ...correctConventions,
    name: 'continues-from-rest',
    difference: 'starts again where a state is given',
    likeNengo: ({ state: _, ...input }, precision) => correctConventions.likeNengo(input, precision),
  },
  {
    ...correctConventions,
    name: 'knows-float64-only',
    difference: 'computes in float64 whatever the precision',
    likeNengo: (input) => correctConventions.likeNengo(input, 'float64'),
  },
];
