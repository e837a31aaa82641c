import { constants } from 'node:os';

/** What is said of a run that was stopped and had no folder. */
export const nothingKept = 'stopped; nothing is kept';

/** Somebody asked the program to stop: Ctrl-C, or a polite kill. */
export class Interruption extends Error {
  /** 128 and the number of the signal, as shells have it: 130 for Ctrl-C. */
  readonly exitCode: number;

  constructor(signal: 'SIGINT' | 'SIGTERM') {
    super('stopped');
    this.name = 'Interruption';
    this.exitCode = 128 + constants.signals[signal];
  }
}

/** Does something that stops, with an `Interruption`, when the program is asked to. */
export async function interruptible<Value>(action: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
  const controller = new AbortController();
  const stop = (signal: NodeJS.Signals) => controller.abort(new Interruption(signal as 'SIGINT' | 'SIGTERM'));
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    return await action(controller.signal);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}
