import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { stringify } from 'yaml';
import type { WorkflowConfig } from '../../src/study/workflow-config.ts';
import { snakemakeProgram } from './environment.ts';

/** A miniature study that takes seconds, with training long enough to be killed. */
export const miniatureStudy: WorkflowConfig = {
  modes: ['retrained', 'fixed'],
  network: 'miniature',
  amplitudes: [0.01, 0.1, 0.5],
  seeds: [0, 1],
  minVoltages: [0],
  rescale: false,
  epochs: 4,
  trainImages: 500,
  batchSize: 50,
  images: 60,
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

/** Names in a folder without unfinished files, which are renamed when they are complete. */
function wholeNames(folder: string): string[] {
  return names(folder).filter((name) => !name.endsWith('.part'));
}

/** Time of modification of each complete file of a study, by path. */
export function timesOf({ at }: StudyFolder): Record<string, number> {
  const folders = ['trained', 'evaluations/retrained', 'evaluations/fixed', 'retrained', 'fixed', 'report'];
  const files = folders.flatMap((folder) => wholeNames(at(folder)).map((name) => join(folder, name)));
  return Object.fromEntries(files.map((file) => [file, statSync(at(file)).mtimeMs]));
}

/** The files of a study that Snakemake has recorded as started but not as finished. */
export function unfinishedIn({ at }: StudyFolder): string[] {
  return names(at('.snakemake', 'incomplete')).map((name) => Buffer.from(name, 'base64url').toString());
}

/** The files in a folder of a study that Snakemake has recorded as finished, so that it never makes them again. */
export function finishedIn(study: StudyFolder, folder: string): string[] {
  const files = wholeNames(study.at(folder)).map((name) => join(folder, name));
  // read after the files are listed, so that files started in between are not among them
  const unfinished = unfinishedIn(study);
  return files.filter((file) => !unfinished.includes(file));
}

/** The results of a study, as text. */
export function numbersIn(folder: string): string {
  return readFileSync(join(folder, 'results.json'), 'utf8');
}

/** Runs the same study with `lifspec sweep`, in one process. */
export function sweepInto(folder: string, mode: 'retrained' | 'fixed', config: WorkflowConfig = miniatureStudy): void {
  const { network, amplitudes, seeds, minVoltages, epochs, trainImages, batchSize, images } = config;
  const options = { mode, network, amplitudes, seeds, 'min-voltage': minVoltages, epochs, images };
  const more = { 'train-images': trainImages, 'batch-size': batchSize, out: folder };
  const words = Object.entries({ ...options, ...more }).flatMap(([name, value]) => [`--${name}`, String(value)]);
  if (config.rescale !== false) words.push('--rescale', String(config.rescale === true ? 0.01 : config.rescale));
  const { status, stderr } = spawnSync(process.execPath, ['dist/src/cli/main.js', 'sweep', ...words], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
}
