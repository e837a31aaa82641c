import { floorName } from './columns.ts';
import type { EvaluateOutput } from './output.ts';
import { describeSettings } from './sweep-text.ts';

/** Writes an evaluation for the terminal. */
export function formatEvaluationText(output: EvaluateOutput): string {
  const { versions, settings, amplitude, minVoltage, spikingAccuracy, rateAccuracy, agreement, images } = output;
  const percent = (share: number) => `${(100 * share).toFixed(2)} % (${Math.round(share * images)} of ${images})`;
  const lines = [
    `lifspec ${versions.lifspec}: the ${settings.network} network at amplitude ${amplitude}, ${floorName(minVoltage)}, ${describeSettings(settings)}`,
    '',
    `accuracy with spikes         ${percent(spikingAccuracy)}`,
    `accuracy as a rate network   ${percent(rateAccuracy)}`,
    `both give the same class     ${percent(agreement)}`,
    ...output.spikesPerNeuronStep.map(
      (spikes, layer) => `spikes a neuron and step     ${spikes.toFixed(4)} in layer ${layer + 1}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}
