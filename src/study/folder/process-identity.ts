import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * A process, as it can be recognized from other computers and containers. A field is null if the system does not
 * provide it.
 */
export interface ProcessIdentity {
  readonly processId: number;
  /**
   * Clock ticks between the start of the computer and the start of the process. They differ for a later process with
   * the same id.
   */
  readonly startTicks: string | null;
  /** The namespace in which the id counts: every container has its own. */
  readonly namespace: string | null;
  /** Of the running system: changes when the computer restarts. */
  readonly bootId: string | null;
  readonly machineId: string | null;
  readonly host: string;
}

/** The identity of this process. */
export function ownIdentity(): ProcessIdentity {
  return {
    processId: process.pid,
    startTicks: statusOf('self')?.startTicks ?? null,
    namespace: unlessMissing(() => readlinkSync('/proc/self/ns/pid')),
    bootId: lineOf('/proc/sys/kernel/random/boot_id'),
    machineId: lineOf('/etc/machine-id'),
    host: hostname(),
  };
}

/** Whether a process is running; `unknown` if this one cannot see it, or cannot tell it from a later one. */
export function stateOf(other: ProcessIdentity, own: ProcessIdentity = ownIdentity()): 'running' | 'ended' | 'unknown' {
  const isSameMachine = other.machineId !== null && other.machineId === own.machineId && other.host === own.host;
  if (isSameMachine && other.bootId !== own.bootId) return 'ended'; // the computer was restarted
  const isVisible = other.bootId === own.bootId && other.namespace === own.namespace;
  if (!isVisible || (own.bootId === null && other.host !== own.host)) return 'unknown';
  if (!exists(other.processId)) return 'ended';
  // /proc may not show the namespace of this process
  const isOwnList = unlessMissing(() => readlinkSync('/proc/self')) === String(process.pid);
  const status = isOwnList ? statusOf(other.processId) : null;
  if (status === null || other.startTicks === null) return 'unknown';
  return status.isRunning && status.startTicks === other.startTicks ? 'running' : 'ended';
}

function exists(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A process that has ended stays in the list until its parent has read its exit code. */
function statusOf(process: number | 'self'): { readonly isRunning: boolean; readonly startTicks: string } | null {
  return unlessMissing(() => {
    const stat = readFileSync(`/proc/${process}/stat`, 'latin1'); // pid (name) state …, the 22nd field is the start
    const fields = stat.replace(/^.*\) /s, '').split(' ');
    return { isRunning: !/[ZX]/.test(fields[0] as string), startTicks: fields[19] as string };
  });
}

function lineOf(path: string): string | null {
  return unlessMissing(() => readFileSync(path, 'utf8').trim() || null);
}

function unlessMissing<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch {
    return null;
  }
}
