import { readdirSync, readFileSync } from 'node:fs';

/** A process that runs, as the system shows it. */
export interface RunningProcess {
  readonly pid: number;
  /** Who started it, or who took it over when that one had ended. */
  readonly parent: number;
  readonly group: number;
  /** With the pid it names a process for ever: pids are used again. */
  readonly startedAt: string;
}

/** All but those that have ended and that nobody has asked for yet; undefined where the system does not show them. */
export function runningProcesses(): RunningProcess[] | undefined {
  try {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return pids.length === 0 ? undefined : pids.map(readProcess).filter((one) => one !== undefined);
  } catch {
    return undefined;
  }
}

/** Place of the time of start behind the name. */
const startedAtPlace = 19;

function readProcess(pid: string): RunningProcess | undefined {
  try {
    // pid (name) state parent group …, where the name may hold anything
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    const [state, parent, group] = fields;
    if (state === 'Z' || state === 'X') return undefined;
    return { pid: Number(pid), parent: Number(parent), group: Number(group), startedAt: fields[startedAtPlace] ?? '' };
  } catch {
    return undefined; // it has ended
  }
}

/** Whether a variable with this value is in the environment with which a process was started. */
export function hasVariable(pid: number, name: string, value: string): boolean {
  try {
    return `\0${readFileSync(`/proc/${pid}/environ`, 'latin1')}`.includes(`\0${name}=${value}\0`);
  } catch {
    return false; // it has ended, or is somebody else's
  }
}
