import { expm1 } from '../../src/base/elementary.ts';
import {
  type NoisyCurrent,
  type NoisyRateParameters,
  noisyRateHz,
  passageIntegral,
} from '../../src/study/theory/noisy-rate.ts';

/** A theory of the firing rate under a fluctuating current. */
export type NoisyRate = (current: NoisyCurrent, parameters: NoisyRateParameters) => number;

/** Wrong theories, by their mistake. */
export const wrongNoisyRates: Readonly<Record<string, NoisyRate>> = {
  'ignores the floor': (current, parameters) =>
    noisyRateHz(current, { ...parameters, minVoltage: Number.NEGATIVE_INFINITY }),
  'ignores the variance': ({ mean }, parameters) => noisyRateHz({ mean, deviation: 0 }, parameters),
  'ignores the synapse': (current, parameters) => noisyRateHz(current, { ...parameters, synapseSeconds: 0 }),
  'ignores the refractory period': (current, parameters) => noisyRateHz(current, { ...parameters, tauRefSeconds: 0 }),
  'uses the variance of the current as that of the voltage': ({ mean, deviation }, parameters) => {
    const take = -expm1(-parameters.dtSeconds / parameters.tauRcSeconds);
    return noisyRateHz({ mean, deviation: deviation * Math.sqrt((2 - take) / take) }, parameters);
  },
  'does not shift the threshold': (current, parameters) => unshifted(current, parameters, 0),
  'resets to the floor': (current, parameters) => unshifted(current, parameters, parameters.minVoltage),
  'loses the sign of the mean': ({ mean, deviation }, parameters) =>
    noisyRateHz({ mean: Math.abs(mean), deviation }, parameters),
  'has the wrong limit without fluctuation': (current, parameters) =>
    current.deviation === 0 ? 1 / parameters.tauRefSeconds : noisyRateHz(current, parameters),
};

function unshifted({ mean, deviation }: NoisyCurrent, parameters: NoisyRateParameters, reset: number): number {
  const { tauRcSeconds, tauRefSeconds, dtSeconds, minVoltage } = parameters;
  if (deviation === 0) return noisyRateHz({ mean, deviation }, parameters);
  const take = -expm1(-dtSeconds / tauRcSeconds);
  const scale = deviation * Math.sqrt((2 * take) / (2 - take));
  const position = (voltage: number) => (voltage - mean) / scale;
  const integral = passageIntegral(position(minVoltage), position(Math.max(reset, -100)), position(1));
  return 1 / (tauRefSeconds + tauRcSeconds * Math.sqrt(Math.PI) * integral);
}
