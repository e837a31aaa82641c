import type { SynapseInput, SynapseOutput } from '../../src/conformance/implementation.ts';

/** Programs with a mistake that is in no table, by what they do. They were written before they were first diagnosed. */
type Wrong<Input, Output> = Readonly<Record<string, (input: Input) => Output>>;

interface Stepping {
  /** What is kept and added in a step. */
  readonly coefficients: (
    x: number,
    held: number,
    input: number,
    step: number,
  ) => readonly [keep: number, take: number];
  readonly input: (signal: readonly number[], step: number) => number;
  readonly after: (held: number, step: number) => number;
  readonly shown: (shown: readonly number[]) => number[];
}

const exact = (x: number) => [Math.exp(-x), -Math.expm1(-x)] as const;

const plain: Stepping = {
  coefficients: exact,
  input: (signal, step) => signal[step] ?? 0,
  after: (held) => held,
  shown: (shown) => [...shown],
};

/** A filter with some parts changed. */
const filtering =
  (changes: Partial<Stepping>) =>
  ({ dtSeconds, tauSeconds, signal }: SynapseInput): SynapseOutput => {
    const { coefficients, input, after, shown } = { ...plain, ...changes };
    let held = 0;
    const values = signal.map((_, step) => {
      const before = held;
      const received = input(signal, step);
      const [keep, take] = coefficients(dtSeconds / tauSeconds, held, received, step);
      held = after(keep * held + take * received, step);
      return before;
    });
    return { filtered: shown(values), lagSteps: 1 };
  };

export const wrongSynapses: Wrong<SynapseInput, SynapseOutput> = {
  'ignores inputs below a half': filtering({
    input: (signal, step) => (Math.abs(signal[step] ?? 0) < 0.5 ? 0 : (signal[step] ?? 0)),
  }),
  'falls twice as slowly as it rises': filtering({
    coefficients: (x, held, input) => exact(Math.abs(input) > Math.abs(held) ? x : x / 2),
  }),
  'filters the mean of two inputs': filtering({
    input: (signal, step) => ((signal[step] ?? 0) + (signal[step - 1] ?? 0)) / 2,
  }),
  'loses every third input': filtering({ input: (signal, step) => (step % 3 === 2 ? 0 : (signal[step] ?? 0)) }),
  'holds 64ths': filtering({ after: (held) => Math.round(64 * held) / 64 }),
  'slows down step by step': filtering({ coefficients: (x, _, __, step) => exact(x / (1 + 0.05 * step)) }),
  'adds 0.01 in every step': filtering({ after: (held) => held + 0.01 }),
  'saturates softly': filtering({ input: (signal, step) => Math.tanh(signal[step] ?? 0) }),
  'lags three steps': filtering({ shown: (shown) => [0, 0, ...shown].slice(0, shown.length) }),
  'decays to the third order': filtering({
    coefficients: (x) => {
      const keep = 1 - x + x ** 2 / 2 - x ** 3 / 6;
      return [keep, 1 - keep];
    },
  }),
};
