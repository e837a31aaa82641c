import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';

const politeSignals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/**
 * Calls a function when this process ends or receives a signal to end.
 *
 * @returns a function that cancels this
 */
export function atExit(act: () => void): () => void {
  const stop = (signal: NodeJS.Signals) => {
    cancel();
    act();
    // another listener may exit later
    if (process.listenerCount(signal) === 0) process.exit(128 + constants.signals[signal]);
  };
  const cancel = () => {
    process.off('exit', act);
    for (const signal of politeSignals) process.off(signal, stop);
  };
  process.on('exit', act);
  for (const signal of politeSignals) process.on(signal, stop);
  return cancel;
}

/**
 * Processes that may be left running without notice: on Windows, which has no process groups, every child process;
 * elsewhere those that left the group, as daemons do. To find those too, a program would need a cgroup of its own, or
 * lifspec a native call (`PR_SET_CHILD_SUBREAPER`).
 */
export const unwatchedProcesses = process.platform === 'win32' ? 'child processes' : 'daemons';

/** Kills a process group, which has the pid of its first process. */
export function killGroup(group: number): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(group), '/t', '/f'], { stdio: 'ignore', windowsHide: true });
    return;
  }
  try {
    process.kill(-group, 'SIGKILL');
  } catch {} // it has ended
}

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
