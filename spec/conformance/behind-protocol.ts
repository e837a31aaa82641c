import type { Implementation } from '../../src/conformance/implementation.ts';
import { readLine } from '../../src/conformance/protocol/driver/answer.ts';
import { remoteImplementation } from '../../src/conformance/protocol/driver/remote.ts';
import { writeLine } from '../../src/conformance/protocol/json-line.ts';
import { answerTo, describeImplementation } from '../../src/conformance/protocol/serve.ts';

/** An implementation behind the protocol, in this process. */
export function behindProtocol(
  implementation: Implementation,
  onExchange: (request: string, answer: string) => void = () => {},
): Implementation {
  const description = describeImplementation(implementation, '1');
  const ask = async (question: object) => {
    const request = writeLine({ id: 1, ...question });
    const answer = writeLine(await answerTo(Buffer.from(request), implementation, description));
    onExchange(request, answer);
    return readLine(Buffer.from(answer));
  };
  return remoteImplementation({ ask }, { id: 0, ...description });
}
