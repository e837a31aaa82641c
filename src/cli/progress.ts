import { constants } from 'node:os';
import { printable } from '../base/text.ts';
import type { ImageCounter, Monitor } from '../study/run/monitor.ts';

/** Signals that ask the program to stop: Ctrl-C, a request of the system, and a closed terminal. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export class Interruption extends Error {
  /** 128 plus the number of the signal, as in shells: 130 for Ctrl-C. */
  readonly exitCode: number;

  constructor(signal: NodeJS.Signals, message: string) {
    super(message);
    this.name = 'Interruption';
    this.exitCode = 128 + constants.signals[signal];
  }
}

/**
 * Runs something until it ends or the user asks the program to stop, which aborts the signal with an `Interruption`.
 * Further requests change nothing: `timeout` and npx send the same one twice.
 *
 * @param remains - what is left if it is stopped, and how to continue
 */
export async function interruptible<Value>(
  remains: string,
  act: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const controller = new AbortController();
  const stop = (signal: NodeJS.Signals) => controller.abort(new Interruption(signal, `stopped; ${remains}`));
  for (const signal of signals) process.on(signal, stop);
  try {
    return await act(controller.signal);
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}

/** Runs a computation, and shows its progress on stderr. */
export function monitored<Value>(
  compute: (monitor: Monitor) => Promise<Value>,
  remains = 'nothing is saved',
): Promise<Value> {
  return interruptible(remains, (signal) =>
    compute({
      signal,
      countImages: (total, label) => startProgress(process.stderr, total, `images${label}`),
      note: (remark) => process.stderr.write(`lifspec: ${printable(remark, 20_000)}\n`),
    }),
  );
}

/** Receives the completed amount and, if known, how much of it failed. */
interface ProgressCounter extends Pick<ImageCounter, 'end'> {
  readonly update: (done: number, failed?: number) => void;
}

interface Screen {
  readonly isTTY?: boolean;
  readonly write: (text: string) => unknown;
}

/** Milliseconds between two updates: a terminal redraws one line, a pipe gets a new line. */
const pause = { terminal: 100, pipe: 10_000 };

/**
 * Shows progress with rate and time left: on a terminal in one line that is erased at the end, in a pipe as plain
 * lines.
 *
 * @param total - number of items to process
 * @param unit - what they are, such as `images`
 * @param now - clock, milliseconds
 */
export function startProgress(
  screen: Screen,
  total: number,
  unit: string,
  now: () => number = () => performance.now(),
): ProgressCounter {
  const started = now();
  let before: number | undefined;
  let shownAt = started;
  return {
    update: (done, failed) => {
      before ??= done; // the rate of earlier runs does not predict that of this run
      if (now() - shownAt < (screen.isTTY ? pause.terminal : pause.pipe)) return;
      shownAt = now();
      const found = failed === undefined ? unit : `${unit}, ${failed} failed`;
      const text = describe(done, before, total, found, (now() - started) / 1000);
      screen.write(screen.isTTY ? `\r\x1b[K${text}` : `${text}\n`);
    },
    end: () => {
      if (screen.isTTY) screen.write('\r\x1b[K');
    },
  };
}

function describe(done: number, before: number, total: number, unit: string, seconds: number): string {
  const rate = (done - before) / seconds;
  const counted = `${done} of ${total} ${unit}`;
  if (!(rate > 0)) return counted;
  return `${counted}, ${rate.toFixed(1)} per second, ${describeSeconds((total - done) / rate)} left`;
}

function describeSeconds(seconds: number): string {
  return seconds > 120 ? `${Math.ceil(seconds / 60)} min` : `${Math.ceil(seconds)} s`;
}

/** Shows progress while a program is judged. `onProgress` receives the completed amount. */
export async function withProgress<Value>(
  unit: string,
  act: (onProgress: (done: number, total: number, failed?: number) => void) => Promise<Value>,
): Promise<Value> {
  let progress: ProgressCounter | undefined;
  try {
    return await act((done, total, failed) => {
      progress ??= startProgress(process.stderr, total, unit);
      progress.update(done, failed);
    });
  } finally {
    progress?.end();
  }
}
