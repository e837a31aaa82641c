import { areNengos } from '../assumption.ts';
import type { Subject } from '../clauses.ts';
import { type Conventions, differingFields, nengoConventions } from '../conventions/conventions.ts';
import { describeChoice, describeConventions } from '../conventions/words.ts';

/** The conventions that a clause is about, and its statement for those that a simulator declares. */
interface DeclaredStatement {
  readonly fields: readonly (keyof Conventions)[];
  readonly state: (conventions: Conventions) => string;
}

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
};

/** Claims whose vectors are single neurons, and clauses about the whole rule. */
const aboutSpikes = ['C1', 'C2', 'C3', 'C12', 'F2', 'rule', 'count', 'layers'];

/** Claims and clauses that also break if neurons do not follow the declared rules on their inputs. */
const onInputs = ['C4', 'time', 'independence', ...Object.keys(statements)];

/** Conventions that do not change when a neuron fires. */
const reported: readonly (keyof Conventions)[] = ['shownVoltage', 'spikeHeight'];

/**
 * The statement of a claim or clause, restated for a simulator with the given conventions. A neuron that fires at 1
 * must not be reported as one that fires above 1 only.
 *
 * @param isBroken - whether a case of it failed; under other rules, that may have another reason than its statement
 * @example stateUnder({ id: 'threshold', statement: '', why: '' }, { ...nengoConventions, comparison: '>=' }) // 'A neuron fires if its voltage is 1 or above, as declared.'
 */
export function stateUnder({ id, statement }: Subject, conventions: Conventions, isBroken = false): string {
  const isChanged = changes(id, conventions);
  if (!isChanged && !(isBroken && onInputs.includes(id) && !areNengos(conventions))) return statement;
  const own = statements[id];
  if (isChanged && own !== undefined) return `${own.state(conventions)}, as declared.`;
  return id === 'rule'
    ? 'For any current, a neuron fires in the steps that its rules give, as declared.'
    : `Neurons follow their declared rules on the inputs of this claim (for Nengo: ${statement.replace(/\.$/, '')}).`;
}

/** Whether conventions change what a claim or clause says. */
export function changes(id: string, conventions: Conventions): boolean {
  if (areNengos(conventions)) return false;
  const differing = differingFields(conventions, nengoConventions);
  const fields = statements[id]?.fields;
  if (fields !== undefined) return fields.some((field) => differing.includes(field));
  return aboutSpikes.includes(id) && differing.some((field) => !reported.includes(field));
}
