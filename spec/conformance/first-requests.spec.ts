import { expect, it } from 'vitest';
import { mutants } from '../../properties/mutants/index.ts';
import { requireProtocol } from '../../src/conformance/judge/first-requests.ts';
import { capabilityNames } from '../../src/conformance/protocol/protocol.ts';
import { reference } from '../../src/conformance/reference.ts';
import { publishedVectors } from '../../src/vectors.ts';
import { describeSlow } from '../slow.ts';
import { behindProtocol } from './behind-protocol.ts';

const vectors = publishedVectors();

/** Mutants whose answers break the protocol. */
const misspoken = [
  ...['tells-the-last-spike-first', 'answers-for-the-first-neuron'],
  ...['answers-probes-in-another-order', 'counts-classes-from-one', 'draws-one-neuron-more'],
];

describeSlow('the first requests of a check', () => {
  it('stop only programs that break the protocol', async () => {
    const stopped: string[] = [];
    for (const implementation of [reference(), ...mutants]) {
      await requireProtocol(behindProtocol(implementation), capabilityNames, vectors).catch(() =>
        stopped.push(implementation.name),
      );
    }
    expect(stopped.sort()).toEqual(misspoken.toSorted());
  });
});
