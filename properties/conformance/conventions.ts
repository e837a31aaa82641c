import fc from 'fast-check';
import type { PrecisionName } from '../../src/base/precision.ts';
import type { NeuronInput, NeuronOutput } from '../../src/conformance/implementation.ts';
import { lifInput } from '../arbitraries/lif.ts';
import { requireSame } from '../require.ts';

/** The simulator that can follow any conventions, with Nengo's, and the reference. */
export interface ConventionsRule {
  readonly likeNengo: (input: NeuronInput, precision: PrecisionName) => NeuronOutput;
  readonly reference: (input: NeuronInput, precision: PrecisionName) => NeuronOutput;
}

/** A law about the simulator of conventions. */
export interface ConventionsLaw {
  readonly id: string;
  readonly clause: 'conventions';
  readonly statement: string;
  readonly property: (rule: ConventionsRule) => fc.IProperty<unknown>;
}

const precisionName = () => fc.constantFrom<PrecisionName>('float64', 'float32');

const likeNengoIsTheReference: ConventionsLaw = {
  id: 'conventions/like-nengo-is-the-reference',
  clause: 'conventions',
  statement:
    'always gives, under the conventions of Nengo, the spikes, the height and every bit of the voltages of the reference',
  property: (rule) =>
    fc.property(lifInput(), precisionName(), (input, precision) => {
      const seen = ({ spikes, spikeHeight, voltage }: NeuronOutput) => ({ spikes, spikeHeight, voltage });
      const expected = seen(rule.reference(input, precision));
      const got = seen(rule.likeNengo(input, precision));
      requireSame(likeNengoIsTheReference, expected, got);
    }),
};

const continues: ConventionsLaw = {
  id: 'conventions/continues-from-state',
  clause: 'conventions',
  statement: 'always gives in two runs, the second continued from the state of the first, what it gives in one',
  property: (rule) =>
    fc.property(lifInput(), fc.nat(), (input, index) => {
      const { likeNengo } = rule;
      const cut = index % input.current.length;
      const whole = likeNengo(input, 'float64').voltage?.slice(cut);
      const { state } = likeNengo({ ...input, current: input.current.slice(0, cut) }, 'float64');
      const rest = likeNengo({ ...input, current: input.current.slice(cut), state }, 'float64').voltage;
      requireSame(continues, whole, rest);
    }),
};

/** The laws about the simulator of conventions. */
export const conventionsLaws: readonly ConventionsLaw[] = [likeNengoIsTheReference, continues];
