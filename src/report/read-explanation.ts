import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../base/input-error.ts';
import { type ExplainOutput, explainSchema } from './explanation-schema.ts';

/** Whether a folder holds an explanation. */
export function holdsExplanation(directory: string): boolean {
  return existsSync(fileOf(directory));
}

/**
 * Reads what `lifspec explain --out` left in its folder.
 *
 * @throws {InputError} if it is damaged or something else
 */
export function readExplanation(directory: string): ExplainOutput {
  const path = fileOf(directory);
  const read = parseJson(path);
  const parsed = explainSchema.safeParse(read);
  // what was read, not its copy: fields stay in order, so that the same page comes of it
  if (parsed.success) return read as ExplainOutput;
  const [issue] = parsed.error.issues;
  throw new InputError(
    `${path}: is no result of lifspec explain, or damaged (${issue?.path.join('.')}: ${issue?.message})`,
  );
}

function parseJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new InputError(`${path}: is damaged, it is no JSON`);
  }
}

const fileOf = (directory: string): string => join(directory, 'explanation.json');
