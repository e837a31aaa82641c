import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { names, type Run, type StudyFolder, waitFor } from './study.ts';

/** A training that is stopped in its midst: to be killed, or to go on. */
export interface HeldTraining {
  /** The folder of the network. */
  readonly network: string;
  /** The process that trains it. */
  readonly pid: number;
}

/** Stops a training after its first epoch, so that what a test does next does not depend on how fast it is. */
export async function holdTraining(study: StudyFolder, run: Run): Promise<HeldTraining> {
  return await waitFor(() => holdOne(study), 'a network is in training', run);
}

/** Stops one of the trainings that go on, if there is one. */
async function holdOne(study: StudyFolder): Promise<HeldTraining | undefined> {
  for (const training of inTraining(study)) {
    if (!(await isStopped(training.pid))) continue;
    // it may have ended just before it was stopped
    if (inTraining(study).some(({ pid }) => pid === training.pid)) return training;
    process.kill(training.pid, 'SIGCONT');
  }
  return undefined;
}

/** Trainings that have kept an epoch and not yet the network. */
function inTraining({ at }: StudyFolder): HeldTraining[] {
  return names(at('networks')).flatMap((network) => {
    const kept = names(at('networks', network));
    const isBetween = kept.some((file) => /^epoch\d$/.test(file)) && !kept.includes('dense_kernel.npy');
    const pid = trainerOf(at('networks', network));
    return isBetween && pid !== undefined ? [{ network, pid }] : [];
  });
}

/** The process that trains a network; nothing if none does. */
function trainerOf(network: string): number | undefined {
  try {
    return Number(readFileSync(join(network, 'lock'), 'utf8')) || undefined;
  } catch {
    return undefined; // no lock, or it is gone in the meantime
  }
}

/** Stops a process; false if it has ended before. */
async function isStopped(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 'SIGSTOP');
    // the signal is sent, but takes its time to be obeyed
    while (stateOf(pid) !== 'T' && stateOf(pid) !== 'Z') await setTimeout(1);
    return stateOf(pid) === 'T';
  } catch {
    return false;
  }
}

/** State of a process: `T` stopped, `Z` ended. */
function stateOf(pid: number): string | undefined {
  return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.[0];
}
