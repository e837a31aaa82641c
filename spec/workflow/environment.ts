import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where Python and Snakemake are put; git does not look there. */
const folder = '.venv-workflow';
const requirements = join('workflow', 'requirements.txt');

/**
 * Makes an environment of Python with Snakemake in the pinned versions, if it is not there yet.
 *
 * @returns path of the program
 * @throws {Error} if there is no Python to make it with, or a package cannot be had
 */
export function snakemakeProgram(): string {
  const wanted = readFileSync(requirements, 'utf8');
  const mark = join(folder, 'requirements.txt');
  const program = join(process.cwd(), folder, 'bin', 'snakemake');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return program;
  rmSync(folder, { recursive: true, force: true });
  perform('python3', ['-m', 'venv', folder], 'python3 of version 3.11 or newer with venv is needed');
  const pip = join(folder, 'bin', 'pip');
  perform(pip, ['install', '--quiet', '--requirement', requirements], `pip cannot install ${requirements}`);
  writeFileSync(mark, wanted);
  return program;
}

function perform(program: string, words: readonly string[], wrong: string): void {
  const { status, stderr, error } = spawnSync(program, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${wrong}: ${error?.message ?? stderr}`);
}
