import { type PrecisionName, precisions } from '../../base/precision.ts';
import type { NetworkInput, NetworkOutput, NeuronOutput } from '../implementation.ts';
import { type Chosen, withoutDefinition } from './choice.ts';
import { canonical } from './conventions.ts';
import { type JudgedBy, mostSets, setsGiving } from './diagnose.ts';
import type { Asked } from './match.ts';
import { type NetworkActs, networkFields, ownFields } from './network.ts';
import { networkProbes } from './network-probes.ts';
import {
  type Extent,
  followNetwork,
  layerOf,
  networkActs,
  type ObservedSpikes,
  recordingIn,
  runNetwork,
  type Stage,
} from './network-run.ts';
import { type Compared, matchingNumbers } from './numbers-match.ts';
import { type AskedRequest, mostChanges, type Stages } from './stages.ts';

/** An answer of a simulator to a request to run a network. */
export type AskedNetwork = AskedRequest<NetworkInput, NetworkOutput>;

/** A part of an answer; recordings have a number. */
type Part = number | 'counts' | 'read-out' | 'class';

interface NetworkNumber extends Compared {
  readonly part: Part;
  /** The step of a recording, otherwise the image. */
  readonly row: number;
  /** The neuron, layer or class. */
  readonly column: number;
}

/** Compares answers with sets of choices, number by number, the recordings of a request first. */
const networkMatcher: Stages<NetworkInput, NetworkOutput>['matcherOf'] = matchingNumbers(
  (chosen, one, precision) => numbersOf(networkActs(chosen), one, followingOf(one, precision)),
  {
    *numbersUpTo(last, chosen, one, precision) {
      const following = { ...followingOf(one, precision), until: extentOf(last, one.input) };
      for (const number of numbersOf(networkActs(chosen), one, following)) {
        yield number;
        if (isAt(number, last)) return;
      }
    },
    // a change of currents that are not recorded need not change how many spikes there are
    mends: (off, last, one) =>
      (off.part === 'counts' && !isRecorded(off, one)) || (isAt(off, last) && off.expected !== last.expected),
    decidesContradictions: true,
  },
);

const followingOf = ({ input, answer }: AskedNetwork, precision: PrecisionName) => ({
  precision: precisions[precision],
  isFollowed: true,
  ...observedIn(input, answer),
});

const isAt = (one: NetworkNumber, other: NetworkNumber) =>
  one.part === other.part && one.row === other.row && one.column === other.column;

/** Whether the spikes of a count are recorded: those of the first image. */
const isRecorded = (
  { row, column }: NetworkNumber,
  { input: { probes = [] }, answer: { probed = [] } }: AskedNetwork,
) =>
  row === 0 &&
  probes.some(({ layer, stage }, index) => probed[index] && stage === 'voltage' && layerOf(layer) === column);

/** How much of a request affects a number. Only the first image is recorded. */
const extentOf = ({ part, row }: NetworkNumber, { steps }: NetworkInput): Extent =>
  typeof part === 'number' ? { images: 1, steps: row + 1 } : { images: row + 1, steps };

/** The recorded spikes of the first image decide what rounding does not. */
function observedIn(
  { probes = [] }: NetworkInput,
  { probed = [] }: NetworkOutput,
): { readonly observed?: ObservedSpikes } {
  const rows = new Map(
    probes.flatMap(({ layer, stage }, index) => {
      const recording = probed[index];
      return stage === 'spikes' && recording !== undefined ? [[layerOf(layer), recording] as const] : [];
    }),
  );
  if (rows.size === 0) return {};
  return { observed: (layer, neuron, step) => rows.get(layer)?.[step]?.[neuron] };
}

