import { type LayerPlan, planLayers } from '../../simulator/network/architecture.ts';
import type { OperatingPoint } from '../../simulator/network/effective.ts';
import type { Network } from '../../simulator/network/network.ts';
import { percent } from '../answer/words.ts';
import { mean } from '../statistics/statistics.ts';
import type { MeasuredNeurons } from './measure-rates.ts';

/** A trained layer has more neurons that fire for some image. */
const mostSilent = 0.9;

/** With fewer spikes per neuron and image, chance decides the class. */
const fewestSpikes = 0.3;

/** A layer whose weights have the scale of its inputs rarely fires at more than half of its highest rate. */
const mostSaturated = 0.25;

/**
 * Signs that a folder does not contain the weights of a trained network, or that they have the wrong scale. Nothing
 * that is measured with such weights explains anything.
 *
 * @param right - 1 for each image that the rate network classifies correctly at the amplitude of training
 * @param neurons - its neurons [layer]
 */
export function warnAbout(
  network: Network,
  right: readonly number[],
  neurons: readonly MeasuredNeurons[],
  { steps }: Pick<OperatingPoint, 'steps'>,
): string[] {
  const accuracy = mean(right);
  const ofLayer = ({ silent, spikes, saturated }: MeasuredNeurons) => [
    ...(silent > mostSilent ? [`${percent(silent)} of the neurons fire for no image`] : []),
    ...(spikes * steps < fewestSpikes ? [`only ${(spikes * steps).toFixed(2)} spikes per neuron and image`] : []),
    ...(saturated > mostSaturated ? [`${percent(saturated)} of the rates are above half of the highest`] : []),
  ];
  return [
    ...emptyArrays(network).map((name) => `${name} contains only zeros.`),
    ...neurons.flatMap((layer, index) =>
      ofLayer(layer).map((finding) => `Layer ${index + 1}: ${finding}. Do the weights have the scale of ${scale}?`),
    ),
    ...(accuracy < 2 / network.architecture.classes
      ? [
          `As a rate network at the amplitude of training, it classifies only ${percent(accuracy)} correctly, which is close to chance. Do weights, images and labels belong together?`,
        ]
      : []),
  ];
}

const scale = 'the images, whose values are 0 to 255, and of the amplitude of training';

function emptyArrays({ architecture, layers, readout }: Network): string[] {
  const plans = planLayers(architecture);
  const kernels = layers.map(
    ({ kernel }, layer) => [`${(plans[layer] as LayerPlan).kernelName}_kernel`, kernel] as const,
  );
  const arrays = [...kernels, ['dense_kernel', readout.weight] as const];
  return arrays.filter(([, values]) => values.every((value) => value === 0)).map(([name]) => name);
}
