import { exp } from '../../base/elementary.ts';
import { float64, type Precision, unitRoundoff } from '../../base/precision.ts';
import type { NetworkInput, NetworkOutput } from '../implementation.ts';
import { type Chosen, findingActs } from './choice.ts';
import {
  exactFilter,
  type Filter,
  type Folded,
  type Layer,
  type NetworkActs,
  networkFields,
  rowColumnChannel,
  type Shape,
} from './network.ts';
import { type ChosenNeuron, prepareNeuron, runNeuron } from './neuron-step.ts';
import { predictNeuron } from './prediction.ts';

/** The functions and values of a set of choices of a network. */
export const networkActs: (chosen: Chosen) => NetworkActs = findingActs(networkFields);

/** Numbers of a run [step][neuron] with bounds on their rounding errors in any order of operations. */
interface Numbers {
  readonly values: readonly (readonly number[])[];
  readonly errors: readonly (readonly number[])[];
}

/** What a layer receives, the steps of all images in a row. */
interface Received {
  readonly current: Numbers;
  /** The steps of each image up to which rounding decides no spike before. */
  readonly decided: readonly number[];
}

/** What a layer does. */
interface LayerRun {
  readonly voltage: Numbers;
  /** Number of spikes [step][neuron]. */
  readonly spikes: readonly (readonly number[])[];
  /** Number of spikes that the answer shows [image]. */
  readonly counts: readonly number[];
  /** The steps of each image up to which rounding decides no spike of this layer or of those before it. */
  readonly decided: readonly number[];
}

/** A stage of a run, with the index of its layer. */
export type Stage =
  | ({ readonly is: 'received'; readonly layer: number } & Received)
  | ({ readonly is: 'layer'; readonly layer: number } & LayerRun)
  | { readonly is: 'read-out'; readonly readout: Numbers; readonly decided: readonly number[] };

/** What is known of an answer, to decide spikes that rounding decides: the recorded ones of the first image. */
export type ObservedSpikes = (layer: number, neuron: number, step: number) => number | undefined;

/** Runs a network as a simulator with a set of choices would, layer by layer. */
export function runNetwork(chosen: Chosen, input: NetworkInput, precision: Precision = float64): NetworkOutput {
  const acts = networkActs(chosen);
  const { probes = [], steps, images } = input;
  const counts: (readonly number[])[] = [];
  const recorded = probes.map((): readonly (readonly number[])[] => []);
  let readout: readonly (readonly number[])[] = [];
  for (const stage of followNetwork(acts, input, { precision, isFollowed: false })) {
    if (stage.is === 'read-out') readout = stage.readout.values;
    else if (stage.is === 'layer') counts.push(stage.counts);
    for (const [index, probe] of probes.entries()) {
      const at = acts.recordingOrder(index, probes);
      recorded[at] = recordingIn(acts, stage, probe)?.values.slice(0, steps) ?? recorded[at] ?? [];
    }
  }
  return {
    predicted: readout.map(acts.predicted),
    readout: readout as number[][],
    spikeCounts: images.map((_, image) => counts.map((layer) => layer[image] as number)),
    probed: recorded as number[][][],
  };
}

type Probe = NonNullable<NetworkInput['probes']>[number];

/** What a probe records in a stage, if it does. Spikes have no errors. */
export function recordingIn(
  { recordedCurrent }: NetworkActs,
  stage: Stage,
  { layer, stage: wanted }: Probe,
): (Partial<Numbers> & Pick<Numbers, 'values'>) | undefined {
  if (stage.is === 'read-out' || `layer${stage.layer + 1}` !== layer) return undefined;
  if (stage.is === 'received') return wanted === 'current' ? recordCurrent(recordedCurrent, stage.current) : undefined;
  if (wanted === 'spikes') return { values: stage.spikes };
  return wanted === 'voltage' ? stage.voltage : undefined;
}

