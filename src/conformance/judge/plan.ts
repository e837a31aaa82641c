import { groupBy } from '../../base/group-by.ts';
import { InputError } from '../../base/input-error.ts';
import type { PrecisionName } from '../../base/precision.ts';
import { readText } from '../../base/read-text.ts';
import { areNengos } from '../assumption.ts';
import { type Conventions, nengoConventions } from '../choices/conventions.ts';
import { simulatorOf } from '../chosen-simulator.ts';
import type { Implementation } from '../implementation.ts';
import type { Exploration, Law } from '../law.ts';
import { capabilityNames } from '../protocol/protocol.ts';
import { reference } from '../reference.ts';
import type { Vector } from '../vectors/vector.ts';
import { vectorCase } from '../vectors/vector-case.ts';
import type { Case } from './case.ts';
import { type CheckChoice, requireChoice } from './choice.ts';
import { lawCase } from './law-case.ts';
import { repetitionCase } from './repetition.ts';
import { describeUnknown, matches, readSkips, type Skip } from './skip.ts';

/** All laws and vectors. The caller passes them in, because this folder must not import laws. */
export interface Suite {
  readonly laws: readonly Law[];
  readonly vectors: readonly Vector[];
  /** The number of mutants that each law or vector kills, by its id. */
  readonly kills: ReadonlyMap<string, number>;
}

/** The cases and settings by which a program is judged. */
export interface Plan {
  readonly suite: Suite;
  /** Whether every case is run. */
  readonly isComplete: boolean;
  readonly casesFor: (conventions: Conventions, precision: PrecisionName) => readonly Case[];
  readonly skips: readonly Skip[];
  readonly exploration: Exploration;
  readonly isQuick: boolean;
}

/** Seed of all generated inputs, so that every check runs the same ones. */
export const checkSeed = 1830;

/** With this number of inputs per law, a check of the reference takes about 8 s on two idle cores. */
export const defaultRuns = 5;

/**
 * Plans a check.
 *
 * @throws {InputError} if the choice is invalid or matches no case, or a file is invalid
 */
export function planCheck(suite: Suite, choice: CheckChoice): Plan {
  requireChoice(choice);
  const { only, skip, skips = [], seed = checkSeed, runs, quick: isQuick = false, endOnFailure = isQuick } = choice;
  const exploration = { seed, numRuns: isQuick ? 1 : runs, endOnFailure };
  const all: Plan['casesFor'] = (conventions, precision) => gatherCases(suite, conventions, precision, exploration);
  const casesFor: Plan['casesFor'] = (conventions, precision) => {
    const chosen = chooseCases(all(conventions, precision), only);
    return isQuick ? oneOfEach(chosen, suite.kills) : chosen;
  };
  const known = all(nengoConventions, 'float64');
  chooseCases(known, only); // refuses patterns that match nothing
  const text = skip === undefined ? JSON.stringify({ skips }) : readText(skip);
  const listed = readSkips(skip ?? 'skip', text, known);
  return { suite, isComplete: only === undefined, casesFor, skips: listed, exploration, isQuick };
}

/** All vectors and laws as cases for given conventions. Vectors come first because they are fast. */
export function gatherCases(
  { laws, vectors }: Suite,
  conventions: Conventions,
  precision: PrecisionName,
  exploration: Exploration,
): readonly Case[] {
  const right = rightUnder(conventions, precision);
  const cases = [
    ...vectors.map((vector) => vectorCase(vector, conventions)),
    ...laws.map((law) => lawCase(law, exploration, { right, conventions })),
  ];
  const { numRuns } = exploration;
  return numRuns > 1 ? [...cases, ...capabilityNames.map((name) => repetitionCase(name, numRuns))] : cases;
}

/** A correct implementation with the given conventions. */
export function rightUnder(conventions: Conventions, precision: PrecisionName): Implementation {
  if (areNengos(conventions)) return reference(precision);
  const { neuron, network } = simulatorOf(conventions, precision);
  return { ...reference(precision), neuron, network };
}

/**
 * The cases that match one of the patterns.
 *
 * @throws {InputError} if a pattern matches no case
 */
export function chooseCases(cases: readonly Case[], patterns: readonly string[] | undefined): readonly Case[] {
  if (patterns === undefined) return cases;
  const unknown = patterns.find((pattern) => !cases.some((one) => matches(pattern, one)));
  if (unknown !== undefined) throw new InputError(`--only ${unknown}: ${describeUnknown(unknown, cases)}`);
  return cases.filter((one) => patterns.some((pattern) => matches(pattern, one)));
}

/**
 * Per kind of case, clause, and capability: the first case and, if it is another, the one that most mutants
 * fail.
 */
function oneOfEach(cases: readonly Case[], killed: Suite['kills']): readonly Case[] {
  const kills = (one: Case) => killed.get(one.id) ?? 0;
  const groups = groupBy(cases, ({ kind, clause, needs }) => [kind, clause, ...needs].join(' '));
  return [...groups.values()].flatMap((group) => [
    ...new Set([group[0] as Case, group.reduce((best, one) => (kills(one) > kills(best) ? one : best))]),
  ]);
}
