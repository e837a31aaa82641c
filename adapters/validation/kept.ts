import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../src/base/make-folder.ts';
import { packageRoot } from '../../src/base/package-root.ts';
import { makeMatrix } from '../../src/conformance/judge/matrix.ts';
import type { JudgedClaim, Verdict } from '../../src/conformance/judge/verdict.ts';
import { type LevelName, levelNames } from '../../src/conformance/level.ts';
import { formatMatrixHtml, formatMatrixMarkdown } from '../../src/report/matrix.ts';
import { writeWhole } from '../../src/study/folder/study-folder.ts';
import type { Examination } from './examine.ts';

/** An examination as it is kept: the verdict against the simulator's own conventions, and the rest in few words. */
export interface Kept extends Verdict {
  readonly validation: {
    /** With what it ran: `{ "Python": "3.11.7", "nengo": "4.1.0" }`. */
    readonly environment: Readonly<Record<string, string>>;
    readonly smoke: Examination['smoke'];
    /** What it is as a Nengo, and which claims it breaks as one. */
    readonly asNengo: Sentence & { readonly broken: readonly string[] };
    readonly digits: Examination['digits'];
  };
}

type Sentence = Pick<Verdict, 'level' | 'shift' | 'conforming' | 'counts' | 'fault'>;

const folder = join(packageRoot(), 'fixtures', 'verdicts');

/** Makes what is kept of an examination: of each claim, the cases that apply, or the first of those that do not. */
export function keptOf(
  { own, asNengo, smoke, digits }: Examination,
  environment: Kept['validation']['environment'],
): Kept {
  const { level, shift, conforming, counts, fault } = asNengo;
  const sentence = { level, ...(shift && { shift }), conforming, counts, fault };
  return {
    ...own,
    environment: Object.entries(environment)
      .map((pair) => pair.join(' '))
      .join(', '),
    claims: own.claims.map(withoutOthers),
    untested: own.untested.filter(({ because }) => because === 'skips'),
    validation: { environment, smoke, asNengo: { ...sentence, broken: brokenIn(asNengo) }, digits },
  };
}

function withoutOthers(claim: JudgedClaim): JudgedClaim {
  const applicable = claim.cases.filter(({ outcome }) => outcome !== 'not applicable');
  return { ...claim, cases: applicable.length > 0 ? applicable : claim.cases.slice(0, 1) };
}

const brokenIn = ({ claims }: Verdict): string[] =>
  claims.filter(({ outcome }) => outcome === 'broken').map(({ id }) => id);

/** Reads what is kept of a simulator; undefined if nothing is. */
export function readKept(name: string): Kept | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Keeps an examination. */
export function writeKept(name: string, kept: Kept): void {
  makeFolder(folder);
  writeWhole(folder, `${name}.json`, `${JSON.stringify(kept, null, 1)}\n`);
}

/** Keeps all that is kept side by side, in the order of the names, as Markdown and as a page. */
export function writeMatrix(names: readonly string[]): void {
  const matrix = makeMatrix(names.flatMap((name) => readKept(name) ?? []));
  writeWhole(folder, 'matrix.md', formatMatrixMarkdown(matrix));
  writeWhole(folder, 'matrix.html', formatMatrixHtml(matrix));
}

/**
 * In what an examination came out otherwise than the one that is kept. How many cases there are does not count, nor that
 * there is a first one now, nor the last bits of a voltage, which another processor or C library may round otherwise.
 *
 * @returns a sentence each
 */
export function changesFrom(kept: Kept, now: Kept): string[] {
  const before = factsOf(kept);
  return Object.entries(factsOf(now))
    .filter(([name, fact]) => before[name] !== undefined && before[name] !== fact)
    .map(([name, fact]) => `${name} was ${before[name]}, and is ${fact}`);
}

function factsOf({ implementation, level, claims, fingerprint, validation }: Kept): Readonly<Record<string, string>> {
  const { smoke, asNengo, digits } = validation;
  const ofClaims = claims.map(({ id, outcome }) => [`claim ${id}`, outcome]);
  const levels = claims.flatMap(({ id, level }) => (level ? [[`the level of claim ${id}`, roundedLevel(level)]] : []));
  return {
    'who it is': `${implementation.name} ${implementation.version}, ${implementation.precision}`,
    'what it offers': implementation.capabilities.join(', '),
    smoke,
    'the level': roundedLevel(level),
    'the level as a Nengo': roundedLevel(asNengo.level),
    'what is broken as a Nengo': asNengo.broken.join(', ') || 'nothing',
    'the fingerprint': fingerprint === null ? 'none' : `${fingerprint.words}; ${fingerprint.precision.found}`,
    digits: JSON.stringify(digits),
    ...Object.fromEntries([...ofClaims, ...levels]),
  };
}

const roundedLevel = (level: LevelName | null): string => {
  const steps: LevelName = 'steps';
  return level === levelNames[0] ? steps : (level ?? 'none told');
};
