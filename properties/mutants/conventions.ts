import { precisions } from '../../src/base/precision.ts';
import { type Conventions, nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import { type Arithmetic, arithmetics } from '../../src/conformance/conventions/rule.ts';
import { simulate } from '../../src/conformance/conventions/simulate.ts';
import { runNeurons } from '../../src/conformance/reference.ts';
import type { ConventionsRule } from '../conformance/conventions.ts';

/** A simulator that does not follow the conventions of Nengo though it is told so. */
export interface ConventionsMutant extends ConventionsRule {
  readonly name: string;
  readonly difference: string;
}

const under = (conventions: Conventions, arithmetic: Arithmetic = 'difference'): ConventionsRule => ({
  likeNengo: (input, precision) => simulate(conventions, input, precisions[precision], arithmetic),
  reference: (input, precision) => runNeurons(input, precisions[precision]),
});

/** The right one. */
export const rightConventions: ConventionsRule = under(nengoConventions);

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

/** Wrong in a field, in an order of operations, or in what it remembers. */
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
    ...rightConventions,
    name: 'continues-from-rest',
    difference: 'starts again where a state is given',
    likeNengo: ({ state: _, ...input }, precision) => rightConventions.likeNengo(input, precision),
  },
  {
    ...rightConventions,
    name: 'knows-float64-only',
    difference: 'computes in float64 whatever the precision',
    likeNengo: (input) => rightConventions.likeNengo(input, 'float64'),
  },
];