/** The currents of the first image, as they are recorded. */
function recordCurrent(act: NetworkActs['recordedCurrent'], current: Numbers): Numbers {
  if (act === networkFields.recordedCurrent['of-the-step'].act) return current;
  const { values, errors } = current;
  const last = (rows: Numbers['values'], step: number, neuron: number) => rows[step - 1]?.[neuron] ?? 0;
  return {
    values: values.map((row, step) => row.map((now, neuron) => act(now, last(values, step, neuron)))),
    errors: errors.map((row, step) => row.map((now, neuron) => now + last(errors, step, neuron))),
  };
}

/** The index of a layer by its name; the first is `layer1`. */
export const layerOf = (name: string): number => Number(name.replace('layer', '')) - 1;

interface Following {
  readonly precision: Precision;
  /** How much of a request is followed; all of it by default. */
  readonly until?: Extent;
  /** Whether a neuron is followed only as far as rounding decides nothing. */
  readonly isFollowed: boolean;
  readonly observed?: ObservedSpikes;
}

/** The first images of a request, and their first steps. */
export interface Extent {
  readonly images: number;
  readonly steps: number;
}

/** Follows a network stage by stage, with bounds on its rounding errors. */
export function* followNetwork(acts: NetworkActs, asked: NetworkInput, following: Following): Generator<Stage> {
  const { until = { images: asked.images.length, steps: asked.steps } } = following;
  const { steps } = until;
  const input = { ...asked, ...acts.settings(asked), steps, images: asked.images.slice(0, until.images) };
  const { images, weights } = input;
  const { architecture } = input;
  const folded = foldedOf(acts, input);
  const shown = images.map((_, index) => images[acts.images(index)] ?? []);
  let shape = architecture.input;
  let values = shown.flatMap((image) => {
    const pixels = reorder(Array.from(image, acts.pixels), shape, acts.pixelOrder);
    return Array.from({ length: steps }, () => pixels);
  });
  let decided: readonly number[] = images.map(() => steps);
  for (const [index, layer] of architecture.hidden.entries()) {
    const [at, to] = [folded(index, layer.channels), shapeOf(shape, layer)];
    const sums = convolveAll(acts, layer, at, weights.layers[index]?.kernel ?? [], values, [shape, to]);
    const current = connect(acts, input, index, sums, biasesOf(acts, input, at), following);
    yield { is: 'received', layer: index, current, decided };
    const run = runLayer(acts, input, index, { current, decided }, following);
    yield { is: 'layer', layer: index, ...run };
    decided = run.decided;
    const isLast = index === architecture.hidden.length - 1;
    const relayed = isLast || acts.relayed === 'spikes' ? run.spikes : current.values;
    const sent = relayed.map((row) => (isLast ? flatten(row, to, acts.flattening) : reorder(row, to, acts.spikeOrder)));
    values =
      isLast || acts.spikeRelay === 0
        ? sent
        : sent.map((row, step) => (step % steps === 0 ? row.map(() => 0) : (sent[step - 1] ?? [])));
    shape = to;
  }
  const sums = readOutAll(acts, input, values);
  const read = connect(acts, input, architecture.hidden.length, sums, readoutBiases(acts, input), following);
  const rows = acts.readoutInput === 'sums' ? read : thresholded(read);
  yield { is: 'read-out', readout: showReadouts(acts, input, rows, following), decided };
}

/** 1 where a number is above 1, or else 0; what rounding decides has any error. */
const thresholded = ({ values, errors }: Numbers): Numbers => ({
  values: values.map((row) => row.map((value) => (value > 1 ? 1 : 0))),
  errors: values.map((row, step) =>
    row.map((value, label) => (Math.abs(value - 1) > (errors[step]?.[label] as number) ? 0 : 1)),
  ),
});

const rowsOf = <One>(rows: readonly One[], image: number, { steps }: NetworkInput) =>
  rows.slice(image * steps, (image + 1) * steps);

