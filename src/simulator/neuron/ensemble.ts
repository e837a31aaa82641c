import { type Distribution, draw, randomStream } from '../../base/random.ts';
import { requireAtMost, requireWhole } from '../../base/requirement.ts';
import type { RateParameters } from './rate.ts';
import { type Tuning, tune } from './tuning.ts';

/**
 * Draws the neurons of an ensemble. A pure function: each quantity has its own random stream, named for the ensemble,
 * so nothing built before changes the result; definition: R2.
 *
 * @param name - the seed and the ensemble, such as `"0/layer1"`
 * @throws {Refusal} if a distribution is empty or gives a value outside its range
 * @example
 * const only = (value) => ({ kind: 'choice', values: [value] });
 * const parameters = { tauRcSeconds: 0.02, tauRefSeconds: 0.002 };
 * const drawn = { maxRatesHz: only(100), intercepts: only(0), initialVoltage: only(0) };
 * buildEnsemble('0/layer1', { neurons: 2, parameters, ...drawn }).tunings.map(({ gain }) => gain)
 * // [2.0332447817197368, 2.0332447817197368]: every neuron fires at 100 Hz for input 1
 */
export function buildEnsemble(name: string, settings: EnsembleSettings): Ensemble {
  const { neurons, parameters } = settings;
  requireWhole('neurons', 1, neurons);
  const maxRatesHz = draw(settings.maxRatesHz, neurons, randomStream(`${name}/maxRatesHz`));
  const intercepts = draw(settings.intercepts, neurons, randomStream(`${name}/intercepts`));
  const initialVoltage = draw(settings.initialVoltage, neurons, randomStream(`${name}/voltage`));
  for (const voltage of initialVoltage) requireAtMost('initialVoltage', 1, voltage);
  const tunings = maxRatesHz.map((maxRateHz, neuron) =>
    tune({ maxRateHz, intercept: intercepts[neuron] as number }, parameters),
  );
  return { parameters, tunings, initialVoltage };
}

export interface EnsembleSettings {
  /** Number of neurons, whole, 1 or more. */
  readonly neurons: number;
  readonly parameters: RateParameters;
  /** Firing rates at input 1, hertz, each above 0 and below 1/τ_ref. */
  readonly maxRatesHz: Distribution;
  /** Inputs above which the neurons fire, each below 1. */
  readonly intercepts: Distribution;
  /** Initial voltages, each at most 1. */
  readonly initialVoltage: Distribution;
}

export interface Ensemble {
  readonly parameters: RateParameters;
  /** Gain and bias [neuron]. */
  readonly tunings: readonly Tuning[];
  /** Initial voltages, each at most 1 [neuron]. */
  readonly initialVoltage: readonly number[];
}
