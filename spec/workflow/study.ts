import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { stringify } from 'yaml';

/** The contents of `workflow/config.yaml`. */
export interface WorkflowConfig {
  readonly options: string;
  readonly amplitudes: readonly number[];
  readonly seeds: readonly number[];
}

/** A miniature study that takes seconds, with training long enough to be killed. */
export const miniatureStudy: WorkflowConfig = {
  options: '--mode retrained --network miniature --training 4,500 --images 60',
  amplitudes: [0.01, 0.1, 0.5],
  seeds: [0, 1],
};

/** Result of a run. */
export interface Ended {
  readonly status: number | null;
  /** Its output, stdout and stderr. */
  readonly said: string;
}

/** A run in progress. */
export interface Run {
  readonly ended: Promise<Ended>;
  /** Output so far. */
  readonly said: () => string;
  /** Kills Snakemake and all its processes, as a power cut would. */
  readonly killAll: () => void;
}

/** A study in a folder, run by Snakemake. */
export interface StudyFolder {
  readonly at: (...names: string[]) => string;
  readonly start: (...words: string[]) => Run;
  /** Runs to the end. */
  readonly run: (...words: string[]) => Promise<Ended>;
}

const runs: Run[] = [];

/** Kills runs that a failed test left behind. */
export function killRuns(): void {
  for (const run of runs) run.killAll();
}

/** Writes the configuration of a study beside its folder. */
export function studyIn(
  folder: string,
  config: object = miniatureStudy,
  executor: readonly string[] = ['--cores', '2'],
  variables: NodeJS.ProcessEnv = {},
): StudyFolder {
  const file = `${folder}.yaml`;
  writeFileSync(file, stringify(config));
  const where = ['--snakefile', 'workflow/Snakefile', '--configfile', file, '--directory', folder];
  const start = (...words: string[]): Run => {
    const env = { ...process.env, FORCE_COLOR: undefined, ...variables };
    return watch(spawn(snakemakeProgram(), [...where, ...executor, ...words], { env }));
  };
  return { at: (...names) => join(folder, ...names), start, run: (...words) => start(...words).ended };
}

function watch(child: ChildProcess): Run {
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data) => {
      said += data;
    });
  const run: Run = {
    ended: new Promise<Ended>((resolve) => child.on('close', (status) => resolve({ status, said }))),
    said: () => said,
    killAll: () => killTree(child.pid as number),
  };
  runs.push(run);
  run.ended.then(() => runs.splice(runs.indexOf(run), 1));
  return run;
}

/** Kills a process and its descendants, even those in a session of their own. */
function killTree(pid: number): void {
  const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  const children = stdout.trim().split(/\s+/).filter(Boolean).map(Number);
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has already ended
  }
  for (const child of children) killTree(child);
}

/** Waits until `find` finds something. On a timeout, the error contains the output of the run. */
export async function waitFor<Found>(find: () => Promise<Found | undefined>, what: string, run?: Run): Promise<Found> {
  const end = performance.now() + 600_000;
  while (performance.now() < end) {
    const found = await find();
    if (found !== undefined) return found;
    await setTimeout(5);
  }
  throw new Error(`not within ten minutes: ${what}\n${run?.said() ?? ''}`);
}

/** Waits until a condition holds. */
export async function until(isSo: () => boolean, what: string, run?: Run): Promise<void> {
  await waitFor(async () => isSo() || undefined, what, run);
}

/** Names in a folder; none if it does not exist. */
export function names(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** The jobs of a study that have results, and when these were written. */
export function finishedIn({ at }: StudyFolder): Record<string, number> {
  const files = names(at('jobs')).map((job) => at('jobs', job, 'results.json'));
  return Object.fromEntries(files.filter(existsSync).map((file) => [file, statSync(file).mtimeMs]));
}

/** The results of a study, as text. */
export function numbersIn(folder: string): string {
  return readFileSync(join(folder, 'results.json'), 'utf8');
}

/** Runs the same study with `lifspec sweep`, in one process. */
export function sweepInto(folder: string, { options, amplitudes, seeds }: WorkflowConfig = miniatureStudy): void {
  const words = `sweep ${options} --amplitudes ${amplitudes} --seeds ${seeds} --out ${folder}`.split(' ');
  const { status, stderr } = spawnSync(process.execPath, ['dist/bundle/main.js', ...words], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

/** Folder of Python and Snakemake, ignored by git. */
const environment = '.venv-workflow';
const requirements = join('workflow', 'requirements.txt');

/**
 * Creates a Python environment with the pinned version of Snakemake, unless it exists.
 *
 * @returns path of `snakemake`
 * @throws {Error} if Python is missing or a package cannot be installed
 */
export function snakemakeProgram(): string {
  const wanted = readFileSync(requirements, 'utf8');
  const mark = join(environment, 'requirements.txt');
  const program = join(process.cwd(), environment, 'bin', 'snakemake');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return program;
  rmSync(environment, { recursive: true, force: true });
  perform('python3', ['-m', 'venv', environment], 'python3 of version 3.11 or newer with venv is needed');
  const pip = join(environment, 'bin', 'pip');
  perform(pip, ['install', '--quiet', '--requirement', requirements], `pip cannot install ${requirements}`);
  writeFileSync(mark, wanted);
  return program;
}

function perform(program: string, words: readonly string[], wrong: string): void {
  const { status, stderr, error } = spawnSync(program, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${wrong}: ${error?.message ?? stderr}`);
}
