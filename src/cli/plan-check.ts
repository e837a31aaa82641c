import { InputError } from '../base/input-error.ts';
import { nengoConventions } from '../conformance/conventions/conventions.ts';
import type { Case } from '../conformance/judge/case.ts';
import { matches, readSkips } from '../conformance/judge/skip.ts';
import type { Vector } from '../conformance/vectors/vector.ts';
import { vectorCase } from '../conformance/vectors/vector-case.ts';
import { parseVector } from '../conformance/vectors/vector-file.ts';
import { keptVectors } from '../vectors.ts';
import { gatherCases, knownMutants } from './gather-cases.ts';
import type { ProgramTrial } from './judge-program.ts';
import { readText } from './read-text.ts';

/** What somebody asked to be checked. */
export interface CheckChoice {
  readonly only?: readonly string[];
  /** Files of vectors, in place of all that comes with lifspec. */
  readonly vector?: readonly string[];
  /** A skip file. */
  readonly skip?: string;
  readonly conventions: 'declared' | 'auto';
  /** Inputs for each law. */
  readonly runs: number;
}

/** Seed of all inputs: everybody sees the same. */
export const seed = 1830;

/**
 * Finds out what is to be checked.
 *
 * @throws {InputError} if something is named that is no case, claim or clause, or a file is wrong
 */
export function planCheck({ only, vector: files, skip, conventions, runs }: CheckChoice): ProgramTrial {
  const exploration = { seed, numRuns: runs };
  const vectors = keptVectors();
  const own = files && readVectors(files);
  const casesFor: ProgramTrial['casesFor'] = (conventions, precision) => {
    const all = own?.map((vector) => vectorCase(vector, conventions));
    return chosen(all ?? gatherCases(vectors, conventions, precision, exploration), only);
  };
  const named = casesFor(nengoConventions, 'float64');
  const skips = skip === undefined ? [] : readSkips(skip, readText(skip), named);
  const isFingerprinted = only === undefined && files === undefined;
  return { conventions, isFingerprinted, casesFor, skips, mutants: knownMutants(vectors), exploration };
}

function readVectors(files: readonly string[]): Vector[] {
  const known = new Set<string>();
  return files.map((file) => {
    const vector = parseVector(readText(file), file);
    if (known.has(vector.id)) throw new InputError(`${file}: ${vector.id} is given twice`);
    known.add(vector.id);
    return vector;
  });
}

/**
 * Cases that somebody named.
 *
 * @throws {InputError} if something is named that is no case, claim or clause
 */
export function chosen(cases: readonly Case[], only: readonly string[] | undefined): readonly Case[] {
  if (only === undefined) return cases;
  const missing = only.find((pattern) => !cases.some((one) => matches(pattern, one)));
  if (missing !== undefined)
    throw new InputError(`--only ${missing}: there is no such case, claim or clause; lifspec cases --list names them`);
  return cases.filter((one) => only.some((pattern) => matches(pattern, one)));
}