const heightOf = (acts: NetworkActs, { architecture, ...input }: NetworkInput) =>
  acts.spikeHeight(prepareNeuron(acts, { ...input, ...architecture.neuron }).given);

function foldedOf(acts: NetworkActs, input: NetworkInput): (index: number, channels: number) => Folded {
  const { maxRateHz, intercept, tauRefSeconds, tauRcSeconds } = input.architecture.neuron;
  const atMaxRate = 1 / (1 - exp((tauRefSeconds - 1 / maxRateHz) / tauRcSeconds));
  const gain = (atMaxRate - 1) / (1 - intercept);
  const height = heightOf(acts, input);
  return (index, channels) => ({ gain: acts.gain({ gain, index, intercept }), height, intercept, index, channels });
}

function biasesOf(acts: NetworkActs, { weights }: NetworkInput, at: Folded): Sum[] {
  const { kernelBias, neuronBias } = weights.layers[at.index] as NetworkInput['weights']['layers'][number];
  return Array.from(neuronBias, (_, neuron) => {
    const own = acts.neuronBias(neuronBias, neuron, at.channels);
    const [position, positions] = [Math.floor(neuron / at.channels), neuronBias.length / at.channels];
    const ofKernel = acts.kernelBias(kernelBias, neuron % at.channels, { ...at, position, positions });
    return { sum: own + ofKernel, size: Math.abs(own) + Math.abs(ofKernel), terms: 2 };
  });
}

/** A sum, that of the sizes of its terms, and their number. */
interface Sum {
  readonly sum: number;
  readonly size: number;
  readonly terms: number;
}

function shapeOf({ rows, columns }: Shape, { kernelSize, stride, padding = 0, channels }: Layer): Shape {
  const positions = (length: number) => Math.floor((length + 2 * padding - kernelSize) / stride) + 1;
  return { rows: positions(rows), columns: positions(columns), channels };
}

/** The shapes of an image and of the layers behind it. */
export function shapesOf(input: Shape, layers: readonly Layer[]): readonly Shape[] {
  const shapes = [input];
  for (const layer of layers) shapes.push(shapeOf(shapes.at(-1) as Shape, layer));
  return shapes;
}

function reorder(
  values: readonly number[],
  { rows, columns, channels }: Shape,
  order: NetworkActs['pixelOrder'],
): readonly number[] {
  if (order === rowColumnChannel) return values;
  return values.map((_, index) => {
    const position = Math.floor(index / channels);
    const [row, column] = [Math.floor(position / columns), position % columns];
    return values[order({ rows, columns, channels }, row, column, index % channels)] ?? 0;
  });
}

/** The spikes of a layer in the order of a list; a place that no neuron has stays empty. */
function flatten(values: readonly number[], shape: Shape, order: NetworkActs['flattening']): readonly number[] {
  if (order === rowColumnChannel) return values;
  const indices = reorder([...values.keys()], shape, order);
  const list = values.map(() => 0);
  for (const [neuron, index] of indices.entries()) list[index] = values[neuron] as number;
  return list;
}

/** Convolves the rows of all steps; a row that repeats is convolved once. */
function convolveAll(
  acts: NetworkActs,
  layer: Layer,
  at: Folded,
  kernel: ArrayLike<number>,
  rows: readonly (readonly number[])[],
  shapes: readonly [Shape, Shape],
): Sum[][] {
  const factor = at.gain * acts.weightHeight(at);
  const taps = tapsOf(acts, layer, kernel, factor, shapes);
  let last: readonly number[] | undefined;
  let sums: Sum[] = [];
  return rows.map((row) => {
    if (row !== last) sums = taps.map((own) => sumOver(own, row));
    last = row;
    return sums;
  });
}

/** What a neuron receives: the indices of inputs, and their weights. */
interface Taps {
  readonly inputs: readonly number[];
  readonly weights: readonly number[];
}

