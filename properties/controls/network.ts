import { type PrecisionName, precisions } from '../../src/base/precision.ts';
import { networkOf } from '../../src/conformance/chosen-simulator.ts';
import type { Implementation, NetworkInput } from '../../src/conformance/implementation.ts';
import { networkOutput, reference } from '../../src/conformance/reference.ts';
import { foldForSpikes } from '../../src/simulator/network/effective.ts';
import type { LowPassConstants } from '../../src/simulator/synapse/low-pass.ts';

const names: readonly PrecisionName[] = ['float64', 'float32'];

/** The reference, and for some requests the definition of the table, which adds in float64 and rounds each sum once. */
function roundingOtherwise(
  name: string,
  precision: PrecisionName,
  isOther: (input: NetworkInput) => boolean,
): Implementation {
  const { network } = reference(precision) as Required<Implementation>;
  const other = networkOf({}, precision);
  return { name, precision, network: (input) => (isOther(input) ? other : network)(input) };
}

/** Rounds otherwise in every second neuron, as libraries do that compute several positions together. */
function roundingByPosition(precision: PrecisionName): Implementation {
  const { network } = reference(precision) as Required<Implementation>;
  const other = networkOf({}, precision);
  return {
    name: `network-rounds-by-position-in-${precision}`,
    precision,
    network: async (input) => {
      const { state, ...own } = await network(input);
      const { probed = [], spikeCounts } = await other(input);
      // where rounding decides a spike, the two are different runs
      if (JSON.stringify(own.spikeCounts) !== JSON.stringify(spikeCounts)) return own;
      const mixed = own.probed?.map((rows, probe) =>
        rows.map((row, step) =>
          row.map((value, neuron) => (neuron % 2 === 0 ? value : (probed[probe]?.[step]?.[neuron] as number))),
        ),
      );
      return { ...own, ...(mixed && { probed: mixed }) };
    },
  };
}

/** Computes 1 − e^(−dt/τ) as it is written, which loses digits if τ is long. */
const foldBySubtraction: typeof foldForSpikes = (...all) => {
  const folded = foldForSpikes(...all);
  const subtracted = ({ keep, precision }: LowPassConstants) => ({ keep, take: precision.round(1 - keep), precision });
  return { ...folded, lowPass: subtracted(folded.lowPass), synapse: folded.synapse && subtracted(folded.synapse) };
};

const subtractingTheExponential = (precision: PrecisionName): Implementation => ({
  name: `network-subtracts-the-exponential-in-${precision}`,
  precision,
  network: (input) => networkOutput(input, precisions[precision], { fold: foldBySubtraction }),
});

/** Correct networks that compute differently. */
export const networkControls: readonly Implementation[] = [
  ...names.flatMap((precision) => [
    roundingOtherwise(`network-by-the-table-in-${precision}`, precision, () => true),
    subtractingTheExponential(precision),
  ]),
  // a framework may optimize its graph of operations in another way if it contains a filter
  roundingOtherwise(
    'network-rounds-otherwise-behind-synapses',
    'float64',
    ({ synapseSeconds = 0 }) => synapseSeconds > 0,
  ),
  // a matrix product may add in another order if the matrix has more rows
  roundingOtherwise('network-rounds-otherwise-in-batches-in-float32', 'float32', ({ images }) => images.length > 1),
  roundingByPosition('float32'),
];
