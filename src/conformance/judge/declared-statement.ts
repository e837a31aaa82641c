import { areNengos } from '../assumption.ts';
import type { Clause } from '../clauses.ts';
import { type Conventions, differingFields, nengoConventions } from '../conventions/conventions.ts';
import { rules } from '../conventions/words.ts';

/** The conventions that change when a neuron fires. */
const timing = (Object.keys(nengoConventions) as (keyof Conventions)[]).filter(
  (field) => field !== 'shownVoltage' && field !== 'spikeHeight',
);

/** The conventions that each clause is about. */
const fieldsOf: Readonly<Record<string, readonly (keyof Conventions)[]>> = {
  integration: ['integrator', 'inputScale', 'inputDelaySteps'],
  threshold: ['comparison'],
  reset: ['reset', 'resetTime', 'spikesPerStep'],
  refractory: ['refractory'],
  floor: ['floor'],
  'spike-height': ['spikeHeight'],
  start: ['initialVoltage'],
  ...{ rule: timing, count: timing, layers: timing },
  ...{ time: [], independence: [] },
};

/**
 * The statement of a clause, restated for a simulator with the given conventions. A neuron that fires at 1
 * must not be reported as one that fires above 1 only.
 *
 * @param isBroken - whether a case of it failed; under other rules, that may have another reason than its statement
 * @example stateUnder({ id: 'threshold', statement: '' }, { ...nengoConventions, comparison: '>=' }) // 'A neuron fires at 1, as declared.'
 */
export function stateUnder(
  { id, statement }: Pick<Clause, 'id' | 'statement'>,
  conventions: Conventions,
  isBroken = false,
): string {
  const fields = fieldsOf[id];
  const isChanged = changes(id, conventions);
  if (fields === undefined || !(isChanged || (isBroken && !areNengos(conventions)))) return statement;
  if (!isChanged || fields === timing)
    return `Neurons follow their declared rules on the inputs of this clause (for Nengo: ${statement.replace(/\.$/, '')}).`;
  const own = rules.filter((rule) => rule.fields.some((field) => fields.includes(field)));
  const told = own
    .map(({ tell }) => tell(conventions))
    .filter((words, index) => words !== own[index]?.tell(nengoConventions));
  return `A neuron ${told.join(', ')}, as declared.`;
}

/** Whether conventions change what a clause says. */
export function changes(id: string, conventions: Conventions): boolean {
  const differing = differingFields(conventions, nengoConventions);
  return fieldsOf[id]?.some((field) => differing.includes(field)) ?? false;
}