/** The numbers of a network that rounding does not decide, beside those of an answer. */
function* numbersOf(
  acts: NetworkActs,
  { input, answer }: AskedNetwork,
  following: Parameters<typeof followNetwork>[2],
): Generator<NetworkNumber> {
  for (const stage of followNetwork(acts, input, following)) {
    if (stage.is === 'read-out') yield* readoutsIn(stage, input, answer);
    else {
      yield* recordingsIn(acts, stage, input, answer);
      if (stage.is === 'layer') yield* countsIn(stage, input, answer);
    }
  }
  // the class follows from the read-out that the simulator itself shows
  for (const [row, got] of answer.predicted.entries()) {
    const expected = acts.predicted(answer.readout[row] ?? [], row, answer.readout);
    const about = { where: () => `class of image ${row}`, clause: () => 'class' };
    yield { part: 'class', row, column: 0, ...about, expected, error: 0, got };
  }
}

type Of<Is extends Stage['is']> = Stage & { readonly is: Is };

function* readoutsIn({ readout, decided }: Of<'read-out'>, { steps }: NetworkInput, answer: NetworkOutput) {
  for (const [row, classes] of readout.values.entries())
    for (const [column, expected] of classes.entries()) {
      const error = readout.errors[row]?.[column] ?? 0;
      const got = answer.readout[row]?.[column];
      const where = () => `read-out of class ${column}, image ${row}`;
      const clause = () => 'read-out';
      if (decided[row] === steps) yield { part: 'read-out' as const, row, column, where, expected, error, got, clause };
    }
}

function* recordingsIn(
  acts: NetworkActs,
  stage: Of<'received' | 'layer'>,
  { probes = [], synapseSeconds = 0 }: NetworkInput,
  { probed = [] }: NetworkOutput,
) {
  for (const [part, probe] of probes.entries()) {
    const [recording, own] = [probed[acts.recordingOrder(part, probes)], recordingIn(acts, stage, probe)];
    if (recording === undefined || own === undefined) continue;
    const clause = () => {
      if (probe.stage !== 'current') return 'layers';
      return stage.layer > 0 && synapseSeconds > 0 ? 'synapse' : 'convolution';
    };
    for (const [row, values] of own.values.slice(0, stage.decided[0]).entries())
      for (const [column, expected] of values.entries()) {
        const error = own.errors?.[row]?.[column] ?? 0;
        const where = () => `${probe.stage} of layer ${stage.layer + 1} in step ${row}, neuron ${column}`;
        yield { part, row, column, where, expected, error, got: recording[row]?.[column], clause };
      }
  }
}

function* countsIn({ counts, decided, layer: column }: Of<'layer'>, { steps }: NetworkInput, answer: NetworkOutput) {
  for (const [row, expected] of counts.entries()) {
    const got = answer.spikeCounts[row]?.[column];
    const where = () => `spikes of layer ${column + 1}, image ${row}`;
    // the image before is right, because it is compared before
    const clause = () => (row > 0 ? 'images' : 'layers');
    if (decided[row] === steps) yield { part: 'counts' as const, row, column, where, expected, error: 0, got, clause };
  }
}

/** A set without the choices that are the definition, and without those that have no effect. */
const reduced = (chosen: Chosen): Chosen => withoutDefinition(canonical(chosen), networkFields);

/** What neurons do in a network, in which they have no spike height of their own. */
const inNetwork = ({ spikeHeight: _, ...chosen }: Chosen): Chosen => reduced(chosen);

