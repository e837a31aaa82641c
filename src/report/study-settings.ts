import { numberOf } from '../study/answer/words.ts';
import type { EvaluateOutput, SweepOutput } from '../study/results/saved-results.ts';
import { nameFloor } from './table.ts';

/** Lists the settings of a study. */
export function describeSettings(settings: SweepOutput['settings']): string {
  const { images, steps, dtSeconds, synapseSeconds, precision, initialVoltage, seeds, neurons = 'lif' } = settings;
  const voltages = {
    file: 'initial voltages from the network folder',
    zero: 'initial voltages 0',
    uniform: `initial voltages drawn with ${nameSeeds(seeds)}`,
  };
  return [
    `first ${images} test images`,
    `${steps} steps of ${1000 * dtSeconds} ms`,
    ...(synapseSeconds ? [`synapses of ${1000 * synapseSeconds} ms between layers`] : []),
    precision,
    voltages[initialVoltage],
    ...describeWeights(settings),
    ...(neurons === 'lif' ? [] : [neurons.replaceAll('-', ' ')]),
  ].join(', ');
}

function describeWeights(settings: SweepOutput['settings']): string[] {
  const fixed =
    settings.rescalingBase === null
      ? 'fixed weights'
      : `weights after each layer of neurons divided by amplitude/${settings.rescalingBase}`;
  if (!('training' in settings)) return [fixed];
  const { epochs, trainImages, amplitude, rescalingBase } = settings.training;
  const units = rescalingBase === null ? '' : ', rescaled';
  const recipe = `${numberOf(epochs, 'epoch')} of ${trainImages} images${units}`;
  const networks = `networks of ${nameSeeds(settings.seeds)}`;
  if (amplitude === null) return [`${networks} trained for every amplitude, ${recipe}`];
  return [`${networks} trained for amplitude ${amplitude}, ${recipe}`, fixed];
}

function nameSeeds(seeds: readonly number[]): string {
  return `seed${seeds.length === 1 ? '' : 's'} ${seeds.join(', ')}`;
}

/** Writes an evaluation for the terminal. */
export function formatEvaluationText(output: EvaluateOutput): string {
  const { versions, settings, amplitude, minVoltage, images } = output;
  const count = (fraction: number) =>
    `${(100 * fraction).toFixed(2)} % (${Math.round(fraction * images)} of ${images})`;
  const lines = [
    `lifspec ${versions.lifspec}: ${settings.network} network at amplitude ${amplitude}, ${nameFloor(minVoltage)}, ${describeSettings(settings)}`,
    '',
    `accuracy with spikes            ${count(output.spikingAccuracy)}`,
    `accuracy as a rate network      ${count(output.rateAccuracy)}`,
    `both predict the same class     ${count(output.agreement)}`,
    ...output.spikesPerNeuronStep.map(
      (spikes, layer) => `spikes per neuron per step      ${spikes.toFixed(4)} in layer ${layer + 1}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}
