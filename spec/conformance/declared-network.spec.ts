import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runsAtAnySize } from '../../properties/network/any-size.ts';
import { classifiesDigitsAsNengoDl } from '../../properties/network/digits.ts';
import type { PrecisionName } from '../../src/base/precision.ts';
import type { Conventions } from '../../src/conformance/choices/conventions.ts';
import { profiles } from '../../src/conformance/choices/profiles.ts';
import { simulatorOf } from '../../src/conformance/chosen-simulator.ts';
import type { NetworkInput } from '../../src/conformance/implementation.ts';
import { alsoSlow, describeSlow, isSlow } from '../slow.ts';

type Change = (input: NetworkInput) => NetworkInput;

/** Whether a network that declares conventions breaks a law. Its neurons follow them, unless another rule is given. */
async function breaks(
  conventions: Conventions,
  numRuns: number,
  {
    precision = 'float64' as PrecisionName,
    form = 'difference',
    change = ((one) => one) as Change,
    rule = conventions,
    law = runsAtAnySize,
  },
): Promise<boolean> {
  const { network: run } = simulatorOf({ ...rule, form }, precision);
  const implementation = {
    name: 'declares its rule',
    precision,
    network: async (input: NetworkInput) => run(change(input)),
  };
  return (await fc.check(law.property(implementation, conventions), { numRuns, endOnFailure: true })).failed;
}

const membranesOf20Ms: Change = ({ architecture, ...input }) => ({
  ...input,
  architecture: { ...architecture, neuron: { ...architecture.neuron, tauRcSeconds: 0.02 } },
});

const blindAfterTheFifthRow: Change = (input) => {
  const { columns, channels } = input.architecture.input;
  const images = input.images.map((image) => image.map((pixel, n) => (n < 5 * columns * channels ? pixel : 0)));
  return { ...input, images: images as NetworkInput['images'] };
};

const some = profiles.filter(({ id }) => ['norse-box', 'snntorch-subtract'].includes(id));

describe('the law about networks of any size, held to a declared rule', () => {
  it.each(isSlow ? profiles : some)(
    'is not broken by another order of operations or precision: $id',
    alsoSlow,
    async ({ conventions }) => {
      expect(await breaks(conventions, 4, { precision: 'float64', form: 'towards' })).toBe(false);
      expect(await breaks(conventions, 4, { precision: 'float32', form: 'complement' })).toBe(false);
    },
  );

  it.each(some)('is broken by wrong sizes and time constants: $id', async ({ conventions }) => {
    expect(await breaks(conventions, 30, { change: membranesOf20Ms })).toBe(true);
    expect(await breaks(conventions, 30, { change: blindAfterTheFifthRow })).toBe(true);
  });

  it.each(some)('is broken by the neurons of another rule: $id', async ({ conventions }) => {
    const reset = conventions.reset === 'zero' ? 'subtract' : 'zero';
    expect(await breaks(conventions, 30, { rule: { ...conventions, reset } })).toBe(true);
  });
});

describeSlow('the law about digits, held to a declared rule', () => {
  const law = classifiesDigitsAsNengoDl;

  it.each(some.slice(0, 1))('is broken by blindness only: $id', async ({ conventions }) => {
    expect(await breaks(conventions, 4, { law, precision: 'float32' })).toBe(false);
    expect(await breaks(conventions, 4, { law, precision: 'float32', change: blindAfterTheFifthRow })).toBe(true);
  });
});
