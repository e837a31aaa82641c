import { type Precision, type PrecisionName, precisions } from '../base/precision.ts';
import {
  Refusal,
  requireAllFinite,
  requireBelow,
  requireFinite,
  requireLength,
  requirePositive,
  requireWhole,
} from '../base/requirement.ts';
import { type EffectiveNetwork, foldForRates, foldForSpikes, tutorialPoint } from '../simulator/network/effective.ts';
import { requireNetwork } from '../simulator/network/network.ts';
import { runRates } from '../simulator/network/rates.ts';
import {
  continueSpiking,
  type NetworkState,
  requireImage,
  requireProbes,
  runSpiking,
  type SpikingSummary,
  summarizeRun,
} from '../simulator/network/run.ts';
import { buildEnsemble } from '../simulator/neuron/ensemble.ts';
import { type EventNeuron, type EventState, runEvents } from '../simulator/neuron/events.ts';
import { type LifState, spikeHeight } from '../simulator/neuron/lif.ts';
import { lif, type NeuronType, runModel } from '../simulator/neuron/model.ts';
import { rateHz } from '../simulator/neuron/rate.ts';
import { tune } from '../simulator/neuron/tuning.ts';
import { filterLowPass } from '../simulator/synapse/low-pass.ts';
import type { Example } from '../simulator/training/gradient.ts';
import { mapParameters } from '../simulator/training/parameters.ts';
import { startTraining, type Training, trainEpoch, tutorialRecipe } from '../simulator/training/train.ts';
import type {
  EventsOutput,
  Implementation,
  InputOf,
  NetworkOutput,
  NeuronOutput,
  NirExportOutput,
  SeededOutput,
  SynapseOutput,
  TrainingOutput,
  TuningOutput,
} from './implementation.ts';
import { exportedNodes, requireNir, runNir, weigh } from './nir/neurons.ts';

/**
 * The reference simulator, as an implementation that laws and vectors can judge.
 *
 * @param prepare - prepares networks; the readable code runs them by default
 * @example reference('float32').name // 'lifspec reference, float32'
 */
export function reference(precisionName: PrecisionName = 'float64', prepare?: PrepareNetwork): Implementation {
  const precision = precisions[precisionName];
  return {
    name: `lifspec reference, ${precisionName}`,
    precision: precisionName,
    refuses: true,
    neuron: (input) => withoutOverflow(runNeurons(input, precision)),
    tuning: (input) => withoutOverflow(tuneNeurons(input)),
    synapse: (input) => withoutOverflow(filterSignal(input, precision)),
    network: (input) => withoutOverflow(networkOutput(input, precision, { prepare })),
    seeded: drawNeurons,
    training: (input) => trainAndRun(input, precision),
    nir: ({ nodes, inputs, dtSeconds }) => withoutOverflow(runNir(nodes, inputs, dtSeconds, precision)),
    nir_export: (input) => exportNetwork(input, precision),
    events: (input) => withoutOverflow(runEventsFrom(input, precision)),
  };
}

/**
 * An output that a message can contain. Very large inputs overflow.
 *
 * @throws {Refusal} if a number in it is not finite
 */
function withoutOverflow<Output extends object>(output: Output): Output {
  const { state: _, ...fields } = output as { readonly state?: unknown };
  for (const [name, value] of Object.entries(fields)) requireFiniteInside(name, value);
  return output;
}

function requireFiniteInside(field: string, value: unknown): void {
  if (typeof value === 'number') requireFinite(field, value);
  else if (!(value as unknown[]).every(Number.isFinite))
    for (const [index, inner] of (value as unknown[]).entries()) requireFiniteInside(`${field}[${index}]`, inner);
}

export function runNeurons(input: InputOf<'neuron'>, precision: Precision): NeuronOutput {
  const model = modelOf(input, precision);
  const start = continuedStates(input.state) ?? input.initialVoltage.map((voltage) => model.start(voltage));
  const run = runModel(model, start, input.current, precision);
  return { ...run, spikeHeight: spikeHeight(input.amplitude, input.dtSeconds, precision) };
}

