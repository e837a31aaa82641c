import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../base/input-error.ts';
import { versions } from '../base/version.ts';
import { requireSameSettings } from '../study/folder/same-settings.ts';
import type { Evaluation } from '../study/results/join.ts';
import { evaluateSchema } from './output.ts';

/**
 * Reads what `lifspec evaluate --out` left.
 *
 * @param paths - files, or folders of which every `.json` is read
 * @throws {InputError} if a file is no such result, damaged, of another version, or its network does not say how it was
 * trained
 */
export function readEvaluations(paths: readonly string[]): Evaluation[] {
  return paths.flatMap(filesOf).map(readEvaluation);
}

/** Whether a path is a file, or a folder of JSON files that is none of a sweep. */
export function holdsEvaluations(path: string): boolean {
  if (!existsSync(path)) return false;
  if (!statSync(path).isDirectory()) return true;
  const names = readdirSync(path);
  const isOfSweep = names.includes('results.json') || names.includes('study.json');
  return !isOfSweep && names.some((name) => name.endsWith('.json'));
}

function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => name.endsWith('.json'));
  return names.sort().map((name) => join(path, name));
}

function readEvaluation(path: string): Evaluation {
  const parsed = evaluateSchema.safeParse(parseJson(path));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new InputError(
      `${path}: is no result of lifspec evaluate, or damaged (${issue?.path.join('.')}: ${issue?.message})`,
    );
  }
  const { versions: madeBy, settings, training, predicted, ratePredicted, ...row } = parsed.data;
  requireSameSettings(
    path,
    'an evaluation',
    { versions: madeBy, settings: {} },
    { versions, settings: {} },
    'evaluate again',
  );
  if (!training) throw new InputError(`${path}: does not say how its network was trained; lifspec train makes one`);
  return { name: path, row, settings, training };
}

function parseJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError(`${path}: ${code ? `cannot be read (${code})` : 'is damaged, it is no JSON'}`);
  }
}