function sumOver({ inputs, weights }: Taps, row: readonly number[]): Sum {
  let [sum, size] = [0, 0];
  for (let tap = 0; tap < inputs.length; tap++) {
    const value = row[inputs[tap] as number] as number;
    if (value === 0) continue;
    const term = (weights[tap] as number) * value;
    sum += term;
    size += Math.abs(term);
  }
  return { sum, size, terms: inputs.length };
}

function tapsOf(
  acts: NetworkActs,
  layer: Layer,
  kernel: ArrayLike<number>,
  factor: number,
  [from, to]: readonly [Shape, Shape],
): Taps[] {
  const { kernelSize, stride, padding = 0 } = layer;
  const kind = acts.padding(layer);
  const before = kind === 'end' ? 0 : padding;
  const of = { inputs: from.channels, outputs: to.channels, positions: kernelSize * kernelSize };
  const taps: Taps[] = [];
  for (let row = 0; row < to.rows; row++)
    for (let column = 0; column < to.columns; column++)
      for (let output = 0; output < to.channels; output++) {
        const [inputs, weights]: [number[], number[]] = [[], []];
        let isAtBorder = false;
        for (let i = 0; i < kernelSize; i++)
          for (let j = 0; j < kernelSize; j++) {
            const y = row * acts.stride(stride, 'row', kernelSize) + i - before;
            const x = column * acts.stride(stride, 'column', kernelSize) + j - before;
            if (y < 0 || x < 0 || y >= from.rows || x >= from.columns) {
              isAtBorder = true;
              continue;
            }
            const [a, b] = acts.kernel(i, j, kernelSize);
            for (let input = 0; input < from.channels; input++) {
              inputs.push(rowColumnChannel(from, y, x, input));
              const index = acts.kernelOrder(a * kernelSize + b, input, output, of);
              weights.push(index === undefined ? 0 : factor * (kernel[index] as number));
            }
          }
        taps.push(isAtBorder && kind === 'biases-only' ? { inputs: [], weights: [] } : { inputs, weights });
      }
  return taps;
}

function readOutAll(acts: NetworkActs, input: NetworkInput, rows: readonly (readonly number[])[]): Sum[][] {
  const {
    weights: { readout },
    architecture: { classes },
  } = input;
  const factor = acts.readoutHeight(heightOf(acts, input));
  const neurons = rows[0]?.length ?? 0;
  const inputs = Array.from({ length: neurons }, (_, neuron) => neuron);
  const taps = Array.from(
    { length: classes },
    (_, label): Taps => ({
      inputs,
      weights: inputs.map(
        (neuron) => factor * (readout.weight[acts.readoutOrder(neuron, label, neurons, classes)] as number),
      ),
    }),
  );
  return rows.map((row) => taps.map((own) => sumOver(own, row)));
}

function readoutBiases(acts: NetworkActs, input: NetworkInput): Sum[] {
  const height = heightOf(acts, input);
  const hidden = input.weights.layers.at(-1)?.neuronBias;
  return Array.from(input.weights.readout.bias, (bias, label) => {
    const sum = acts.readoutBias(bias, height, hidden?.[label] ?? 0);
    return { sum, size: Math.abs(sum), terms: 1 };
  });
}

/**
 * Roundings of one term of a sum without the additions: amplitude, dt, height, gain (12), folding (3), product, bias. They
 * are doubled, because a program may fold first or last.
 */
const roundingsOfATerm = 20;

/** Roundings of a filter per step: two products, a sum, two coefficients. */
const roundingsOfAFilterStep = 5;

/** Roundings of an exponential, which are relative to 1 − e^(−dt/τ) if that is computed as it is written. */
const roundingsOfExponential = 3;

