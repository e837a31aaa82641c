import { placeOfDifference } from '../conformance/compare/agreement.ts';
import type { SeparationShown } from '../conformance/compare/findings.ts';
import type { Pair, Side } from '../conformance/compare/pair.ts';
import type { NeuronInput, NeuronOutput } from '../conformance/implementation.ts';
import type { JudgedCase, Verdict } from '../conformance/judge/verdict.ts';
import { describeTimes } from './diagnosis.ts';
import { type Part, sentences, table } from './document.ts';
import { exchangesOf, isRun } from './failing-input.ts';
import { type Column, makeColumns } from './table.ts';

/** Two answers of neurons to the same input, and where they first differ. */
type Traces = Pick<SeparationShown, 'input' | 'answers' | 'step' | 'neuron'>;

/**
 * Tabulates the neuron that differs, step by step: its current, and both voltages and spikes. It begins with the last
 * spike before the difference, which may be its cause; steps between that and the others are left out.
 */
export function tabulateTraces(
  { input, answers, step, neuron }: Traces,
  [a, b]: readonly [string, string],
  { before, after }: { readonly before: number; readonly after: number },
): Column[] {
  const spikesOf = (side: Side) => answers[side].spikes[neuron] ?? [];
  const from = Math.max(0, step - before);
  const cause = [...spikesOf('a'), ...spikesOf('b')].filter((spike) => spike < from).reduce(largest, -1);
  const steps: readonly (number | undefined)[] = [
    ...(cause < 0 ? [] : [cause, ...(cause < from - 1 ? [undefined] : [])]),
    ...input.current.slice(from, step + after + 1).map((_, index) => from + index),
  ];
  const inStep = (cell: (at: number) => string | number) => (at: number | undefined) =>
    at === undefined ? '…' : cell(at);
  const voltage = (side: Side) => inStep((at) => round(answers[side].voltage?.[at]?.[neuron]));
  const spikes = (side: Side) => inStep((at) => '|'.repeat(spikesOf(side).filter((one) => one === at).length) || '·');
  return makeColumns(steps, [
    ['step', inStep((at) => at)],
    ['current', inStep((at) => round(input.current[at]?.[neuron]))],
    ['voltage', voltage('a'), a],
    ['spikes', spikes('a'), a],
    ['voltage', voltage('b'), b],
    ['spikes', spikes('b'), b],
  ]);
}

const largest = (one: number, other: number) => Math.max(one, other);

/** A number with seven digits, or with all if rounding would place it at the threshold. */
function round(value: number | undefined): number | string {
  if (value === undefined) return '';
  const rounded = Number(value.toPrecision(7));
  return rounded === 1 ? value : rounded;
}

/**
 * Shows the input of a failed case and the steps up to the first difference. Empty if the case is not one run of
 * neurons, or if the table would not show the difference.
 */
export function showTraces(failed: JudgedCase, judged: Verdict['implementation']): Part[] {
  const [one, ...others] = exchangesOf(failed, judged);
  if (one === undefined || others.length > 0 || one.capability !== 'neuron') return [];
  const { input, expected, got } = one as { input: NeuronInput; expected?: unknown; got: unknown };
  if (!isRun(expected) || !isRun(got)) return [];
  const answers: Pair<NeuronOutput> = { a: expected, b: got };
  const place = placeOfDifference(answers, judged.precision);
  if (place === undefined) return [];
  const { step, neuron } = place;
  const columns = tabulateTraces({ input, answers, step, neuron }, ['expected', 'got'], { before: 3, after: 0 });
  const [, , ...values] = columns.map(({ cells }) => cells.at(-1));
  if (values[0] === values[2] && values[1] === values[3]) return []; // they differ in later digits
  const start = input.initialVoltage[neuron] === 0 ? '' : `, start at ${input.initialVoltage[neuron]}`;
  const about = `${describeTimes(input)}${start}; neuron ${neuron} first differs in step ${step}:`;
  return [...sentences([about]), ...table('Expected and actual traces', columns)];
}
