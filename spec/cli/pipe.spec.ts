import { describe, expect, it } from 'vitest';
import { versions } from '../../src/base/version.ts';
import { PipeSession } from '../../src/cli/pipe.ts';
import type { Implementation } from '../../src/conformance/implementation.ts';
import type { Rules } from '../../src/conformance/judge/judge-program.ts';
import { readLine } from '../../src/conformance/protocol/driver/answer.ts';
import { writeLine } from '../../src/conformance/protocol/json-line.ts';
import { answerTo, describeImplementation } from '../../src/conformance/protocol/serve.ts';
import { reference } from '../../src/conformance/reference.ts';

const choice = { runs: 5 };

/** A session with simulators that answer in the same process. */
function sessionWith(...implementations: Implementation[]) {
  const programs = new Map(implementations.map((one, index) => [index === 0 ? 'a' : 'b', one]));
  const describe = (one: Implementation) => describeImplementation(one, versions.lifspec);
  let id = 0;
  const session = new PipeSession(async (name, question) => {
    const line = Buffer.from(writeLine({ id: id++, ...question }));
    const one = programs.get(name) as Implementation;
    return readLine(Buffer.from(writeLine(await answerTo(line, one, describe(one)))));
  });
  for (const [program, one] of programs) session.open({ program, start: { id: 0, ...describe(one) } });
  return session;
}

const neuronsOf = ({ name, precision, neuron }: Implementation) =>
  ({ name, precision, neuron }) as unknown as Implementation;

async function verdictOn(implementation: Implementation, ids: readonly string[]) {
  const session = sessionWith(implementation);
  session.plan({ choice });
  const { rules } = (await session.rules()) as { rules: Rules };
  const results = [];
  for (const id of ids) results.push(await session.case({ id }));
  const another = sessionWith(implementation); // such as the main process of several
  another.plan({ choice });
  return (await another.verdict({ rules, results })) as {
    verdict: { conforming: boolean; counts: { passed: number; failed: number } };
    line: string;
  };
}

describe('a simulator in the process that started lifspec pipe', () => {
  const neurons = neuronsOf(reference('float64'));

  it('gets a verdict on the cases that were run, in any order', async () => {
    const { verdict, line } = await verdictOn(neurons, ['lif/resets-to-zero', 'neuron/lif/leak']);
    expect(verdict).toMatchObject({ conforming: true, counts: { passed: 2, failed: 0 } });
    expect(line).toMatch(/^conforms, level bits: 2 passed/);
  });
});