/** The weighted inputs of a layer, through its synapses, with its biases. */
function connect(
  acts: NetworkActs,
  input: NetworkInput,
  layer: number,
  sums: readonly Sum[][],
  biases: readonly Sum[],
  { precision }: Following,
): Numbers {
  const { synapseSeconds = 0, dtSeconds, steps } = input;
  const roundoff = unitRoundoff[precision.name];
  const tau = acts.synapseTime(synapseSeconds, dtSeconds);
  const hasSynapse = tau > 0 && acts.synapses(layer, input.architecture.hidden.length);
  const isFiltered = acts.synapseBias === 'before';
  const plus = (row: readonly Sum[]) => row.map((own, index) => addSums(own, biases[index] as Sum));
  const filter = hasSynapse ? acts.synapseFilter(tau) : undefined;
  const all = isFiltered || !filter ? sums.map(plus) : sums;
  const through = filter ? filterSums(acts, filter, all, steps) : all;
  const rows = filter && !isFiltered ? through.map(plus) : through;
  const ofFilter = filter ? roundingsOfFilter(filter, steps) : 0;
  const roundings = 2 * (roundingsOfATerm + roundingsOfGain(input) + ofFilter) * roundoff;
  return {
    values: rows.map((row) => row.map(({ sum }) => precision.round(sum))),
    errors: rows.map((row) => row.map(({ size, terms }) => (roundings + 2 * terms * roundoff) * size)),
  };
}

const roundingsOfFilter = ({ take }: Filter, steps: number) =>
  roundingsOfAFilterStep * steps + roundingsOfExponential / take;

/** 1 − e^z loses digits if a neuron is slow in units of τ_rc. */
function roundingsOfGain({ architecture: { neuron } }: NetworkInput): number {
  const { maxRateHz, tauRefSeconds, tauRcSeconds } = neuron;
  return 2 * roundingsOfExponential * exp(-(tauRefSeconds - 1 / maxRateHz) / tauRcSeconds);
}

const addSums = (one: Sum, other: Sum): Sum => ({
  sum: one.sum + other.sum,
  size: one.size + other.size,
  terms: one.terms + other.terms,
});

function filterSums(
  acts: NetworkActs,
  { keep, take }: Filter,
  rows: readonly (readonly Sum[])[],
  steps: number,
): Sum[][] {
  const limit = acts.synapseLimit;
  let held: Sum[] = [];
  return rows.map((row, index) => {
    const isStart = index === 0 || (acts.synapseStart === 'zero' && index % steps === 0);
    const before = isStart ? row.map(({ terms }): Sum => ({ sum: 0, size: 0, terms })) : held;
    held = row.map(({ sum, size, terms }, own) => {
      const last = before[own] as Sum;
      const next = keep * last.sum + take * sum;
      return { sum: Math.max(-limit, Math.min(next, limit)), size: keep * last.size + take * size, terms };
    });
    return acts.synapseLag === 1 ? before : held;
  });
}

/** Runs the neurons of a layer on the images, each from the initial state or from where the last one ended. */
function runLayer(
  acts: NetworkActs,
  input: NetworkInput,
  index: number,
  { current, decided }: Received,
  following: Following,
): LayerRun {
  const { architecture, steps, images, initialVoltage, dtSeconds, minVoltage } = input;
  const parameters = { ...architecture.neuron, dtSeconds, minVoltage, amplitude: 1 };
  const neuron = prepareNeuron(acts, parameters, following.precision);
  const voltages = Array.from(initialVoltage[index] ?? []);
  const isContinued = acts.imageStart === 'continued';
  const runs = isContinued ? [0] : images.map((_, image) => image);
  const length = isContinued ? steps * images.length : steps;
  const parts = runs.map((image) => {
    const slice = <One>(rows: readonly One[]) => rows.slice(image * steps, image * steps + length);
    const part = { values: slice(current.values), errors: slice(current.errors) };
    const isZero = acts.imageStart === 'zero' && image > 0;
    const initial = isZero ? voltages.map(() => 0) : voltages;
    return runNeurons(neuron, initial, part, index, image === 0 ? following : { ...following, observed: undefined });
  });
  const own = isContinued
    ? images.map((_, image) => Math.max(0, Math.min(steps, (parts[0]?.ends ?? 0) - image * steps)))
    : parts.map(({ ends }) => ends);
  const reach = decided.map((before, image) => Math.min(before, own[image] as number));
  const spikes = parts.flatMap((part) => part.spikes);
  return {
    spikes,
    voltage: { values: parts.flatMap(({ voltage }) => voltage), errors: parts.flatMap(({ errors }) => errors) },
    counts: images.map((_, image) => acts.counts(rowsOf(spikes, acts.countedImage(image), input))),
    // a spike in doubt is in doubt in all later images, too
    decided: isContinued
      ? reach.map((one, image) => (reach.slice(0, image).every((all) => all === steps) ? one : 0))
      : reach,
  };
}

