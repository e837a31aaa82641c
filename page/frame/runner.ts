import { Cancelled } from '../worker/client.ts';
import type { Figure } from './part.ts';

/** Lets a run report progress and be stopped. */
export interface RunControl {
  /** Reports one more step of `total`. */
  readonly advance: (total: number) => void;
  /** Sets the size of the run, in the unit of `estimate`. */
  readonly onSize: (size: number) => void;
  /** Sets the function that stops the current step. */
  readonly onStop: (cancel: () => void) => void;
}

/** A button that starts and stops a long run, with progress and remaining time. */
export interface Runner {
  /** Stops the run and says why. */
  readonly stop: (reason: string) => void;
  /** Shows how long a run of this size would take, unless one is running. */
  readonly estimate: (size: number) => void;
  /** Sets the time per unit of size; the last run replaces it. */
  readonly learn: (secondsPerUnit: number) => void;
}

/** Event that a button in the text sends to start a run. */
export const runAsked = 'run';

/** Creates the button, the progress bar and the text beside it. */
export function openRunner(figure: Figure, label: string, work: (going: RunControl) => Promise<void>): Runner {
  const row = document.createElement('div');
  row.className = 'row';
  row.innerHTML = `<button type="button" class="run primary"></button><progress max="1" value="0" hidden aria-label="progress"></progress><span class="left"></span>`;
  figure.extra.prepend(row);
  const button = row.querySelector('button') as HTMLButtonElement;
  const bar = row.querySelector('progress') as HTMLProgressElement;
  const left = row.querySelector('.left') as HTMLElement;
  button.textContent = label;
  let cancel: ((reason?: string) => void) | undefined;
  let again = false;
  let secondsPerUnit: number | undefined;

  const run = async () => {
    const start = performance.now();
    let done = 0;
    let [stopped, size, why] = [false, 0, ''];
    let stopPart = () => {};
    cancel = (reason = '') => {
      [stopped, why] = [true, reason && `, because ${reason}`];
      stopPart();
    };
    button.textContent = 'Stop';
    bar.hidden = false;
    bar.value = 0;
    row.dataset.state = 'running';
    left.textContent = 'starting …';
    const advance = (total: number) => {
      done++;
      bar.value = done / total;
      const seconds = (((performance.now() - start) / done) * (total - done)) / 1000;
      left.textContent = done < total ? `about ${Math.ceil(seconds)} s left on this device` : '';
    };
    const onStop = (stop: () => void) => {
      stopPart = stop;
      if (stopped) stop();
    };
    try {
      await work({ advance, onStop, onSize: (given) => (size = given) });
      const seconds = (performance.now() - start) / 1000;
      if (size > 0) secondsPerUnit = seconds / size;
      left.textContent = done === 0 ? 'nothing left to compute' : `done in ${seconds.toFixed(1)} s`;
      row.dataset.state = 'done';
    } catch (error) {
      left.textContent = error instanceof Cancelled ? `stopped${why}` : `failed: ${(error as Error).message}`;
      row.dataset.state = 'stopped';
      figure.speak(left.textContent);
    }
    bar.hidden = true;
    button.textContent = label;
    cancel = undefined;
    if (!again) return;
    again = false;
    void run();
  };
  figure.element.addEventListener(runAsked, () => {
    if (cancel === undefined) void run();
    else {
      again = true;
      cancel();
    }
  });
  button.addEventListener('click', () => {
    if (cancel === undefined) void run();
    else cancel();
  });
  return {
    stop: (reason) => cancel?.(reason),
    estimate: (size) => {
      if (cancel !== undefined || secondsPerUnit === undefined || size === 0) return;
      left.textContent = `about ${Math.max(1, Math.round(size * secondsPerUnit))} s on this device`;
    },
    learn: (given) => {
      secondsPerUnit ??= given;
    },
  };
}
