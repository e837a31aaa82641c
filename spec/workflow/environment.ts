import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folder of Python and Snakemake, ignored by git. */
const folder = '.venv-workflow';
const requirements = join('workflow', 'requirements.txt');

/**
 * Creates a Python environment with the pinned version of Snakemake, unless it exists.
 *
 * @returns path of `snakemake`
 * @throws {Error} if Python is missing or a package cannot be installed
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
