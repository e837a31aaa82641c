import { expm1 } from '../../src/base/elementary.ts';
import { foldForSpikes } from '../../src/simulator/network/effective.ts';
import { lifConstants } from '../../src/simulator/neuron/lif.ts';
import { mean, median } from '../../src/study/statistics/statistics.ts';
import type { medianKick } from '../../src/study/theory/median-kick.ts';
import {
  type NoisyCurrent,
  type NoisyRateParameters,
  noisyRateHz,
  passageIntegral,
} from '../../src/study/theory/noisy-rate.ts';
import { type PredictedLayer, predictNetwork } from '../../src/study/theory/predict-network.ts';

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

const { 'has the wrong limit without fluctuation': _, ...wrongRatesOfNetworks } = wrongNoisyRates;

export const wrongNetworkTheories: Readonly<Record<string, typeof predictNetwork>> = {
  ...Object.fromEntries(
    Object.entries(wrongRatesOfNetworks).map(([mistake, rate]): [string, typeof predictNetwork] => [
      mistake,
      (network, image) => predictNetwork(network, image, rate),
    ]),
  ),
  'takes the fluctuation from the amplitude alone': (network, image) =>
    predictNetwork(network, image, ({ mean }, parameters) =>
      noisyRateHz({ mean, deviation: 100 * network.point.amplitude }, parameters),
    ),
  'lets the image fluctuate': (network, image) => {
    const predicted = predictNetwork(network, image);
    const layers = predicted.layers.map((layer) => ({ ...layer, deviation: layer.mean.map(Math.abs) }));
    return { ...predicted, layers };
  },
};

/** Wrong predictions of the median kick, by their mistake. */
export const wrongKicks: Readonly<Record<string, typeof medianKick>> = {
  'is the deviation of the current': kickOf(({ deviation }) => median(deviation)),
  'is the variance of the voltage': kickOf(
    ({ deviation }, charge) => charge * charge * median(deviation) * median(deviation),
  ),
  'is the change by the mean current': kickOf(({ mean }, charge) => charge * median(mean.map(Math.abs))),
  'is that of the read-out’s layer': kickOf(({ deviation }, charge) => charge * median(deviation), -1),
};

/** The mean over images of a number of one layer. */
function kickOf(of: (layer: PredictedLayer, charge: number) => number, layer = 1): typeof medianKick {
  return (network, point, images) => {
    const folded = foldForSpikes(network, point);
    const { charge } = lifConstants({ ...folded.neuron, ...point }, point.precision);
    const layers = images.map((image) => predictNetwork(folded, image).layers.at(layer) as PredictedLayer);
    return mean(layers.map((one) => of(one, charge)));
  };
}
