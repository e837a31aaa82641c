import { float32 } from '../../src/base/precision.ts';
import { type RandomStream, randomStream } from '../../src/base/random.ts';
import { type Architecture, type LayerPlan, planLayers } from '../../src/simulator/network/architecture.ts';
import type { OperatingPoint } from '../../src/simulator/network/effective.ts';
import type { LayerWeights, Network } from '../../src/simulator/network/network.ts';
import { lifConstants, spikeHeight } from '../../src/simulator/neuron/lif.ts';
import { tune } from '../../src/simulator/neuron/tuning.ts';

/** How the numbers of a network are drawn. They come from a seeded stream, so a test case stays small. */
export interface DrawingSettings {
  /** Of the stream. */
  readonly seed: number;
  /** Whether weights and biases are multiples of 1/4, so that voltages and currents can equal 1. */
  readonly onGrid: boolean;
  /** Approximate size of the current from the inputs of a neuron. */
  readonly drive: number;
}

/** Draws a network whose neurons fire sometimes at an operating point, or reach the threshold exactly. */
export function drawNetwork(form: Architecture, point: OperatingPoint, drawing: DrawingSettings): Network {
  const plans = planLayers(form);
  const { charge } = lifConstants({ ...form.neuron, ...point }, float32);
  const stream = randomStream(String(drawing.seed));
  const layers = plans.map((plan) => drawWeights(plan, form, point, drawing, stream));
  const { gain } = tune(form.neuron, form.neuron);
  return {
    architecture: form,
    trainedAmplitude: point.amplitude,
    layers,
    readout: {
      weight: Float32Array.from({ length: (plans.at(-1)?.neurons ?? 0) * form.classes }, () => around(0, 1, stream)),
      bias: Float32Array.from({ length: form.classes }, () => around(0, 1, stream)),
    },
    initialVoltage: plans.map(({ neurons, channels }, index) => {
      const { neuronBias, kernelBias } = layers[index] as LayerWeights;
      return Float32Array.from({ length: neurons }, (_, neuron) => {
        const restingCurrent = (neuronBias[neuron] ?? 0) + gain * (kernelBias[neuron % channels] ?? 0);
        return drawVoltage(restingCurrent, charge, stream);
      });
    }),
  };
}

function drawWeights(
  plan: LayerPlan,
  { neuron }: Architecture,
  { amplitude, dtSeconds, rescaling }: OperatingPoint,
  { onGrid, drive }: DrawingSettings,
  stream: RandomStream,
): LayerWeights {
  const snapped = (value: number) => (onGrid ? Math.round(4 * value) / 4 : value);
  const height = plan.name === 'layer1' ? 128 : spikeHeight(amplitude, dtSeconds, float32) / rescaling;
  const unit = tune(neuron, neuron).gain * height;
  const spread = (2 * drive) / Math.sqrt(plan.weights / plan.channels);
  return {
    kernel: Float32Array.from({ length: plan.weights }, () => snapped(around(0, spread, stream)) / unit),
    kernelBias: Float32Array.from({ length: plan.channels }, () => snapped(around(0, 0.5, stream))),
    neuronBias: Float32Array.from({ length: plan.neurons }, () => snapped(drawBias(stream))),
  };
}

function around(middle: number, spread: number, stream: RandomStream): number {
  return middle + spread * (2 * stream() - 1);
}

/** Without input, most neurons are silent or fire slowly, and some fire every few steps. */
function drawBias(stream: RandomStream): number {
  return stream() < 0.1 ? around(7, 4, stream) : around(1, 1.5, stream);
}

/**
 * Usually in [0, 1), sometimes at a boundary or far below. Sometimes it makes a neuron without input reach the
 * threshold in its first step, up to a few roundings: v + (J − v) · charge = 1.
 */
function drawVoltage(restingCurrent: number, charge: number, stream: RandomStream): number {
  const kind = stream();
  if (kind < 0.05) return 1;
  if (kind < 0.1) return 0;
  if (kind < 0.15) return -0;
  if (kind < 0.2) return -5 * stream();
  if (kind < 0.4 && charge < 0.5) return Math.min((1 + 2 ** -23 - restingCurrent * charge) / (1 - charge), 1);
  return stream();
}

/** Half of the pixels are 0, as in a digit, and some are 255. Some images are blank. */
export function drawImage(size: number, stream: RandomStream): Uint8Array {
  const blank = stream() < 0.2;
  return Uint8Array.from({ length: size }, () => {
    return blank ? 0 : Math.max(0, Math.min(Math.floor(600 * stream()) - 300, 255));
  });
}
