import { expect, it } from 'vitest';
import { mutants } from '../../properties/mutants/index.ts';
import { requireProtocol } from '../../src/conformance/judge/first-requests.ts';
import { readLine } from '../../src/conformance/protocol/driver/answer.ts';
import { remoteImplementation } from '../../src/conformance/protocol/driver/remote.ts';
import { writeLine } from '../../src/conformance/protocol/json-line.ts';
import { capabilityNames } from '../../src/conformance/protocol/protocol.ts';
import { answerTo, describeImplementation } from '../../src/conformance/protocol/serve.ts';
import { reference } from '../../src/conformance/reference.ts';
import { publishedVectors } from '../../src/vectors.ts';
import { describeSlow } from '../slow.ts';

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
      const description = describeImplementation(implementation, '1');
      const ask = async (question: object) => {
        const answer = await answerTo(Buffer.from(writeLine({ id: 1, ...question })), implementation, description);
        return readLine(Buffer.from(writeLine(answer)));
      };
      const remote = remoteImplementation({ ask }, { id: 0, ...description });
      await requireProtocol(remote, capabilityNames, vectors).catch(() => stopped.push(implementation.name));
    }
    expect(stopped.sort()).toEqual(misspoken.toSorted());
  });
});
