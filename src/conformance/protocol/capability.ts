import type { z } from 'zod';
import type { CapabilityName } from '../implementation.ts';
import { networkInput, networkMisfit, networkOutput, readNetworkInput, writeNetworkInput } from './network.ts';
import { neuronInput, neuronMisfit, neuronOutput, writeNeuronInput } from './neuron.ts';
import { readNumbers } from './number.ts';
import { seededInput, seededMisfit, seededOutput, writeSeededInput } from './seeded.ts';
import { synapseInput, synapseMisfit, synapseOutput, writeSynapseInput } from './synapse.ts';
import { readTrainingInput, trainingInput, trainingOutput, writeTrainingInput } from './training.ts';
import { tuningInput, tuningMisfit, tuningOutput, writeTuningInput } from './tuning.ts';

/** How a capability goes over the wire. */
export interface WireCapability {
  /** Schema of the input on the wire. It says what an input looks like, not whether it makes sense. */
  readonly input: z.ZodType;
  /** Schema of the output, on the wire and in the port. */
  readonly output: z.ZodType;
  readonly writeInput: (input: never) => object;
  readonly readInput: (value: unknown) => unknown;
  /** Fields of the output that have the precision of the implementation. */
  readonly computed: readonly string[];
  /** Names the first part of an output that does not fit the input; undefined if all of it does. */
  readonly misfit: (input: never, output: never) => string | undefined;
}

/** Every capability on the wire. */
export const wireCapabilities: Readonly<Record<CapabilityName, WireCapability>> = {
  neuron: {
    input: neuronInput,
    output: neuronOutput,
    writeInput: writeNeuronInput,
    readInput: readNeuronInput,
    computed: ['spikeHeight', 'voltage'],
    misfit: neuronMisfit,
  },
  tuning: {
    input: tuningInput,
    output: tuningOutput,
    writeInput: writeTuningInput,
    readInput: readNumbers,
    computed: [],
    misfit: tuningMisfit,
  },
  synapse: {
    input: synapseInput,
    output: synapseOutput,
    writeInput: writeSynapseInput,
    readInput: readNumbers,
    computed: ['filtered'],
    misfit: synapseMisfit,
  },
  network: {
    input: networkInput,
    output: networkOutput,
    writeInput: writeNetworkInput,
    readInput: readNetworkInput,
    computed: ['readout', 'probed'],
    misfit: networkMisfit,
  },
  seeded: {
    input: seededInput,
    output: seededOutput,
    writeInput: writeSeededInput,
    readInput: readNumbers,
    computed: [],
    misfit: seededMisfit,
  },
  training: {
    input: trainingInput,
    output: trainingOutput,
    writeInput: writeTrainingInput,
    readInput: readTrainingInput,
    computed: [],
    misfit: () => undefined,
  },
};

/** The state is the implementation's own: nothing is read into it. */
function readNeuronInput(value: unknown): unknown {
  const { state, ...rest } = value as Record<string, unknown>;
  return state === undefined ? readNumbers(rest) : { ...(readNumbers(rest) as object), state };
}

/** Names of all capabilities. */
export const capabilityNames: readonly CapabilityName[] = Object.keys(wireCapabilities) as CapabilityName[];
