import { describe, expect, it } from 'vitest';
import { versions } from '../../src/base/version.ts';
import { PipeSession } from '../../src/cli/pipe.ts';
import type { Implementation } from '../../src/conformance/implementation.ts';
import type { Rules } from '../../src/conformance/judge/judge-program.ts';
import { readLine } from '../../src/conformance/protocol/driver/answer.ts';
import { writeLine } from '../../src/conformance/protocol/json-line.ts';
import { answerTo, describeImplementation } from '../../src/conformance/protocol/serve.ts';
import { reference } from '../../src/conformance/reference.ts';

/** What a session may have besides a simulator: a choice of cases, a declaration, and whether an answer is not finite. */
interface More {
  readonly choice?: object;
  readonly start?: object;
  readonly isInvalid?: (line: string) => boolean;
}

/** A session with a simulator that answers in the same process. */
function sessionWith(
  implementation: Implementation,
  { choice, start, isInvalid = () => false }: More = {},
): PipeSession {
  const description = { ...describeImplementation(implementation, versions.lifspec), ...start };
  let id = 0;
  const session = new PipeSession(async (_, question) => {
    const line = Buffer.from(writeLine({ id: id++, ...question }));
    if (isInvalid(line.toString()))
      return { answer: { id, output: { spikes: [[]], spikeHeight: 1, voltage: [['NaN']] } } };
    return readLine(Buffer.from(writeLine(await answerTo(line, implementation, description))));
  });
  session.open({ program: 'a', start: { id: 0, ...description } });
  session.plan({ choice: { runs: 5, ...choice } });
  return session;
}

describe('a simulator in the process that started lifspec pipe', () => {
  const { name, precision, neuron } = reference();
  const neurons = { name, precision, ...(neuron && { neuron }) };

  it('gets a verdict on the cases that were run, in any order', async () => {
    const session = sessionWith(neurons);
    const { rules } = (await session.rules()) as { rules: Rules };
    const results = [];
    for (const id of ['lif/resets-to-zero', 'neuron/lif/leak']) results.push(await session.case({ id }));
    const another = sessionWith(neurons); // such as the main process of several
    expect(await another.verdict({ rules, results })).toMatchObject({
      verdict: { conforming: true, counts: { passed: 2, failed: 0 } },
      line: expect.stringMatching(/^conforms, level bits: 2 passed/),
    });
  });

  it('is judged although a number is not finite in some answers, and shows the requests of these', async () => {
    const session = sessionWith(neurons, { isInvalid: (line) => line.includes('"current":[[1]') });
    const { rules } = (await session.rules()) as { rules: Rules };
    expect(rules.fingerprint?.words).toBe("Nengo's rules");
    const failed = await session.case({ id: 'neuron/lif/exact-threshold' });
    const exchanges = [
      { capability: 'neuron', input: { initialVoltage: [1], current: expect.arrayContaining([[1]]) } },
    ];
    expect(failed).toMatchObject({
      outcome: 'failed',
      failure: {
        isError: true,
        got: 'neuron: output.voltage[0][0]: expected a finite number, but got NaN at step 0, neuron 0',
        smallest: { exchanges },
      },
    });
    expect(await session.case({ id: 'neuron/lif/leak' })).toMatchObject({ outcome: 'passed' });
  });

  it('is told how it contradicts the conventions that it declares', async () => {
    const { mismatches } = (await sessionWith(neurons).rules()) as { mismatches: string[] };
    expect(mismatches).toEqual([]);
    const wrong = sessionWith(neurons, { start: { conventions: { comparison: '>=' } } });
    expect(await wrong.rules()).toMatchObject({ mismatches: ['declares that it fires at 1, but fires only above 1'] });
  });

  it('gets the inputs of a seed, and skips that are given as data', async () => {
    const skips = [{ id: 'neuron/lif/leak', reason: 'why' }];
    const session = sessionWith(neurons, { choice: { seed: 7, skips } });
    const { rules } = (await session.rules()) as { rules: Rules };
    const results = [await session.case({ id: 'neuron/lif/leak' })];
    expect(results).toMatchObject([{ outcome: 'unneeded skip', reason: 'why' }]);
    expect(await session.verdict({ rules, results })).toMatchObject({ verdict: { exploration: { seed: 7 } } });
    expect(() => sessionWith(neurons, { choice: { skips: [{ id: 'lif/nothing', reason: 'why' }] } })).toThrow(
      'skip: lif/nothing is not a case or clause',
    );
  });
});
