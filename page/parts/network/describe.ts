import type { Figure } from '../../frame/part.ts';
import type { Trace, TraceInput } from '../../worker/jobs/trace.ts';
import { argmax } from './draw.ts';

/** A run that is shown, and what was asked: meanwhile something else may be set. */
export interface Shown {
  readonly trace: Trace;
  readonly question: TraceInput;
}

/** Shows the answer at a step, and whether it is right. */
export function showAnswer(place: HTMLElement, { filtered, label }: Trace, step: number): void {
  const answer = argmax(filtered[step] as ArrayLike<number>);
  const note = label === undefined ? 'your drawing' : answer === label ? 'right' : `wrong, it is a ${label}`;
  place.innerHTML = `<strong>${answer}</strong> ${note}`;
}

/** What happened, in a sentence. */
export function describe({ trace, question }: Shown, step: number): string {
  const { amplitude, floor } = question;
  const { label, filtered, spikeCounts } = trace;
  const answer = argmax(filtered[step] as ArrayLike<number>);
  const truth = label === undefined ? '' : answer === label ? ', which is right' : `, but it is a ${label}`;
  const [first, second, third] = spikeCounts.map((count) => count.toLocaleString('en'));
  return `At ${step} ms the answer is ${answer}${truth}. Amplitude ${amplitude}, ${groundOf(floor)}: in 30 ms layer 1 sends ${first} spikes, layer 2 ${second}, layer 3 ${third}.`;
}

/** What is under the voltages, in words. */
export function groundOf(floor: string): string {
  return floor === 'zero' ? 'with the floor' : 'without a floor';
}

/** Shows spikes and outputs of every step as numbers. */
export function tabulate({ tabulate: write }: Figure, { filtered, spikeCounts, trains, milliseconds }: Trace): void {
  const rows = filtered.map((row, step) => [
    step,
    ...trains.map((train) => train.reduce((sum, bits) => sum + ((bits >>> step) & 1), 0)),
    ...Array.from(row),
  ]);
  const digits = Array.from({ length: 10 }, (_, digit) => `output ${digit}`);
  const caption = `Spikes of each layer and filtered outputs at every step; in all ${spikeCounts.join(', ')} spikes; computed in ${milliseconds.toFixed(1)} ms`;
  write(caption, ['step', 'layer 1', 'layer 2', 'layer 3', ...digits], rows);
}
