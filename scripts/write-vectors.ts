import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type ChosenVector, makeVector } from '../properties/vectors/make-vector.ts';
import { readInput } from '../src/conformance/protocol/capabilities.ts';
import { writeLine } from '../src/conformance/protocol/json-line.ts';
import type { Vector } from '../src/conformance/vectors/vector.ts';
import { completeCases, type VectorFile, writeVector } from '../src/conformance/vectors/vector-file.ts';
import { killers } from './killers.ts';

type Json = Readonly<Record<string, unknown>>;

const folder = join('fixtures', 'vectors');

/** The paths of the files of vectors, in reading order. */
export function vectorPaths(): string[] {
  const names: readonly string[] = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));
  return names.map((name) => join(folder, name));
}

/**
 * Fills in whatever is missing in the files of vectors, and computes their tolerances and margins again. Judges the mutants
 * that have changed by every vector, and all mutants by vectors that have changed.
 */
export async function writeVectors(changedMutants: readonly string[]): Promise<void> {
  for (const path of vectorPaths()) {
    const file: VectorFile = JSON.parse(readFileSync(path, 'utf8'));
    const complete = await completeFile(file, (vector, listed) =>
      killers(vector, listed, (name) => listed === undefined || changedMutants.includes(name)),
    );
    writeFileSync(path, formatVectors(complete));
  }
}

/** Formats a file of vectors: each shared field and each case is one line. */
function formatVectors({ cases, ...shared }: VectorFile): string {
  const fields = Object.entries(shared).map(([field, value]) => `${JSON.stringify(field)}: ${writeLine(value)},\n`);
  return `{\n${fields.join('')}"cases": [\n${cases.map(writeLine).join(',\n')}\n]\n}\n`;
}

/**
 * Computes all fields of the vectors in a file that are not chosen by hand.
 *
 * @param killsOf - also receives the listed kills of a vector that has not changed
 * @throws {Error} if an expected value in the file would change, or a shared field does not fit a case
 */
export async function completeFile(
  file: VectorFile,
  killsOf: (vector: Vector, listed?: readonly string[]) => Promise<readonly string[]> | readonly string[],
): Promise<VectorFile> {
  const { cases: _, ...shared } = file;
  const cases: Json[] = [];
  for (const given of completeCases(file)) {
    const made = await makeVector(choicesOf(given));
    const listed = given.kills as readonly string[];
    const isSame = isDeepStrictEqual(given, asInFile({ ...made, kills: listed }));
    const vector = asInFile({ ...made, kills: await killsOf(made, isSame ? listed : undefined) });
    if (given.expected !== undefined && !isDeepStrictEqual(given.expected, vector.expected))
      throw new Error(`${given.id}: its expected values would change. A vector that is wrong is removed, not changed.`);
    const own = withoutShared(vector, shared);
    const [again] = completeCases({ ...shared, cases: [own] });
    if (!isDeepStrictEqual(again, vector))
      throw new Error(`${given.id}: has no use for a field at the top of its file; put the case into another file`);
    cases.push(own);
  }
  return { ...shared, cases };
}

/** The fields of a case that are chosen by hand. */
function choicesOf(given: Json): ChosenVector {
  const { capability, input, origin, ...about } = given as unknown as ChosenVector & {
    readonly origin?: { readonly kind: string };
  };
  return {
    ...about,
    capability,
    input: readInput(capability, input) as never,
    ...(origin?.kind === 'analytic' && { origin: 'analytic' }),
  };
}

const asInFile = (vector: Vector): Json => JSON.parse(writeLine(writeVector(vector)));

/** The fields in which a vector differs from what the cases of its file share. */
function withoutShared(vector: Json, shared: Json): Json {
  const fields = Object.entries(vector).flatMap(([field, value]): [string, unknown][] => {
    const common = shared[field];
    if (isDeepStrictEqual(value, common)) return [];
    return [[field, isObject(value) && isObject(common) ? differences(value, common) : value]];
  });
  return Object.fromEntries(fields);
}

const differences = (value: Json, common: Json): Json =>
  Object.fromEntries(Object.entries(value).filter(([field, one]) => !isDeepStrictEqual(one, common[field])));

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
