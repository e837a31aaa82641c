import { constants } from 'node:os';
import type { Monitor } from '../study/run/study.ts';
import { startProgress } from './progress.ts';

/** The program was asked to stop, by Ctrl-C or SIGTERM. */
export class Interruption extends Error {
  /** 128 and the number of the signal, as in shells: 130 for Ctrl-C. */
  readonly exitCode: number;

  constructor(signal: 'SIGINT' | 'SIGTERM', message: string) {
    super(message);
    this.name = 'Interruption';
    this.exitCode = 128 + constants.signals[signal];
  }
}

/**
 * Runs a computation and shows its progress on stderr, until it ends or the program is asked to stop.
 *
 * @param savedIn - folder in which finished work is saved
 * @param hint - what to do if there is none
 * @throws {Interruption} if the user stops the program
 */
export async function monitored<Value>(
  compute: (monitor: Monitor) => Promise<Value>,
  savedIn?: string,
  hint = '',
): Promise<Value> {
  const message =
    savedIn === undefined
      ? `stopped; nothing is saved${hint}`
      : `stopped; finished work is saved in ${savedIn}, and the same command continues there`;
  const controller = new AbortController();
  const stop = (signal: NodeJS.Signals) => controller.abort(new Interruption(signal as 'SIGINT' | 'SIGTERM', message));
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    return await compute({
      signal: controller.signal,
      countImages: (total, label) => startProgress(process.stderr, total, `images${label}`),
      note: (remark) => process.stderr.write(`lifspec: ${remark}\n`),
    });
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}
