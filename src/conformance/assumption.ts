import {
  type Conventions,
  conventionFields,
  differingFields,
  nengoConventions,
  refractoryKinds,
} from './conventions/conventions.ts';

/**
 * What a law may assume about an implementation: one of Nengo's conventions, an adjustable amplitude, a refractory
 * period, or that it refuses invalid inputs. A law without assumptions holds for every implementation.
 */
export type Assumption = keyof Conventions | 'amplitude' | 'refractoryTime' | 'refusals';

/** The assumptions that an implementation does not meet, with a description of what it does instead. */
export type Deviations = Readonly<Partial<Record<Assumption, string>>>;

/**
 * The deviations of conventions from those of Nengo.
 *
 * @example deviationsOf({ ...nengoConventions, reset: 'subtract' }) // { reset: 'reset is subtract' }
 */
export function deviationsOf(conventions: Conventions): Deviations {
  const other = differingFields(conventions, nengoConventions);
  const deviations = other.map((name) => [name, `${name} is ${describe(conventions[name])}`]);
  const hasAmplitude = conventions.spikeHeight.startsWith('amplitude');
  return {
    ...Object.fromEntries(deviations),
    ...(!hasAmplitude && { amplitude: 'has no amplitude' }),
    ...(conventions.refractory.kind === 'none' && { refractoryTime: 'has no refractory period' }),
  };
}

const describe = (choice: Conventions[keyof Conventions]) =>
  typeof choice === 'object' ? Object.values(choice).join(', ') : String(choice);

/** The conventions with the given deviations from Nengo's: the inverse of `deviationsOf`, for saved reports. */
export function readDeviations(deviations: readonly string[]): Conventions {
  const fields = deviations.flatMap((deviation): (readonly [string, unknown])[] => {
    const [, field = '', choice = ''] = /^(\w+) is (.+)$/.exec(deviation) ?? [];
    if (field === 'refractory') return [[field, readRefractory(choice)]];
    const choices: readonly (string | number)[] =
      conventionFields[field as keyof typeof conventionFields]?.choices ?? [];
    return choices.filter((one) => String(one) === choice).map((one) => [field, one] as const);
  });
  return { ...nengoConventions, ...Object.fromEntries(fields) };
}

function readRefractory(choices: string): object {
  const [kind = 'none', ...values] = choices.split(', ');
  const names: readonly string[] = refractoryKinds[kind as keyof typeof refractoryKinds] ?? [];
  const numbers = values.map((value) => (Number.isNaN(Number(value)) ? value : Number(value)));
  return { kind, ...Object.fromEntries(names.map((name, index) => [name, numbers[index]])) };
}

/** Whether conventions are Nengo's. */
export function areNengos(conventions: Conventions): boolean {
  return differingFields(conventions, nengoConventions).length === 0;
}

/** The conventions that decide when a neuron fires if it starts at rest and its current is constant. */
export const timing: readonly Assumption[] = [
  'integrator',
  'inputScale',
  'reset',
  'resetTime',
  'refractory',
  'inputDelaySteps',
  'spikeDelaySteps',
  'spikesPerStep',
];

/** The conventions that decide in which steps a neuron fires, for any current and any initial voltage. */
export const wholeRule: readonly Assumption[] = [...timing, 'comparison', 'floor', 'initialVoltage'];
