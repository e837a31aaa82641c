import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';

/** Process groups that are killed when this process ends, however it ends. A group has the pid of its first process. */
const watched = new Set<number>();
const politeSignals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/**
 * Starts a program in its own process group, which is killed when this process ends or receives a signal to end.
 * Listening begins before the program starts, so no signal is missed. A child process that leaves the group, as a
 * daemon does, is not killed.
 */
export function startWatched<Child extends { readonly pid?: number | undefined }>(
  start: () => Child,
): {
  readonly child: Child;
  /** Ends the watch. */
  readonly release: () => void;
} {
  if (watched.size === 0) listen();
  let child: Child;
  try {
    child = start();
  } catch (error) {
    stopListening();
    throw error;
  }
  const { pid } = child;
  if (pid !== undefined) watched.add(pid);
  const release = () => {
    if (pid !== undefined) watched.delete(pid);
    stopListening();
  };
  return { child, release };
}

function listen(): void {
  process.on('exit', killWatched);
  for (const signal of politeSignals) process.on(signal, stop);
}

function stopListening(): void {
  if (watched.size > 0) return;
  process.off('exit', killWatched);
  for (const signal of politeSignals) process.off(signal, stop);
}

function killWatched(): void {
  for (const group of watched) killGroup(group);
}

function stop(signal: NodeJS.Signals): void {
  killWatched();
  // another listener may exit later
  if (process.listenerCount(signal) === 1) process.exit(128 + constants.signals[signal]);
}

/** Kills every process of a group. */
export function killGroup(group: number): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(group), '/t', '/f'], { stdio: 'ignore', windowsHide: true });
    return;
  }
  try {
    process.kill(-group, 'SIGKILL');
  } catch {} // it has ended
}

/** Whether a process of a group is running. */
export function isGroupAlive(group: number): boolean {
  try {
    return process.kill(-group, 0) && !hasOnlyZombies(group);
  } catch {
    return false;
  }
}

/** If nothing reaps orphans, as in many containers, processes that have ended stay in their group. */
function hasOnlyZombies(group: number): boolean {
  try {
    return !readdirSync('/proc').some((pid) => /^\d+$/.test(pid) && isRunningIn(group, pid));
  } catch {
    return false; // a system without /proc
  }
}

function isRunningIn(group: number, pid: string): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1'); // pid (name) state parent group …
    const [state, , own] = stat.replace(/^.*\) /s, '').split(' ');
    return Number(own) === group && state !== 'Z' && state !== 'X';
  } catch {
    return false; // it has ended
  }
}
