import { type Precision, type PrecisionName, precisions } from '../base/precision.ts';
import { requireAllFinite, requirePositive } from '../base/requirement.ts';
import { type EffectiveNetwork, foldForSpikes } from '../simulator/network/effective.ts';
import { runSpiking } from '../simulator/network/run.ts';
import { buildEnsemble } from '../simulator/neuron/ensemble.ts';
import { lifConstants, spikeHeight } from '../simulator/neuron/lif.ts';
import { type Population, restingPopulation, stepPopulation } from '../simulator/neuron/population.ts';
import { rateHz } from '../simulator/neuron/rate.ts';
import { tune } from '../simulator/neuron/tuning.ts';
import { filterLowPass, lowPassLagSteps } from '../simulator/synapse/low-pass.ts';
import type {
  Implementation,
  NetworkInput,
  NetworkOutput,
  NeuronInput,
  NeuronOutput,
  SeededInput,
  SeededOutput,
  SynapseInput,
  SynapseOutput,
  TuningInput,
  TuningOutput,
} from './implementation.ts';
import { trainReference } from './train-reference.ts';

/**
 * The reference simulator, as an implementation that laws and vectors can judge.
 *
 * @example reference('float32').name // 'lifspec reference, float32'
 */
export function reference(precisionName: PrecisionName = 'float64'): Implementation {
  const precision = precisions[precisionName];
  return {
    name: `lifspec reference, ${precisionName}`,
    precision: precisionName,
    neuron: (input) => runNeurons(input, precision),
    tuning: tuneNeurons,
    synapse: (input) => filterSignal(input, precision),
    network: (input) => runNetwork(input, precision),
    seeded: drawNeurons,
    training: (input) => trainReference(input, precision),
  };
}

/** Runs LIF neurons on given currents. */
export function runNeurons(input: NeuronInput, precision: Precision): NeuronOutput {
  const constants = lifConstants({ ...input, minVoltage: input.minVoltage ?? Number.NEGATIVE_INFINITY }, precision);
  const population = input.state
    ? structuredClone(input.state as Population)
    : restingPopulation(input.initialVoltage, constants);
  const neurons = population.voltage.length;
  const spikes = Array.from({ length: neurons }, () => [] as number[]);
  const voltage: number[][] = [];
  const fired = new Uint8Array(neurons);
  for (const [step, currents] of input.current.entries()) {
    requireAllFinite(`current[${step}]`, currents);
    stepPopulation(population, precision.array.from(currents), constants, fired);
    for (const [neuron, train] of spikes.entries()) if (fired[neuron] === 1) train.push(step);
    voltage.push(Array.from(population.voltage));
  }
  return { spikes, spikeHeight: spikeHeight(input.amplitude, input.dtSeconds, precision), voltage, state: population };
}

function tuneNeurons(input: TuningInput): TuningOutput {
  requirePositive('amplitude', input.amplitude);
  requireAllFinite('inputs', input.inputs);
  const tunings = input.maxRatesHz.map((maxRateHz, neuron) =>
    tune({ maxRateHz, intercept: input.intercepts[neuron] ?? Number.NaN }, input),
  );
  const ratesHz = input.inputs.map((x) => tunings.map(({ gain, bias }) => rateHz(gain * x + bias, input)));
  return {
    gain: tunings.map(({ gain }) => gain),
    bias: tunings.map(({ bias }) => bias),
    ratesHz,
    outputs: ratesHz.map((rates) => rates.map((rate) => input.amplitude * rate)),
  };
}

function filterSignal(input: SynapseInput, precision: Precision): SynapseOutput {
  requireAllFinite('signal', input.signal);
  return { filtered: filterLowPass(input.signal, input, precision), lagSteps: lowPassLagSteps };
}

function runNetwork(input: NetworkInput, precision: Precision): NetworkOutput {
  const { architecture, initialVoltage, amplitude, steps, dtSeconds } = input;
  const minVoltage = input.minVoltage ?? Number.NEGATIVE_INFINITY;
  const network = { architecture, trainedAmplitude: amplitude, initialVoltage, ...input.weights };
  const point = { amplitude, minVoltage, steps, dtSeconds, rescaling: 1, precision };
  return showImages(foldForSpikes(network, point), input);
}

function showImages(network: EffectiveNetwork, { images, probes = [] }: NetworkInput): NetworkOutput {
  const runs = images.map((image, index) => runSpiking(network, image, index === 0 ? probes : []));
  return {
    predicted: runs.map((run) => run.predicted),
    readout: runs.map((run) => Array.from(run.filtered.at(-1) ?? [])),
    spikeCounts: runs.map((run) => run.spikeCounts.map((counts) => counts.reduce((sum, count) => sum + count, 0))),
    probed: runs[0]?.probed.map((steps) => steps.map((values) => Array.from(values))) ?? [],
  };
}

function drawNeurons(input: SeededInput): SeededOutput {
  const { seed, neurons, maxRatesHz, intercepts, initialVoltage } = input;
  const ensemble = buildEnsemble(String(seed), { neurons, parameters: input, maxRatesHz, intercepts, initialVoltage });
  return {
    gain: ensemble.tunings.map(({ gain }) => gain),
    bias: ensemble.tunings.map(({ bias }) => bias),
    initialVoltage: ensemble.initialVoltage,
  };
}
