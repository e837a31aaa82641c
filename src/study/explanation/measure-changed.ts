import type { Network } from '../../simulator/network/network.ts';
import type { PointResult } from '../run/point-results.ts';
import type { RunOptions, Study } from '../run/study.ts';
import { mean } from '../statistics/statistics.ts';
import type { MeasuredAmplitude } from './explain.ts';
import type { AccuracyExplanation, ExplainedReadout } from './explanation-schema.ts';
import { runChanged } from './measure.ts';
import type { MeasuredNeurons } from './measure-rates.ts';

/** Runs a network at its largest amplitude without its silent neurons: the accuracy with floor 0, if any is silent. */
export async function measureWithoutSilent(
  study: Study,
  { amplitude }: MeasuredAmplitude,
  neurons: readonly MeasuredNeurons[],
  options: RunOptions,
): Promise<Pick<AccuracyExplanation, 'withoutSilent'>> {
  if (neurons.every(({ silent }) => silent === 0)) return {};
  const fires = neurons.map((layer) => layer.fires);
  const remaining = { ...study, network: withoutSilent(study.network, fires) };
  return { withoutSilent: await accuracyOf(remaining, amplitude, options, ' (without silent neurons)') };
}

/** A bias below every current that the kernel accepts, so that a neuron with it never fires. */
const silencingBias = -1e36;

/** Silences every neuron that does not fire [layer][neuron]. */
export function withoutSilent(network: Network, fires: readonly ArrayLike<number>[]): Network {
  const layers = network.layers.map((layer, index) => {
    const neuronBias = layer.neuronBias.map((bias, neuron) => (fires[index]?.[neuron] === 1 ? bias : silencingBias));
    return { ...layer, neuronBias };
  });
  return { ...network, layers };
}

/** Reads out a network at its largest amplitude with other filters: the accuracy with floor 0. */
export async function measureReadouts(
  study: Study,
  { amplitude, floored }: MeasuredAmplitude,
  options: RunOptions,
): Promise<ExplainedReadout[]> {
  const { network, settings } = study;
  const { readoutTauSeconds } = network.architecture;
  const readouts: ExplainedReadout[] = [{ tauSeconds: readoutTauSeconds, accuracy: mean(floored.right) }];
  for (const tauSeconds of [null, Number(((settings.steps * settings.dtSeconds) / 3).toPrecision(3))]) {
    const changed = { ...study, network: readOutBy(network, tauSeconds) };
    readouts.push({ tauSeconds, accuracy: await accuracyOf(changed, amplitude, options, ' (another read-out)') });
  }
  return readouts;
}

/** A filter that is so slow that it adds up all steps. */
const slowestSeconds = 1e9;

/** Replaces the filter of the read-out; null: with the mean of all steps. */
export function readOutBy({ architecture, ...rest }: Network, tauSeconds: number | null): Network {
  return { ...rest, architecture: { ...architecture, readoutTauSeconds: tauSeconds ?? slowestSeconds } };
}

async function accuracyOf(study: Study, amplitude: number, options: RunOptions, label: string): Promise<number> {
  const [result] = await runChanged(study, { amplitudes: [amplitude], minVoltages: [0] }, options, label);
  return (result as PointResult).row.spikingAccuracy;
}
