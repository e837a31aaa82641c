import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { legalNetwork, smallNetwork } from '../../properties/arbitraries/legal-network.ts';
import { probesOf } from '../../properties/network/observation.ts';
import { precisions } from '../../src/base/precision.ts';
import { nameOf } from '../../src/conformance/choices/choice.ts';
import { ownFields } from '../../src/conformance/choices/network.ts';
import { networkProbes } from '../../src/conformance/choices/network-probes.ts';
import { runNetwork } from '../../src/conformance/choices/network-run.ts';
import type { NetworkInput, NetworkOutput } from '../../src/conformance/implementation.ts';
import { networkOutput } from '../../src/conformance/reference.ts';
import { areClose } from './changed.ts';

/** Rounding errors of these runs stay below; the choices differ by more. */
const tolerance = 1e-9;

const agree = (one: NetworkOutput, other: NetworkOutput) => areClose(one, other, tolerance);

/** Whether a voltage is so close to the threshold that rounding could decide a spike. */
const isDecided = (input: NetworkInput) =>
  input.images.every((image) => {
    const alone = { ...input, images: [image], probes: probesOf(input) };
    const { probed = [] } = runNetwork({ shownVoltage: 'before-reset' }, alone);
    return probed.flat(2).every((value) => Math.abs(value - 1) > tolerance);
  });

const right = (input: NetworkInput) => networkOutput(input, precisions.float64);

describe('the definition in the table of a network', () => {
  it.each([
    ['small networks', smallNetwork({ images: 2 }), 40],
    ['networks of all fields', legalNetwork({ images: 2 }), 40],
  ])('always gives every number of the reference, on %s', (_, networks, numRuns) => {
    fc.assert(
      fc.property(networks, (drawn) => {
        fc.pre(isDecided(drawn));
        const input = { ...drawn, probes: probesOf(drawn) };
        expect(agree(right(input), runNetwork({}, input))).toBe(true);
      }),
      { numRuns },
    );
  });
});

describe('each choice in the table of a network', () => {
  const rows = Object.entries(ownFields).flatMap(([field, choices]) =>
    Object.entries(choices).map(([name, { status }]) => ({ field, name, status })),
  );
  const answers = networkProbes.map(({ input }) => ({ input, output: right(input) }));

  it.each(rows.filter(({ status }) => status !== 'definition'))(
    'that is no definition shows in the answer to a probe: $field $name',
    ({ field, name }) => {
      const shows = answers.some(({ input, output }) => !agree(output, runNetwork({ [field]: name }, input)));
      expect(shows).toBe(true);
    },
  );

  it('that is the definition gives the answers of the reference to every probe', () => {
    const differing = networkProbes.filter(({ input }) => !agree(right(input), runNetwork({}, input)));
    expect(differing.map(({ id }) => id)).toEqual([]);
  });

  it('has a name of its own', () => {
    const names = rows.map(({ field, name }) => nameOf({ [field]: name }));
    expect(new Set(names).size).toBe(names.length);
  });
});
