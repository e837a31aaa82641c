import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { stringify } from 'yaml';

/** The contents of `workflow/config.yaml`. */
export interface WorkflowConfig {
  readonly mode: string;
  readonly networks: readonly string[];
  readonly amplitudes: readonly number[];
  readonly floors: readonly (number | 'none')[];
  readonly seeds: readonly number[];
  readonly training: readonly number[];
  readonly images: number;
}

/** A miniature study that takes seconds, with training long enough to be killed. */
export const miniatureStudy: WorkflowConfig = {
  mode: 'retrained',
  networks: ['miniature'],
  amplitudes: [0.01, 0.1, 0.5],
  floors: [0],
  seeds: [0, 1],
  training: [4, 500],
  images: 60,
};

/** A grid over two networks, one of them the folder `mine` beside its file, two floors, two synapses and three amplitudes. */
export const grid = {
  networks: ['miniature', 'mine'],
  amplitudes: [0.01, 0.1, 0.5],
  floors: ['none', -0.5],
  synapses: [0, 0.005],
  seeds: [0, 1],
  training: [1, 500],
  images: 20,
} as const;

/** Trains the network `mine` of the grid in a folder. */
export function trainMine(folder: string): void {
  runLifspec(`train --network miniature --training 1,500 --seed 3 --out ${join(folder, 'mine')}`);
}

/** The studies of the grid by name, each made by `lifspec sweep` in one process. */
export function sweepGrid(folder: string): Record<string, string> {
  const networks = { miniature: '--network miniature --training 1,500 --seeds 0,1', mine: `--network ${folder}/mine` };
  const names = Object.entries(networks).flatMap(([network, words]) =>
    grid.synapses.map((synapse) => {
      const [name, options] = [`${network}-synapse${synapse}`, `${words} --synapse ${synapse} --images 20`];
      const out = join(folder, 'swept', name);
      runLifspec(`sweep ${options} --amplitudes 0.01,0.1,0.5 --min-voltage=none,-0.5 --out ${out}`);
      return [name, numbersIn(out)];
    }),
  );
  return Object.fromEntries(names);
}

/** The studies in a folder of results by name. */
export function studiesIn({ at }: StudyFolder): Record<string, string> {
  return Object.fromEntries(names(at('studies')).map((name) => [name, numbersIn(at('studies', name))]));
}

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

/** The folders of jobs, each within the folder of its study. */
export function jobsIn({ at }: Pick<StudyFolder, 'at'>): string[] {
  return names(at('jobs')).flatMap((study) => names(at('jobs', study)).map((job) => join(study, job)));
}

/** The jobs of a study that have results, and when these were written. */
export function finishedIn({ at }: StudyFolder): Record<string, number> {
  const files = jobsIn({ at }).map((job) => at('jobs', job, 'results.json'));
  return Object.fromEntries(files.filter(existsSync).map((file) => [file, statSync(file).mtimeMs]));
}

/** The results of a study, as text. */
export function numbersIn(folder: string): string {
  return readFileSync(join(folder, 'results.json'), 'utf8');
}

/** Runs a study of one network with `lifspec sweep`, in one process. */
export function sweepInto(folder: string, config: WorkflowConfig = miniatureStudy): void {
  const { mode, networks, amplitudes, floors, seeds, training, images } = config;
  const options = `--mode ${mode} --network ${networks} --training ${training} --images ${images} --min-voltage=${floors}`;
  runLifspec(`sweep ${options} --amplitudes ${amplitudes} --seeds ${seeds} --out ${folder}`);
}

function runLifspec(line: string): void {
  const words = ['dist/bundle/main.js', ...line.split(' ')];
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
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

/** Path of a program in that environment. */
export const installed = (program: string): string => join(snakemakeProgram(), '..', program);

function perform(program: string, words: readonly string[], wrong: string): void {
  const { status, stderr, error } = spawnSync(program, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${wrong}: ${error?.message ?? stderr}`);
}
