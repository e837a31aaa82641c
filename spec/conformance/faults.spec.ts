import { describe, expect, it } from 'vitest';
import { loadSuite } from '../../src/cli/suite.ts';
import { judgeProgram } from '../../src/conformance/judge/judge-program.ts';
import { planCheck } from '../../src/conformance/judge/plan.ts';
import type { Verdict } from '../../src/conformance/judge/verdict.ts';
import { connect } from '../../src/conformance/protocol/driver/connect.ts';
import type { Limits } from '../../src/conformance/protocol/driver/conversation.ts';
import { type FaultKind, ImplementationFault } from '../../src/conformance/protocol/driver/fault.ts';
import { formatText } from '../../src/report/text.ts';
import { reportVerdict } from '../../src/report/verdict.ts';
import { fake } from '../cli/command-line.ts';
import { collectGarbage } from '../collect-garbage.ts';
import { describeSlow } from '../slow.ts';

/** The fault with which a fake adapter ends, when, a part of the message, and limits other than the default. */
type FakeOutcome = readonly [
  fault: FaultKind,
  during: 'start' | 'protocol' | 'stop',
  says: string,
  limits?: Partial<Limits>,
];

/**
 * Short if a fake adapter never answers or its child process never ends. The start takes as long as the machine needs,
 * and no fake adapter has to finish anything within a short limit, so a busy machine changes nothing.
 */
const short: Partial<Limits> = { answerSeconds: 0.3, graceSeconds: 0.1 };
const later: Partial<Limits> = { answerSeconds: 3, graceSeconds: 0.1 };

const plan = planCheck(loadSuite(), { only: ['neuron/lif/leak', 'tuning/*'], runs: 1 });

/** @throws {ImplementationFault} if it fails at the start */
async function judgeFake(name: string): Promise<Verdict> {
  return await judgeProgram(await connect(fake(name), outcomes[name]?.[3]), plan);
}

async function expectOutcome(name: string): Promise<void> {
  const [kind, during, says] = outcomes[name] as FakeOutcome;
  const fault = await judgeFake(name).then(
    (verdict) => verdict.fault,
    (error) =>
      error instanceof ImplementationFault ? { ...error, message: error.message, case: error.during } : error,
  );
  expect(fault).toMatchObject({ kind, case: during });
  expect(fault.message).toContain(says);
}

/** Fake adapters that look wrong but are sound. */
const soundFakes = ['honest', 'daemon-holds-stdout', 'fork-left-behind'];

/** Fake adapters that cannot be judged. */
const outcomes: Readonly<Record<string, FakeOutcome>> = {
  // ends
  'crash-at-start': ['crash', 'start', 'exit code 1; on stderr: "ModuleNotFoundError'],
  'crash-in-the-middle': ['crash', 'protocol', 'request 1 (neuron): ended with signal SIGSEGV'],
  'crash-at-stop': ['crash', 'stop', 'at the stop: ended with exit code 70'],
  'early-exit': ['early-exit', 'protocol', 'ended with exit code 0 before stop'],
  'fork-holds-stdout': ['crash', 'protocol', 'ended with exit code 9'],
  // does not end
  'hang-at-start': ['hang', 'start', 'at the start: no answer within 0.3 s', short],
  'hang-in-the-middle': ['hang', 'protocol', 'request 1 (neuron): no answer within 3 s', later],
  'hang-at-stop': ['hang', 'stop', 'did not end within 0.5 s of stop', { stopSeconds: 0.5 }],
  'endless-stderr': ['hang', 'protocol', 'to be or not to be', later],
  'closes-stdout': ['hang', 'protocol', 'no answer within', later],
  // lines that are not answers
  garbage: ['garbage', 'start', '"Loading \\u{1b}[31mTensorFlow\\u{1b}[0m ..."; only answers'],
  'half-line': ['half-line', 'protocol', 'half a line', later],
  gigabyte: ['oversize', 'protocol', 'longer than 50331648 bytes'],
  'many-values': ['oversize', 'protocol', 'contains too many values'],
  'answers-stop': ['extra-answer', 'stop', 'wrote a line without a request'],
};

describe('a faulty adapter', () => {
  it.each(['crash-at-start', 'crash-in-the-middle', 'hang-at-start', 'garbage'])(
    'is reported as such: %s',
    expectOutcome,
  );

  it('shows what it wrote to stderr, with control characters escaped, and the request', async () => {
    const text = formatText(reportVerdict(await judgeFake('fails-noisily')));
    expect(text).toContain('could not be judged: neuron: answered with an error (bug): no (failed in protocol; ');
    expect(text).toContain('stderr:\n  Error: \\u{1b}[2Jno\n');
    expect(text).toContain('the request (neuron):\n  dtSeconds: 0.001\n');
  });
});

// most of these wait for a time limit
describeSlow('a faulty adapter', { concurrent: true }, () => {
  it.each(Object.keys(outcomes))('is reported as such: %s', expectOutcome);
});

describeSlow('a faulty adapter', () => {
  it('cannot exhaust memory, however much it writes', async () => {
    const before = process.memoryUsage().rss;
    for (const name of ['gigabyte', 'endless-stderr', 'many-values']) await judgeFake(name);
    collectGarbage();
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 2 ** 20);
  });
});

describeSlow('a sound adapter', { concurrent: true }, () => {
  it.each(soundFakes)('is judged: %s', async (name) => {
    expect(await judgeFake(name)).toMatchObject({ fault: null });
  });
});
