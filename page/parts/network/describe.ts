import { argmax } from '../../../src/simulator/network/dense.ts';
import type { Figure } from '../../frame/part.ts';
import type { Trace, TraceInput } from '../../worker/jobs/trace.ts';

/** A run with its input; the settings may have changed since. */
export interface Shown {
  readonly trace: Trace;
  readonly question: TraceInput;
}

/** Shows the predicted class at a step, and whether it is correct. */
export function showAnswer(element: HTMLElement, { filtered, label }: Trace, step: number): void {
  const answer = argmax(filtered[step] as ArrayLike<number>);
  const note = label === undefined ? 'your drawing' : answer === label ? 'right' : `wrong: it is a ${label}`;
  element.innerHTML = `<strong>${answer}</strong> ${note}`;
}

/** Describes a run at a step. */
export function describeNetwork({ trace, question }: Shown, step: number): string {
  const { amplitude, floor } = question;
  const { label, filtered, spikeCounts } = trace;
  const answer = argmax(filtered[step] as ArrayLike<number>);
  const truth = label === undefined ? '' : answer === label ? ', which is correct' : `, but it is a ${label}`;
  const [first, second, third] = spikeCounts.map((count) => count.toLocaleString('en'));
  return `At ${step} ms the answer is ${answer}${truth}. Amplitude ${amplitude}, ${nameFloorSetting(floor)}: in 30 ms the layers send ${first}, ${second} and ${third} spikes.`;
}

/** Names the floor. */
export function nameFloorSetting(floor: string): string {
  return floor === 'zero' ? 'with the floor' : 'without a floor';
}

/** Tabulates spikes and outputs of every step. */
export function tabulate({ tabulate: write }: Figure, { filtered, spikeCounts, trains, milliseconds }: Trace): void {
  const rows = filtered.map((row, step) => [
    step,
    ...trains.map((train) => train.reduce((sum, bits) => sum + ((bits >>> step) & 1), 0)),
    ...Array.from(row),
  ]);
  const digits = Array.from({ length: 10 }, (_, digit) => `output ${digit}`);
  const caption = `Spikes of each layer and filtered outputs at every step; ${spikeCounts.join(', ')} spikes in total; computed in ${milliseconds.toFixed(1)} ms`;
  write(caption, ['step', 'layer 1', 'layer 2', 'layer 3', ...digits], rows);
}