/** Runs LIF neurons behind weights, and exports them. */
function exportNetwork(input: InputOf<'nir_export'>, precision: Precision): NirExportOutput {
  const nodes = exportedNodes(input);
  requireNir(nodes, input.inputs, input.dtSeconds);
  const { spikes, voltage } = runNeurons(
    {
      ...input,
      tauRefSeconds: 0,
      amplitude: 1,
      minVoltage: Number.NEGATIVE_INFINITY,
      initialVoltage: input.weights.map(() => 0),
      current: input.inputs.map((row) => weigh(nodes[0], row, precision)),
    },
    precision,
  );
  return { ...withoutOverflow({ spikes, voltage: voltage ?? [] }), nodes };
}

const modelOf = (input: InputOf<'neuron'>, precision: Precision) =>
  lif({ ...input, minVoltage: input.minVoltage ?? Number.NEGATIVE_INFINITY }, precision);

/**
 * Refuses what `runNeurons` refuses, except for a state: every simulator has states of its own.
 *
 * @throws {RangeError} if a number in the request is invalid
 */
export function requireLegal(input: InputOf<'neuron'>): void {
  const model = modelOf(input, precisions.float64);
  const start = input.initialVoltage.map((voltage) => model.start(voltage));
  for (const [step, row] of input.current.entries()) {
    requireAllFinite(`current[${step}]`, row);
    requireLength('currents', start.length, row);
  }
  spikeHeight(input.amplitude, input.dtSeconds);
}

/** The state of an earlier answer; undefined if there is none. The state comes from outside. */
function continuedStates(state: unknown): readonly LifState[] | undefined {
  if (state === undefined || state === null) return undefined;
  const isNeuron = (one: Partial<LifState> | null) =>
    [one?.voltage, one?.refractorySteps, one?.activeStepFraction].every(Number.isFinite);
  if (!(Array.isArray(state) && state.every(isNeuron))) throw new Refusal(noState);
  return state;
}

function tuneNeurons(input: InputOf<'tuning'>): TuningOutput {
  requirePositive('amplitude', input.amplitude);
  requireAllFinite('inputs', input.inputs);
  requireLength('intercepts', input.maxRatesHz.length, input.intercepts);
  const tunings = input.maxRatesHz.map((maxRateHz, neuron) =>
    tune({ maxRateHz, intercept: input.intercepts[neuron] as number }, input),
  );
  const ratesHz = input.inputs.map((x) => tunings.map(({ gain, bias }) => rateHz(gain * x + bias, input)));
  return {
    gain: tunings.map(({ gain }) => gain),
    bias: tunings.map(({ bias }) => bias),
    ratesHz,
    outputs: ratesHz.map((rates) => rates.map((rate) => input.amplitude * rate)),
  };
}

function filterSignal({ signal, state, ...times }: InputOf<'synapse'>, precision: Precision): SynapseOutput {
  requireAllFinite('signal', signal);
  const start = (state ?? 0) as number;
  if (!Number.isFinite(start)) throw new Refusal(noState);
  // the output lags one step, so what the filter holds after the last step is shown in a step more
  const filtered = filterLowPass([...signal, 0], times, precision, start);
  return { filtered: filtered.slice(0, -1), lagSteps: 1, state: filtered.at(-1) };
}

function runEventsFrom({ state, ...input }: InputOf<'events'>, precision: Precision): EventsOutput {
  const network = { ...input, minVoltage: input.minVoltage ?? Number.NEGATIVE_INFINITY };
  return runEvents(network, precision, continuedEvents(state, input));
}

