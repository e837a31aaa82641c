import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { exploration } from '../properties/runs.ts';
import { formatJson } from '../src/base/text.ts';
import type { Law } from '../src/conformance/law.ts';
import { writeLine } from '../src/conformance/protocol/json-line.ts';
import {
  type CataloguedMutant,
  catalogue,
  type Digests,
  digestOf,
  type KillMatrix,
  killMatrix,
} from './kill-matrix.ts';
import { writeVectors } from './write-vectors.ts';

const file = 'fixtures/kills.json';

/** Judges new and changed mutants, laws and vectors, and writes what kills what. Delete the file to judge all of them again. */
export async function writeKills(): Promise<void> {
  const known: KillMatrix = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { laws: {}, kills: {} };
  const { changedMutants, ...matrix } = await killMatrix(withProgress(catalogue), known, await digestLaws());
  console.log(`  changed laws: ${changesOf(known.laws, matrix.laws).join(', ') || 'none'}`);
  console.log(`  changed mutants: ${changedMutants.join(', ') || 'none'}`);
  await writeVectors(changedMutants);
  // the last, so that an interrupted run is done again
  writeFileSync(file, formatKills(matrix));
}

/** JSON with one kill per line. */
export function formatKills(matrix: KillMatrix): string {
  return formatJson(matrix).replace(/\[\s+(\S+)(?:\s+(\S+))?\s+\]/g, (_, ...[input, answers]) =>
    answers === undefined ? `[${input}]` : `[${input} ${answers}]`,
  );
}

/** What has another digest than before. */
export function changesOf(known: Digests, present: Digests): string[] {
  return Object.keys(present).filter((name) => known[name] !== present[name]);
}

/** Says which mutant is judged, in a terminal. */
function* withProgress(mutants: readonly CataloguedMutant[]): Generator<CataloguedMutant> {
  const isShown = process.stderr.isTTY;
  for (const [index, mutant] of mutants.entries()) {
    if (isShown) process.stderr.write(`\r\u001b[K  ${index + 1} of ${mutants.length} mutants: ${mutant.name}`);
    yield mutant;
  }
  if (isShown) process.stderr.write('\r\u001b[K');
}

/** Inputs of a law that its digest contains. */
const sampledInputs = 25;

/** The digest of each law about mutants: of inputs that it draws, and of its file without comments. */
export async function digestLaws(among: readonly CataloguedMutant[] = catalogue): Promise<Digests> {
  const trials = new Map(among.flatMap((mutant) => mutant.trials.map((trial) => [trial.id, trial])));
  const files = await filesOfLaws();
  const digests = [...trials].map(([id, { property, times, mostRuns }]) => {
    const text = readFileSync(files.get(id) as string, 'utf8').replace(comments, '');
    const inputs = fc.sample(property(), {
      ...exploration({}),
      numRuns: Math.min(sampledInputs, mostRuns ?? sampledInputs),
    });
    return [id, digestOf([text, `${times} ${mostRuns}`, ...inputs.map(writeLine)])];
  });
  return Object.fromEntries(digests);
}

const comments = /^ *(\/\*\*.*?\*\/|\/\/.*?)\n/gms;

/** The file in which each law is written: of those that export it, the one with the fewest laws. */
async function filesOfLaws(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  const counts = new Map<string, number>();
  const names = readdirSync('properties', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  names.sort();
  for (const name of names) {
    const exported = await import(/* @vite-ignore */ `../properties/${name}`);
    const ids = Object.values(exported)
      .flat()
      .filter(isLaw)
      .map(({ id }) => id);
    for (const id of ids) {
      if ((counts.get(id) ?? Number.POSITIVE_INFINITY) <= ids.length) continue;
      counts.set(id, ids.length);
      files.set(id, join('properties', name));
    }
  }
  return files;
}

const isLaw = (value: unknown): value is Pick<Law, 'id'> =>
  typeof value === 'object' && value !== null && 'id' in value && 'property' in value;