function runNeurons(
  neuron: ChosenNeuron,
  initialVoltage: readonly number[],
  { values, errors: ofCurrent }: Numbers,
  layer: number,
  { precision, isFollowed, observed }: Omit<Following, 'observed'> & { readonly observed?: ObservedSpikes | undefined },
) {
  const input = { initialVoltage, current: values };
  const zeros = () => values.map(() => initialVoltage.map(() => 0));
  const [spikes, voltage, errors] = [zeros(), zeros(), zeros()];
  let ends = values.length;
  const note = (
    step: number,
    own: number,
    { fired, shown }: { readonly fired: number; readonly shown: number },
    error: number,
  ) => {
    (spikes[step] as number[])[own] = fired;
    (voltage[step] as number[])[own] = shown;
    (errors[step] as number[])[own] = error;
    return true;
  };
  for (const own of initialVoltage.keys()) {
    if (!isFollowed) {
      runNeuron(neuron, input, own, (step, after) => note(step, own, after, 0));
      continue;
    }
    let reached = 0;
    const currentErrors = ofCurrent.map((row) => row[own] as number);
    const counts = observed && { counts: (step: number) => observed(layer, own, step) };
    predictNeuron(
      neuron,
      input,
      own,
      { precision: precision.name, currentErrors, ...counts },
      (step, { after, error }) => {
        reached = step + 1;
        return note(step, own, after, error);
      },
    );
    ends = Math.min(ends, reached);
  }
  return { spikes, voltage, errors, ends };
}

/** What an answer shows of the read-outs of each image. */
function showReadouts(
  acts: NetworkActs,
  input: NetworkInput,
  { values, errors }: Numbers,
  { precision }: Following,
): Numbers {
  const filter = exactFilter(acts.readoutTime(input.architecture.readoutTauSeconds, input.dtSeconds));
  const show = (rows: Numbers['values']) => showReadout(acts.readout, filter, rows);
  const roundings = 2 * roundingsOfFilter(filter, input.steps) * unitRoundoff[precision.name];
  const ofImages = <One>(act: (image: number) => One) => input.images.map((_, image) => act(image));
  return {
    values: ofImages((image) => show(rowsOf(values, image, input)).map(precision.round)),
    errors: ofImages((image) => {
      const sizes = show(rowsOf(values, image, input).map((row) => row.map(Math.abs)));
      const ofSteps = show(rowsOf(errors, image, input));
      return sizes.map((size, label) => (ofSteps[label] as number) + roundings * size);
    }),
  };
}

function showReadout(
  kind: NetworkActs['readout'],
  { keep, take }: Filter,
  rows: readonly (readonly number[])[],
): readonly number[] {
  if (kind === 'last') return rows.at(-1) ?? [];
  const zeros = (rows[0] ?? []).map(() => 0);
  const sum = (all: readonly (readonly number[])[], before: number, now: number) =>
    all.reduce<readonly number[]>(
      (held, row) => held.map((one, label) => before * one + now * (row[label] as number)),
      zeros,
    );
  if (kind === 'sum') return sum(rows, 1, 1);
  if (kind === 'mean') return sum(rows, 1, 1 / rows.length);
  return sum(kind === 'filtered' ? rows.slice(0, -1) : rows, keep, take);
}