/** The state of an earlier answer to a request with as many neurons, receptors and connections. */
function continuedEvents(state: unknown, of: InputOf<'events'>): EventState | undefined {
  if (state === undefined || state === null) return undefined;
  const { neurons, onTheWay } = state as Partial<EventState>;
  const isNeuron = ({ voltage, refractorySteps, current, rise }: Partial<EventNeuron>) =>
    [voltage, refractorySteps, ...(current ?? [Number.NaN]), ...(rise ?? [Number.NaN])].every(Number.isFinite) &&
    current?.length === of.receptors.length;
  const fits = Array.isArray(neurons) && neurons.length === of.initialVoltage.length && neurons.every(isNeuron);
  const isEvent = ({ connection, inSteps }: EventState['onTheWay'][number]) =>
    of.connections[connection] !== undefined && Number.isSafeInteger(inSteps);
  if (!(fits && Array.isArray(onTheWay) && onTheWay.every(isEvent))) throw new Refusal(noState);
  return { neurons, onTheWay };
}

const noState = 'state must be the state of an earlier answer';

/** Prepares a network to run on images, as the engine does. */
export type PrepareNetwork = (network: EffectiveNetwork) => {
  readonly runSpiking: (image: Uint8Array) => SpikingSummary;
};

const prepareReadable: PrepareNetwork = (network) => ({
  runSpiking: (image) => summarizeRun(runSpiking(network, image)),
});

/**
 * Runs a network on images.
 *
 * @param neurons - the kind of neurons; those of the definition by default
 * @param prepare - the readable code by default
 * @param fold - the definition by default
 */
export function networkOutput(
  input: InputOf<'network'>,
  precision: Precision,
  {
    neurons,
    prepare = prepareReadable,
    fold = foldForSpikes,
  }: { neurons?: NeuronType | undefined; prepare?: PrepareNetwork | undefined; fold?: typeof foldForSpikes } = {},
): NetworkOutput {
  const folded = foldRequest(input, precision, { neurons, fold });
  if (input.state !== undefined) return continueNetwork(folded, input);
  const prepared = prepare(folded);
  const { images, probes = [] } = input;
  const traced = probes.length > 0 && images[0] ? runSpiking(folded, images[0], probes) : undefined;
  const runs = images.map((image, index) =>
    index === 0 && traced ? summarizeRun(traced) : prepared.runSpiking(image),
  );
  return {
    predicted: runs.map((run) => run.predicted),
    readout: runs.map((run) => listOf(run.filtered)),
    spikeCounts: runs.map((run) => run.spikeCounts),
    probed: traced?.probed.map((steps) => steps.map(listOf)) ?? [],
  };
}

/** Runs a network from the states after an earlier run [image], or from the start, and returns those after it. */
function continueNetwork(folded: EffectiveNetwork, { images, probes, state }: InputOf<'network'>): NetworkOutput {
  const before = state === null ? [] : (state as readonly NetworkState[]);
  if (state !== null && !(Array.isArray(before) && before.length === images.length)) throw new Refusal(noState);
  const parts = images.map((image, index) =>
    continueSpiking(folded, image, before[index], index === 0 ? (probes ?? []) : []),
  );
  const summaries = parts.map(({ run }) => summarizeRun(run));
  return {
    predicted: summaries.map(({ predicted }) => predicted),
    readout: summaries.map(({ filtered }) => listOf(filtered)),
    spikeCounts: summaries.map(({ spikeCounts }) => spikeCounts),
    probed: parts[0]?.run.probed.map((steps) => steps.map(listOf)) ?? [],
    state: parts.map((part) => part.state),
  };
}

function foldRequest(
  input: InputOf<'network'>,
  precision: Precision,
  { neurons, fold = foldForSpikes }: { neurons?: NeuronType | undefined; fold?: typeof foldForSpikes } = {},
): EffectiveNetwork {
  const { architecture, initialVoltage, amplitude, minVoltage, steps, dtSeconds, synapseSeconds = 0 } = input;
  const network = { architecture, trainedAmplitude: amplitude, initialVoltage, ...input.weights };
  const run = { amplitude, minVoltage, steps, dtSeconds, synapseSeconds, rescaling: 1, precision };
  return fold(network, { ...run, ...(neurons && { neurons }) });
}

/**
 * Refuses what `networkOutput` refuses, apart from numbers that overflow.
 *
 * @throws {Refusal} if the request is invalid
 */
