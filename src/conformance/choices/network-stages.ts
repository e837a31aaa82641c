import { precisions } from '../../base/precision.ts';
import type { NetworkInput, NetworkOutput, NeuronOutput } from '../implementation.ts';
import { type Chosen, withoutDefinition } from './choice.ts';
import { canonical } from './conventions.ts';
import { type JudgedBy, mostSets, setsGiving } from './diagnose.ts';
import type { Asked } from './match.ts';
import { networkFields, ownFields } from './network.ts';
import { type AskedNetwork, networkMatcher } from './network-match.ts';
import { networkProbes } from './network-probes.ts';
import { layerOf, runNetwork } from './network-run.ts';
import { mostChanges, type Stages } from './stages.ts';

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
