import type { Experiment, Trial } from '../observed/digits.ts';

/** An experiment that differs from the correct one in one respect. */
interface ExperimentMutant {
  readonly name: string;
  /** Id of a law that it refutes. */
  readonly breaks: string;
  /** What replaces the requested trial. */
  readonly instead: (trial: Trial) => Partial<Trial>;
}

export const experimentMutants: readonly ExperimentMutant[] = [
  { name: 'amplitude ignored', breaks: 'digits/falls-with-fixed-weights', instead: () => ({ amplitude: 0.01 }) },
  {
    name: 'rescaling forgotten',
    breaks: 'digits/stands-if-rescaled',
    instead: ({ training }) => ({ training: training === 'rescaled' ? 'plain' : training }),
  },
  {
    name: 'floor forgotten',
    breaks: 'digits/follows-its-rates-without-floor',
    instead: () => ({ neurons: 'no floor' }),
  },
  {
    name: 'floor always there',
    breaks: 'digits/follows-its-rates-without-floor',
    instead: ({ neurons }) => ({ neurons: neurons === 'no floor' ? 'floor' : neurons }),
  },
];

/** The experiment with the requested trial replaced. */
export function mutated({ run }: Experiment, { name, instead }: ExperimentMutant): Experiment {
  return { name, run: (trial) => run({ ...trial, ...instead(trial) }) };
}
