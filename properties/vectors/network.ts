import { nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import type { NetworkInput } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import type { NetworkVector } from '../../src/conformance/vectors/vector.ts';
import { type CapabilityFields, description, RoundingDecides, type VectorCase } from './description.ts';
import { type Settled, settle } from './settled-network.ts';

const networkFields: CapabilityFields<'network'> = {
  capability: 'network',
  conventions: nengoConventions,
  rules: {
    layout: 'row, column, channel; kernels row, column, input channel, output channel',
    current:
      'gain * (kernel * x + kernel bias) + neuron bias, x the image or the spikes of this step, each amplitude/dt high',
    readout: 'low-pass, y[t] = a * y[t-1] + (1 - a) * x[t-1]',
    class: 'largest, lowest index at a tie',
  },
  units: 'seconds; current and voltage dimensionless; read-out in units of amplitude per second times weight',
};

const synapseRule =
  'between layers, gain * (kernel * x) is filtered like the read-out with tau = synapseSeconds, then biases are added';

const paddingRule = 'zeros around the input of a convolution, as many on each of the four sides as its padding';

/** Bounds for a network whose spikes and class rounding cannot change. */
export interface SettledNetwork {
  readonly inFloat64: Settled;
  readonly inFloat32: Settled;
}

/** Undefined if rounding could decide whether some neuron fires, or which class wins. */
async function settleInBoth(input: NetworkInput): Promise<SettledNetwork | undefined> {
  const inFloat32 = await settle(input, 'float32');
  const inFloat64 = inFloat32 && (await settle(input, 'float64'));
  return inFloat64 && { inFloat64, inFloat32 };
}

/**
 * A vector of a network.
 *
 * @throws {RoundingDecides} if rounding to float32 could decide whether a neuron fires, or which class wins
 */
export async function networkAnswer({ input, ...about }: VectorCase<NetworkInput>): Promise<NetworkVector> {
  const settled = await settleInBoth(input);
  if (settled === undefined) throw new RoundingDecides(about.id);
  const { inFloat64, inFloat32 } = settled;
  const { network } = reference('float64');
  if (network === undefined) throw new Error('the reference must support networks');
  const isPadded = input.architecture.hidden.some(({ padding = 0 }) => padding > 0);
  const rules = {
    ...networkFields.rules,
    ...(input.synapseSeconds && { synapse: synapseRule }),
    ...(isPadded && { padding: paddingRule }),
  };
  return {
    ...description({ ...networkFields, rules }, about),
    input,
    expected: await network(input),
    tolerance: {
      float64: inFloat64.allowed,
      float32: inFloat32.allowed,
      derivation:
        'sums in any order (properties/network/rounding.ts), then a running error bound over the steps (properties/oracles/prediction.ts)',
    },
    margin: inFloat64.margin,
  };
}
