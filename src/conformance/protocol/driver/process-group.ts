import { spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { hasVariable, type RunningProcess, runningProcesses } from './processes.ts';

/**
 * A program and all that it starts: those in its process group, those that carry its mark in their environment, and what
 * any of them has started, as long as that can be seen.
 */
export interface Family {
  readonly group: number;
  readonly mark: string;
  /** Times of start of all members that were ever found, by their pids: one whose parent ends is nobody's child. */
  readonly found: Map<number, string>;
}

/** Name of the variable that carries the mark. */
export const markVariable = 'LIFSPEC_ADAPTER_MARK';

/** Families that end with this program, however it ends. */
const watched = new Set<Family>();
const politeSignals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/** How often a family is looked for that is being killed: it may start another process at that moment. */
const killRounds = 20;

/** A program that has been started, with its family unless it could not be. */
interface Watched<Child> {
  readonly child: Child;
  readonly family: Family | undefined;
  /** Ends the watch. */
  readonly release: () => void;
}

/**
 * Starts a program and sees to it that it and its family end when this program does: at its end, or when it is asked to
 * stop. No signal can come in between.
 *
 * @param mark - what its environment carries
 */
export function startWatched<Child extends { readonly pid?: number | undefined }>(
  start: () => Child,
  mark: string,
): Watched<Child> {
  if (watched.size === 0) listen();
  let child: Child;
  try {
    child = start();
  } catch (error) {
    stopListening();
    throw error;
  }
  const family = child.pid === undefined ? undefined : { group: child.pid, mark, found: new Map<number, string>() };
  if (family !== undefined) watched.add(family);
  const release = () => {
    if (family !== undefined) watched.delete(family);
    stopListening();
  };
  return { child, family, release };
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
  for (const family of watched) killFamily(family);
}

function stop(signal: NodeJS.Signals): void {
  killWatched();
  // somebody else may want to say goodbye
  if (process.listenerCount(signal) === 1) process.exit(128 + constants.signals[signal]);
}

/** Kills every process of a family; it may be gone. */
export function killFamily(family: Family): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(family.group), '/t', '/f'], { stdio: 'ignore', windowsHide: true });
    return;
  }
  for (let round = 0; round < killRounds; round++) {
    // looked for before anybody is killed: what a process has started is nobody's child when it is gone
    const members = membersOf(family) ?? [];
    kill(-family.group);
    if (members.length === 0) return;
    for (const pid of members) kill(pid);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {}
}

/** Whether a process of the family is there, the program itself or what it started. */
export function isAlive(family: Family): boolean {
  const members = membersOf(family);
  if (members !== undefined) return members.length > 0;
  try {
    return process.kill(-family.group, 0);
  } catch {
    return false;
  }
}

/** Looks for the members of a family, so that they are known when those who started them are gone. */
export function noteMembers(family: Family): void {
  membersOf(family);
}

/** Undefined where the system does not show them. */
function membersOf(family: Family): number[] | undefined {
  const running = runningProcesses();
  if (running === undefined) return undefined;
  const members = running.filter((one) => isMember(one, family));
  const pids = new Set(members.map(({ pid }) => pid));
  for (const member of members) {
    family.found.set(member.pid, member.startedAt);
    // the list grows while it is walked
    for (const child of running) {
      if (child.parent !== member.pid || pids.has(child.pid)) continue;
      pids.add(child.pid);
      members.push(child);
    }
  }
  return [...pids];
}

function isMember({ pid, group, startedAt }: RunningProcess, family: Family): boolean {
  return group === family.group || family.found.get(pid) === startedAt || hasVariable(pid, markVariable, family.mark);
}
