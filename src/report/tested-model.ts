import { describeChosen } from '../conformance/choices/conventions.ts';
import { findClause } from '../conformance/clauses.ts';
import type { JudgedClause, Verdict } from '../conformance/judge/verdict.ts';
import { code, list, type Part, section } from './document.ts';

/** What the words of an input, of an answer and of the formulas mean, by capability. */
const models: Partial<Record<string, readonly string[]>> = {
  neuron: [
    'A neuron has a voltage v, which starts at initialVoltage [neuron], and a current J [step][neuron], constant within a step. Times are in seconds (dt = dtSeconds, τ_rc = tauRcSeconds, τ_ref = tauRefSeconds); voltages and currents have no unit: it fires above 1, and is reset to 0. v_min = minVoltage is its voltage floor, null for none.',
    'R counts the whole steps for which it is refractory; f is the fraction of the way to J that it covers in its next active step, at first A. E = e^(−dt/τ_rc), A = 1 − E, M = ⌊τ_ref/dt⌋.',
    'An answer lists spikes [neuron] as the steps in which it fired, counted from 0, and the voltage [step][neuron] after each step. spikeHeight is its output in the step of a spike.',
  ],
  network: [
    'A network is image → (convolution → LIF neurons), once or more → dense read-out → low-pass filter → class. Arrays are laid out [row, column, channel], kernels [row, column, input channel, output channel]; on the wire, they are base64 of little-endian float32 numbers, images of bytes.',
    'An answer has the class (predicted) and the filtered read-out after the last step of each image, and the spikes of each layer (spikeCounts). probed [probe][step][neuron] is recorded from the first image.',
  ],
};

/** What is tested, so that a failure can be judged by itself: the words, and the formulas of the explained clauses. */
export function describeModel({ implementation, conventions }: Verdict, explained: readonly JudgedClause[]): Part[] {
  if (explained.length === 0) return [];
  const isNengos = Object.keys(conventions.differing).length === 0;
  const own = `It is judged by its own rules: ${describeChosen(conventions.differing)}. The formulas are Nengo's.`;
  const formulas = explained.flatMap(({ id }) => [`${id}:`, ...findClause(id).formula.map((line) => `  ${line}`)]);
  const words = implementation.capabilities.flatMap((name) => models[name] ?? []);
  return section('What is tested', [...list([...words, ...(isNengos ? [] : [own])]), ...code(formulas)]);
}
