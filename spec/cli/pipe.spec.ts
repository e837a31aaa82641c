import { describe, expect, it } from 'vitest';
import { versions } from '../../src/base/version.ts';
import { PipeSession } from '../../src/cli/pipe.ts';
import type { Implementation } from '../../src/conformance/implementation.ts';
import type { Rules } from '../../src/conformance/judge/judge-program.ts';
import { readLine } from '../../src/conformance/protocol/driver/answer.ts';
import { writeLine } from '../../src/conformance/protocol/json-line.ts';
import { answerTo, describeImplementation } from '../../src/conformance/protocol/serve.ts';
import { reference } from '../../src/conformance/reference.ts';

/** A session with a simulator that answers in the same process. */
function sessionWith(implementation: Implementation): PipeSession {
  const description = describeImplementation(implementation, versions.lifspec);
  let id = 0;
  const session = new PipeSession(async (_, question) => {
    const line = Buffer.from(writeLine({ id: id++, ...question }));
    return readLine(Buffer.from(writeLine(await answerTo(line, implementation, description))));
  });
  session.open({ program: 'a', start: { id: 0, ...description } });
  session.plan({ choice: { runs: 5 } });
  return session;
}

describe('a simulator in the process that started lifspec pipe', () => {
  it('gets a verdict on the cases that were run, in any order', async () => {
    const { name, precision, neuron } = reference();
    const neurons = { name, precision, ...(neuron && { neuron }) };
    const session = sessionWith(neurons);
    const { rules } = (await session.rules()) as { rules: Rules };
    const results = [];
    for (const id of ['lif/resets-to-zero', 'neuron/lif/leak']) results.push(await session.case({ id }));
    const another = sessionWith(neurons); // such as the main process of several
    expect(await another.verdict({ rules, results })).toMatchObject({
      verdict: { conforming: true, counts: { passed: 2, failed: 0 } },
      line: expect.stringMatching(/^conforms, bit-identical: 2 passed/),
    });
  });
});