/** The stages of a network. If only recordings show what its neurons do, these are compared first. */
export const networkStages: Stages<NetworkInput, NetworkOutput> = {
  fields: networkFields,
  // beyond one change, only stages of the network itself are combined
  combined: ownFields,
  probes: networkProbes,
  lessOf: ({ probes: _, ...unrecorded }) => unrecorded,
  matcherOf: networkMatcher,
  ofNeurons: (chosen) => [inNetwork(chosen)],
  suggested: neuronsRecordedIn,
  canonical: reduced,
  shown: {
    run: (chosen, input, precision) => runNetwork(chosen, input, precisions[precision]),
    partsOf: ({ probes = [] }, { probed, spikeCounts, readout, predicted }) => [
      ...probes.map(({ layer, stage }, index) => ({
        name: `${stage} of layer ${layerOf(layer) + 1}`,
        of: ['step', 'neuron'] as const,
        values: probed?.[index] ?? [],
      })),
      { name: 'spike counts', of: ['image', 'layer'], values: spikeCounts },
      { name: 'read-out', of: ['image', 'class'], values: readout },
      { name: 'class', of: ['image', 'number'], values: predicted.map((one) => [one]) },
    ],
    traits: {
      'with padding': ({ architecture }) => architecture.hidden.some(({ padding = 0 }) => padding > 0),
      'with a stride above 1': ({ architecture }) => architecture.hidden.some(({ stride }) => stride > 1),
      'with kernels of more than one weight per channel': ({ architecture }) =>
        architecture.hidden.some(({ kernelSize }) => kernelSize > 1),
      'with several layers': ({ architecture }) => architecture.hidden.length > 1,
      'with images that are not square': ({ architecture: { input } }) => input.rows !== input.columns,
      'with several image channels': ({ architecture }) => architecture.input.channels > 1,
      'with several images': ({ images }) => images.length > 1,
      'with synapses': ({ synapseSeconds = 0 }) => synapseSeconds > 0,
      'with a floor': ({ minVoltage }) => Number.isFinite(minVoltage),
      'without a floor': ({ minVoltage }) => !Number.isFinite(minVoltage),
      'in steps other than 1 ms': ({ dtSeconds }) => dtSeconds !== 0.001,
      'at amplitudes other than 0.01': ({ amplitude }) => amplitude !== 0.01,
      'with more than 64 neurons in a layer': ({ initialVoltage }) => initialVoltage.some(({ length }) => length > 64),
    },
  },
};

/** The sets of choices that the recordings of layers show: the currents of a layer are a request to neurons. */
function neuronsRecordedIn(asked: readonly AskedNetwork[], judgedBy: JudgedBy): Chosen[] {
  const recorded = asked.flatMap(neuronsIn);
  return recorded.length === 0 ? [] : setsGiving(recorded, judgedBy, mostChanges).slice(0, mostSets).map(inNetwork);
}

/** More spikes of a neuron in a step are a mistake of the recording. */
const mostSpikes = 1000;

const areCounts = (spikes: readonly (readonly number[])[]): boolean =>
  spikes.every((row) => row.every((count) => Number.isInteger(count) && count >= 0 && count <= mostSpikes));

function neuronsIn({ id, input, answer: { probed = [] } }: AskedNetwork): Asked[] {
  const { architecture, dtSeconds, minVoltage, probes = [] } = input;
  const recording = (layer: string, wanted: string) =>
    probed[probes.findIndex((one) => one.layer === layer && one.stage === wanted)];
  return [...new Set(probes.map(({ layer }) => layer))].flatMap((layer) => {
    const [current, spikes, voltage] = ['current', 'spikes', 'voltage'].map((stage) => recording(layer, stage));
    const start = input.initialVoltage[layerOf(layer)];
    if (current === undefined || spikes === undefined || start === undefined || !areCounts(spikes)) return [];
    const initialVoltage = Array.from(start);
    const { tauRcSeconds, tauRefSeconds } = architecture.neuron;
    const neurons = { dtSeconds, tauRcSeconds, tauRefSeconds, amplitude: 1, minVoltage, initialVoltage, current };
    const trains = initialVoltage.map((_, neuron) =>
      spikes.flatMap((row, step) => Array<number>(row[neuron] ?? 0).fill(step)),
    );
    const answer: NeuronOutput = { spikes: trains, spikeHeight: 1 / dtSeconds, ...(voltage && { voltage }) };
    return [{ id: `${layer} of ${id}`, input: neurons, answer }];
  });
}
