import { type Conventions, fieldNames, nengoConventions, tell } from '../../../src/conformance/choices/conventions.ts';
import { simulate } from '../../../src/conformance/choices/neuron-step.ts';
import type { JudgedSimulator } from '../../data/published.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import { fields } from './fields.ts';

type Values = ValuesOf<typeof fields>;
type Toggles = Omit<Values, 'example'>;

/** Length and current of each piece, chosen so that nearly all settings of the toggles give different spikes. */
export const rulePieces: readonly (readonly [number, number])[] = [
  [6, 1],
  [24, 2.5],
  [8, -2.1],
  [26, 1.5],
  [6, -4.3],
  [30, 5.1],
];

/** Current J in every step of 1 ms. */
export const ruleCurrent: readonly number[] = rulePieces.flatMap(([length, current]) =>
  Array<number>(length).fill(current),
);

/** A neuron that starts at its threshold. */
export function spikesBy(conventions: Conventions): readonly number[] {
  const current = ruleCurrent.map((one) => [one]);
  const neuron = { dtSeconds: 0.001, tauRcSeconds: 0.02, tauRefSeconds: 0.002, amplitude: 1, minVoltage: 0 };
  return simulate(conventions, { ...neuron, initialVoltage: [1], current }).spikes[0] ?? [];
}

const refractories: Readonly<Record<string, Partial<Conventions>>> = {
  'sub-step': {},
  whole: { refractory: 'nearest' },
  fewer: { refractory: 'nearest', refractoryExtra: 'one-step-fewer' },
  none: { refractory: 'none' },
};

/** The conventions that the toggles set; the others are Nengo's. */
export function conventionsSet({ integrator, comparison, reset, refractory, floor }: Toggles): Conventions {
  const chosen = { integrator, reset, floor, comparison: comparison === 'at' ? '>=' : '>' };
  return { ...nengoConventions, ...chosen, ...refractories[refractory] } as Conventions;
}

/** The toggles nearest to the rules of a simulator. */
export function togglesOf(conventions: Conventions): Toggles {
  const { integrator, comparison, reset, floor } = conventions;
  const near = {
    integrator,
    reset,
    refractory: nameRefractory(conventions),
    comparison: comparison === '>=' ? 'at' : 'above',
    floor: floor === 'zero' ? 'as-asked' : floor,
  };
  const set = Object.entries(near).map(([key, choice]) => {
    const { options, initial } = fields[key as keyof Toggles];
    return [key, Object.hasOwn(options, choice) ? choice : initial];
  });
  return Object.fromEntries(set) as Toggles;
}

/** τ_ref is two whole steps, so rounding does not matter. */
function nameRefractory({ refractory, refractoryExtra }: Conventions): string {
  if (refractory === 'sub-step' || refractory === 'none') return refractory;
  return refractoryExtra === 'one-step-fewer' ? 'fewer' : 'whole';
}

/** Whether the toggles are set as a simulator is. */
export function isSetAs(values: Toggles, { conventions }: JudgedSimulator): boolean {
  return Object.entries(togglesOf(conventions)).every(([key, choice]) => values[key as keyof Toggles] === choice);
}

/** The rules of a simulator that no toggle sets and that change its spikes, in words. */
export function otherRulesOf({ conventions }: JudgedSimulator): string[] {
  const set = conventionsSet(togglesOf(conventions));
  const spikes = spikesBy(conventions).join();
  return fieldNames
    .filter((field) => spikesBy({ ...conventions, [field]: set[field] }).join() !== spikes)
    .map((field) => tell(field, conventions));
}
