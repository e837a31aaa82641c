import { nengoConventions } from '../../src/conformance/choices/conventions.ts';
import type { NetworkInput } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import { runNetwork } from '../network/observation.ts';
import type { Computed } from './computed.ts';
import { settle } from './settled-network.ts';

const rules = {
  layout: 'row, column, channel; kernels row, column, input channel, output channel',
  current:
    'gain * (kernel * x + kernel bias) + neuron bias, x the image or the spikes of this step, each amplitude/dt high',
  readout: 'low-pass, y[t] = a * y[t-1] + (1 - a) * x[t-1]',
  class: 'largest, lowest index at a tie',
};

const synapseRule =
  'between layers, gain * (kernel * x) is filtered like the read-out with tau = synapseSeconds, then biases are added';

const paddingRule = 'zeros around the input of a convolution, as many on each of the four sides as its padding';

/** A network; undefined if rounding could decide whether a neuron fires, or which class wins. */
export async function networkAnswer(input: NetworkInput): Promise<Computed<'network'> | undefined> {
  const inFloat32 = await settle(input, 'float32');
  const inFloat64 = await settle(input, 'float64');
  if (inFloat32 === undefined || inFloat64 === undefined) return undefined;
  const isPadded = input.architecture.hidden.some(({ padding = 0 }) => padding > 0);
  return {
    conventions: nengoConventions,
    rules: {
      ...rules,
      ...(input.synapseSeconds && { synapse: synapseRule }),
      ...(isPadded && { padding: paddingRule }),
    },
    units: 'seconds; current and voltage dimensionless; read-out in units of amplitude per second times weight',
    expected: await runNetwork(reference('float64'), input),
    tolerance: {
      float64: inFloat64.allowed,
      float32: inFloat32.allowed,
      derivation:
        'sums in any order (properties/network/rounding.ts), then a running error bound over the steps (properties/oracles/prediction.ts)',
    },
    margin: inFloat64.margin,
  };
}
