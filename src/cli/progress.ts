import { constants } from 'node:os';
import { printable } from '../base/text.ts';
import type { Monitor } from '../study/run/monitor.ts';
import { Exit } from './errors.ts';

/** Signals that ask the program to stop: Ctrl-C, a request of the system, and a closed terminal. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs something until it ends or the user asks the program to stop, which aborts the signal. The exit code is then 128
 * plus the number of the signal, as in shells. Further requests change nothing: `timeout` and npx send the same one
 * twice.
 *
 * @param remains - what is left if it is stopped, and how to continue
 */
export async function interruptible<Value>(
  remains: string,
  act: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const controller = new AbortController();
  const stop = (signal: NodeJS.Signals) =>
    controller.abort(new Exit(128 + constants.signals[signal], `stopped; ${remains}`));
  for (const signal of signals) process.on(signal, stop);
  try {
    return await act(controller.signal);
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}

/** Runs a study, and shows its progress. */
export function monitored<Value>(
  compute: (monitor: Monitor) => Promise<Value>,
  remains = 'nothing is saved',
): Promise<Value> {
  return interruptible(remains, (signal) =>
    withProgress((show) =>
      compute({
        signal,
        onImages: (done, total, label) => show(done, total, `images${label}`),
        note: (remark) => {
          eraseProgress();
          process.stderr.write(`lifspec: ${printable(remark, 20_000)}\n`);
        },
      }),
    ),
  );
}

/** Shows how many of some items, such as `images`, are done. Other items begin another run. */
export type ShowProgress = (done: number, total: number, items: string) => void;

/** Runs something, and shows its progress on stderr. */
export async function withProgress<Value>(act: (show: ShowProgress) => Promise<Value>): Promise<Value> {
  try {
    return await act(progressOn(process.stderr));
  } finally {
    eraseProgress();
  }
}

/** Makes room for another line in place of the progress. */
export function eraseProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
}

interface Screen {
  readonly isTTY?: boolean;
  readonly write: (text: string) => unknown;
}

/** Milliseconds between two updates of the line. */
const pause = 100;

/**
 * Shows progress on a terminal, in one line with the time left. Nothing is written to a pipe. The speed is that of the
 * later half, because a simulator may compile for minutes at first.
 */
export function progressOn(screen: Screen, now: () => number = () => performance.now()): ShowProgress {
  let run: { readonly items: string; readonly before: number } | undefined;
  let [half, last] = [
    { done: 0, time: 0 },
    { done: 0, time: 0 },
  ];
  let shownAt = 0;
  return (done, total, items) => {
    if (!screen.isTTY) return;
    const time = now();
    if (run?.items !== items) {
      run = { items, before: done }; // the speed of earlier runs does not predict that of this run
      half = last = { done, time };
      shownAt = time;
    }
    if (done - run.before >= 2 * (last.done - run.before)) [half, last] = [last, { done, time }];
    if (time - shownAt < pause) return;
    shownAt = time;
    const secondsLeft = ((total - done) / (done - half.done)) * ((time - half.time) / 1000);
    screen.write(`\r\x1b[K${done} of ${total} ${items}${describeTimeLeft(secondsLeft)}`);
  };
}

function describeTimeLeft(seconds: number): string {
  if (!Number.isFinite(seconds)) return '';
  return seconds > 120 ? `, ${Math.ceil(seconds / 60)} min left` : `, ${Math.ceil(seconds)} s left`;
}
