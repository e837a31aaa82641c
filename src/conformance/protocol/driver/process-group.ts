import { spawnSync } from 'node:child_process';
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