export function requireLegalNetwork(input: InputOf<'network'>): void {
  const folded = foldRequest(input, precisions.float64);
  requireProbes(folded, input.probes ?? []);
  for (const image of input.images) requireImage(folded, image);
}

/** `Array.from` takes ten times as long. */
function listOf(values: ArrayLike<number>): number[] {
  const list: number[] = [];
  for (let index = 0; index < values.length; index++) list.push(values[index] as number);
  return list;
}

function drawNeurons(input: InputOf<'seeded'>): SeededOutput {
  const { seed, neurons, maxRatesHz, intercepts, initialVoltage } = input;
  requireWhole('seed', 0, seed);
  const ensemble = buildEnsemble(String(seed), { neurons, parameters: input, maxRatesHz, intercepts, initialVoltage });
  return {
    gain: ensemble.tunings.map(({ gain }) => gain),
    bias: ensemble.tunings.map(({ bias }) => bias),
    initialVoltage: ensemble.initialVoltage,
  };
}

/**
 * Trains a network and runs it on its training images, as a rate network and with spikes.
 *
 * @throws {Refusal} if the input is invalid or the training diverges
 */
async function trainAndRun(input: InputOf<'training'>, precision: Precision): Promise<TrainingOutput> {
  const { amplitude, minVoltage, epochs, steps, dtSeconds } = input;
  const examples = examplesOf(input);
  requireWhole('epochs', 0, epochs);
  let training = startOf(input, precision);
  for (let epoch = 0; epoch < epochs; epoch++) ({ training } = await trainEpoch(training, examples));

  const { network } = training;
  const point = { ...tutorialPoint, amplitude, minVoltage, steps, dtSeconds, precision };
  const [rates, spikes] = [foldForRates(network, point), foldForSpikes(network, point)];
  return {
    rateAccuracy: accuracyOf(examples, (image) => runRates(rates, image).predicted),
    spikingAccuracy: accuracyOf(examples, (image) => runSpiking(spikes, image).predicted),
    weights: {
      layers: network.layers.map(({ kernel, kernelBias, neuronBias }) => ({
        kernel: Array.from(kernel),
        kernelBias: Array.from(kernelBias),
        neuronBias: Array.from(neuronBias),
      })),
      readout: { weight: Array.from(network.readout.weight), bias: Array.from(network.readout.bias) },
    },
    initialVoltage: network.initialVoltage.map((voltages) => Array.from(voltages)),
  };
}

/** The state before the first epoch: of the given weights, or drawn from the seed. */
function startOf(input: InputOf<'training'>, precision: Precision): Training {
  const { architecture, seed, amplitude, batchSize, order, weights, initialVoltage } = input;
  requireWhole('seed', 0, seed);
  const optimizer = { ...input.optimizer, rescaling: 1 };
  const drawn = startTraining(architecture, {
    ...tutorialRecipe,
    seed,
    amplitude,
    batchSize,
    optimizer,
    order,
    precision,
  });
  if ((weights === undefined) !== (initialVoltage === undefined))
    throw new Refusal('weights and initialVoltage must be given together');
  if (weights === undefined || initialVoltage === undefined) return drawn;
  const network = { architecture, trainedAmplitude: amplitude, ...weights, initialVoltage };
  requireNetwork(network);
  return { ...drawn, network: { ...network, ...mapParameters(weights, (values) => precision.array.from(values)) } };
}

function examplesOf({ architecture, images, labels }: InputOf<'training'>): Example[] {
  requireWhole('number of images', 1, images.length);
  requireLength('labels', images.length, labels);
  return images.map((image, index) => {
    const label = labels[index] as number;
    requireWhole(`labels[${index}]`, 0, label);
    requireBelow(`labels[${index}]`, architecture.classes, label);
    return { image, label };
  });
}

function accuracyOf(examples: readonly Example[], classOf: (image: Uint8Array) => number): number {
  return examples.filter(({ image, label }) => classOf(image) === label).length / examples.length;
}
