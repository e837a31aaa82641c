import { areNengos } from '../assumption.ts';
import type { Clause } from '../clauses.ts';
import { type Conventions, differingFields, nengoConventions } from '../conventions/conventions.ts';
import { describeChoice, describeConventions } from '../conventions/words.ts';

/** The conventions that a clause is about, and its statement for those that a simulator declares. */
interface DeclaredStatement {
  readonly fields: readonly (keyof Conventions)[];
  /** Missing if the clause is stated as Nengo's, with the note that other rules were tested. */
  readonly state?: (conventions: Conventions) => string;
}

/** The conventions that change when a neuron fires. */
const timing = (Object.keys(nengoConventions) as (keyof Conventions)[]).filter(
  (field) => field !== 'shownVoltage' && field !== 'spikeHeight',
);

/** The statements of clauses that conventions change. `, as declared.` is added to each. */
const statements: Readonly<Record<string, DeclaredStatement>> = {
  integration: {
    fields: ['integrator', 'inputScale', 'inputDelaySteps'],
    state: (own) =>
      `Between spikes, the voltage follows the equation: ${describeConventions(own, statements.integration?.fields)}`,
  },
  threshold: {
    fields: ['comparison'],
    state: ({ comparison }) => `A neuron fires if its voltage is ${comparison === '>' ? 'above 1' : '1 or above'}`,
  },
  reset: {
    fields: ['reset', 'resetTime', 'spikesPerStep'],
    state: (own) => `How a spike resets the voltage: ${describeConventions(own, statements.reset?.fields)}`,
  },
  refractory: { fields: ['refractory'], state: (own) => `After a spike: ${describeChoice('refractory', own)}` },
  floor: {
    fields: ['floor'],
    state: ({ floor }) => (floor === 'none' ? 'The voltage has no floor' : 'The voltage never falls below 0'),
  },
  'spike-height': {
    fields: ['spikeHeight'],
    state: ({ spikeHeight }) => `A spike lasts one step and has the height ${spikeHeight}`,
  },
  start: { fields: ['initialVoltage'], state: () => 'A neuron starts active, at voltage 0' },
  rule: { fields: timing, state: () => 'For any current, a neuron fires in the steps that its rules give' },
  count: { fields: timing },
  layers: { fields: timing },
  time: { fields: [] },
  independence: { fields: [] },
};

/**
 * The statement of a clause, restated for a simulator with the given conventions. A neuron that fires at 1
 * must not be reported as one that fires above 1 only.
 *
 * @param isBroken - whether a case of it failed; under other rules, that may have another reason than its statement
 * @example stateUnder({ id: 'threshold', statement: '' }, { ...nengoConventions, comparison: '>=' }) // 'A neuron fires if its voltage is 1 or above, as declared.'
 */
export function stateUnder(
  { id, statement }: Pick<Clause, 'id' | 'statement'>,
  conventions: Conventions,
  isBroken = false,
): string {
  const own = statements[id];
  const isChanged = changes(id, conventions);
  if (own === undefined || !(isChanged || (isBroken && !areNengos(conventions)))) return statement;
  return isChanged && own.state !== undefined
    ? `${own.state(conventions)}, as declared.`
    : `Neurons follow their declared rules on the inputs of this clause (for Nengo: ${statement.replace(/\.$/, '')}).`;
}

/** Whether conventions change what a clause says. */
export function changes(id: string, conventions: Conventions): boolean {
  const differing = differingFields(conventions, nengoConventions);
  return statements[id]?.fields.some((field) => differing.includes(field)) ?? false;
}
