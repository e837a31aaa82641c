/**
 * What a simulator may do in one field of a stage:
 *
 * - definition: what the clauses say; one choice per field
 * - convention: another rule that simulators follow on purpose, and can declare
 * - mistake: a bug
 * - equal: another formula for the definition, which differs by rounding only
 */
export type Status = 'definition' | 'convention' | 'mistake' | 'equal';

/** One choice of a field: its status, its words in reports, and the function or value that carries it out. */
export interface Choice<Act = unknown, Own extends Status = Status> {
  readonly status: Own;
  /** What the simulator does, in the present tense and without a subject. Empty if there is nothing to say. */
  readonly words: string;
  readonly act: Act;
  /** The real bug that it repeats, as `project#issue`, or the release that has it. */
  readonly cites?: string;
  /** Whether a convention is often chosen by mistake. */
  readonly isDoubtful?: true;
}

/** The choices of a field by name. Their order means nothing, because JavaScript puts names such as `1` first. */
export type Field<Act = unknown> = Readonly<Record<string, Choice<Act>>> & {
  readonly [numbered]?: readonly Numbered<Act>[];
};

/** Where a field keeps its choices with a number, which cannot be listed. */
export const numbered = Symbol('numbered');

/** Choices whose name contains a number, such as `0.95` or `13-ms`. */
export interface Numbered<Act = unknown> {
  /** The name, with `#` for the number. */
  readonly pattern: string;
  /** Numbers that are the same as another choice. */
  readonly others: readonly number[];
  readonly of: (value: number) => Choice<Act>;
}

/** The fields of a capability by name, in the order of a step. */
export type Fields = Readonly<Record<string, Field>>;

/** A set of choices: a choice per field. The fields that it leaves out are as in the definition. */
export type Chosen = Readonly<Record<string, string>>;

/** The functions and values of a set of choices. */
export type ActsOf<Table extends Fields> = { readonly [Name in keyof Table]: Table[Name][keyof Table[Name]]['act'] };

const as =
  <Own extends Status>(status: Own) =>
  <Act>(words: string, act: Act, cites?: string): Choice<Act, Own> => ({
    status,
    words,
    act,
    ...(cites !== undefined && { cites }),
  });

export const definition = as('definition');
export const convention = as('convention');
export const mistake = as('mistake');
export const equal = as('equal');

/** A convention that is often chosen by mistake. */
export const doubtful = <Act>(words: string, act: Act, cites?: string): Choice<Act, 'convention'> => ({
  ...convention(words, act, cites),
  isDoubtful: true,
});

/** Makes a function that finds the acts of a set of choices in a table. */
export function findingActs<Table extends Fields>(fields: Table): (chosen: Chosen) => ActsOf<Table> {
  const defined = Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, field[definitionOf(field)]?.act]),
  );
  return (chosen) => {
    const acts: Record<string, unknown> = { ...defined };
    for (const name in chosen) acts[name] = choiceOf(fields, name, chosen[name] as string).act;
    return acts as ActsOf<Table>;
  };
}

/** The name of a field's choice that is the definition. */
export function definitionOf(field: Field): string {
  const [name] = Object.entries(field).find(([, { status }]) => status === 'definition') as [string, Choice];
  return name;
}

/** The names of the fields with a convention, in the order of a step. */
export function declarableFields<Name extends string>(fields: Fields): Name[] {
  const isConvention = ({ status }: Choice) => status === 'convention';
  return Object.keys(fields).filter((name): name is Name => Object.values(fields[name] as Field).some(isConvention));
}

/** The names of a field's choices that can be declared. */
export function declarableChoices(field: Field): string[] {
  const choices = Object.entries(field);
  return choices.filter(([, { status }]) => status === 'definition' || status === 'convention').map(([name]) => name);
}

/** @throws {TypeError} if there is no such choice */
export function choiceOf(fields: Fields, field: string, name: string): Choice {
  const choice = findChoice(fields, field, name);
  if (choice === undefined) throw new TypeError(`${field} has no choice ${name}`);
  return choice;
}

export function findChoice(fields: Fields, field: string, name: string): Choice | undefined {
  return fields[field]?.[name] ?? fields[field]?.[numbered]?.flatMap((kind) => numberIn(kind, name))[0];
}

function numberIn({ pattern, others, of }: Numbered, name: string): Choice[] {
  const [prefix = '', suffix = ''] = pattern.split('#');
  if (!name.startsWith(prefix) || !name.endsWith(suffix)) return [];
  const digits = name.slice(prefix.length, name.length - suffix.length);
  const value = Number(digits);
  const isOwn = String(value) === digits && Number.isFinite(value) && !others.includes(value);
  return isOwn ? [of(value)] : [];
}

/** The name of a set's choice in a field. */
export function choiceIn(fields: Fields, field: string, chosen: Chosen): string {
  return chosen[field] ?? definitionOf(fields[field] as Field);
}

/** A set without the choices that are the definition. */
export function withoutDefinition(chosen: Chosen, fields: Fields): Chosen {
  return Object.fromEntries(
    Object.entries(chosen).filter(([field, name]) => choiceOf(fields, field, name).status !== 'definition'),
  );
}

/** The choices of a set that a table has. */
export const choicesWithin = (fields: Fields, chosen: Chosen): Chosen =>
  Object.fromEntries(Object.entries(chosen).filter(([field, name]) => findChoice(fields, field, name) !== undefined));

/** The fields in which two sets differ, in the order of the table. */
export function differingFields(one: Chosen, other: Chosen, fields: Fields): string[] {
  return Object.keys(fields).filter((name) => {
    const own = definitionOf(fields[name] as Field);
    return (one[name] ?? own) !== (other[name] ?? own);
  });
}

/** The choices of a set that are mistakes, by field. */
export function mistakesIn(chosen: Chosen, fields: Fields): string[] {
  return Object.keys(chosen).filter((field) => choiceOf(fields, field, chosen[field] as string).status === 'mistake');
}

/** A set of choices as a key and in messages: `comparison=>=, reset=subtract`. */
export function nameOf(chosen: Chosen): string {
  return Object.entries(chosen)
    .map(([field, name]) => `${field}=${name}`)
    .sort()
    .join(', ');
}
