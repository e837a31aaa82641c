import type { NirInput, NirOutput } from '../implementation.ts';
import type { Chosen } from './choice.ts';
import { nirFieldsOf } from './nir.ts';
import { nirMatcher } from './nir-match.ts';
import { nirProbes } from './nir-probes.ts';
import { typeOf } from './nir-run.ts';
import type { Stages } from './stages.ts';

const fields = { ...nirFieldsOf.LIF, ...nirFieldsOf.CubaLIF };

/** Each set with each choice of a field, those with its first choice first. */
const withEach = (sets: readonly Chosen[], field: string, choices: readonly string[]): readonly Chosen[] =>
  choices.flatMap((name) => sets.map((one) => ({ ...one, [field]: name })));

/** The discretizations that clause X1 leaves open: Euler or exact, either order of synapse and membrane, or both at once. */
export const rightDiscretizations: readonly Chosen[] = [
  ...withEach(withEach([{}], 'integrator', ['exact', 'euler']), 'synapse', ['exact', 'euler']),
  { current: 'joint' },
].flatMap((one) => [one, { ...one, input: 'next-step' }]);

/** Everything that clause X1 leaves open, with what an answer may show of it. */
export const rightImporters: readonly Chosen[] = [
  ['start', ['rest', '0', 'reset']],
  ['report', ['at-once', 'one-step-late']],
  ['shown', ['after-reset', 'before-reset', 'before-step']],
].reduce((sets, [name, choices]) => withEach(sets, name as string, choices as string[]), rightDiscretizations);

/** The stages of an importer of NIR, which are looked at for each type of neuron by itself. */
export const nirStages: Stages<NirInput, NirOutput> = {
  fields,
  probes: nirProbes,
  matcherOf: nirMatcher,
  right: rightImporters,
  parts: { of: typeOf, fields: nirFieldsOf },
  most: 3,
};
