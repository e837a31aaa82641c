import { expect } from 'vitest';
import { loadSuite } from '../../src/cli/suite.ts';
import { judgeProgram } from '../../src/conformance/judge/judge-program.ts';
import { planCheck } from '../../src/conformance/judge/plan.ts';
import type { Verdict } from '../../src/conformance/judge/verdict.ts';
import { connect } from '../../src/conformance/protocol/driver/connect.ts';
import { type FaultKind, ImplementationFault } from '../../src/conformance/protocol/driver/fault.ts';
import type { Limits } from '../../src/conformance/protocol/driver/options.ts';
import { fake } from '../cli/command-line.ts';

/** The fault with which a fake adapter ends, when, and a part of the message. */
type FakeOutcome = readonly [fault: FaultKind, during: 'start' | 'protocol' | 'stop', says: string];

/** Short if a fake adapter never answers or its child process never ends. */
const short: Partial<Limits> = { answerSeconds: 0.3, graceSeconds: 0.1 };
const afterwards: Partial<Limits> = { graceSeconds: 0.3 };

/**
 * Limits after a start that takes as long as the machine needs. No fake adapter has to finish anything within a short
 * limit, so a busy machine changes nothing. The others have the default limits.
 */
const limitsOf: Readonly<Record<string, Partial<Limits>>> = {
  'hang-at-start': short,
  unflushed: short,
  'endless-stderr': { answerSeconds: 3, graceSeconds: 0.1 },
  'hang-in-the-middle': { answerSeconds: 3, graceSeconds: 0.1 },
  'stops-itself': { answerSeconds: 3, graceSeconds: 0.1 },
  'half-line': { answerSeconds: 3, graceSeconds: 0.1 },
  'hang-at-stop': { stopSeconds: 0.5 },
  'late-answer': { answerSeconds: 3 },
  'closes-stdin': { answerSeconds: 3 },
  'closes-stdout': afterwards,
  'fork-left-behind': afterwards,
  'daemon-holds-stdout': afterwards,
  'fork-holds-stdout': afterwards,
};

const plan = planCheck(loadSuite(), { only: ['neuron/lif/leak', 'tuning/*'], conventions: 'declared', runs: 1 });

/** @throws {ImplementationFault} if it fails at the start */
export async function judgeFake(name: string): Promise<Verdict> {
  return await judgeProgram(await connect(fake(name), limitsOf[name]), plan);
}

export async function expectOutcome(name: string): Promise<void> {
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
export const soundFakes: readonly string[] =
  'daemon-holds-stdout depends-on-its-process fork-left-behind honest html noise-on-stderr nulls other-line-ends slow-child unseen-daemon'.split(
    ' ',
  );

/** Fake adapters that cannot be judged. */
export const outcomes: Readonly<Record<string, FakeOutcome>> = {
  // ends
  'crash-at-start': ['crash', 'start', 'exit code 1; on stderr: "ModuleNotFoundError'],
  'crash-in-the-middle': ['crash', 'protocol', 'request 1 (neuron): ended with signal SIGSEGV'],
  'raises-in-the-middle': ['crash', 'protocol', 'ended with exit code 1; on stderr: "Error: no such step"'],
  'crash-at-stop': ['crash', 'stop', 'at the stop: ended with exit code 70'],
  'early-exit': ['early-exit', 'protocol', 'ended with exit code 0 before stop'],
  'fork-holds-stdout': ['crash', 'protocol', 'ended with exit code 9'],
  // does not end
  'hang-at-start': ['hang', 'start', 'at the start: no answer within 0.3 s'],
  'hang-in-the-middle': ['hang', 'protocol', 'request 1 (neuron): no answer within 3 s'],
  'hang-at-stop': ['hang', 'stop', 'did not end within 0.5 s of stop'],
  'stops-itself': ['hang', 'protocol', 'no answer within'],
  'late-answer': ['hang', 'protocol', 'no answer within 3 s'],
  unflushed: ['hang', 'start', 'is stdout flushed after every answer, and stdin read line by line?'],
  'endless-stderr': ['hang', 'protocol', 'to be or not to be'],
  'closes-stdin': ['hang', 'protocol', 'no answer within 3 s'],
  'closes-stdout': ['closed-output', 'protocol', 'closed its stdout and kept running'],
  // lines that are not answers
  garbage: ['garbage', 'start', '"Loading \\u{1b}[31mTensorFlow\\u{1b}[0m ..."; only answers'],
  'garbage-in-the-middle': ['garbage', 'protocol', '"step 1 of 100"'],
  'list-for-an-answer': ['garbage', 'protocol', 'not a JSON object: "[{'],
  'endless-newlines': ['garbage', 'protocol', 'a line that is not a JSON object: ""'],
  'half-line': ['half-line', 'protocol', 'half a line'],
  'half-line-at-the-end': ['half-line', 'protocol', 'in the middle of a line'],
  gigabyte: ['oversize', 'protocol', 'longer than 50331648 bytes'],
  'deeply-nested': ['oversize', 'protocol', 'is nested more than 64 levels deep'],
  'many-values': ['oversize', 'protocol', 'contains too many values'],
  // answers to something else
  'wrong-id': ['wrong-id', 'protocol', 'expected 1, but got 2'],
  'counts-ids': ['wrong-id', 'protocol', 'expected 3, but got 2'],
  'no-id': ['wrong-id', 'protocol', 'expected 1, but got nothing'],
  'two-answers': ['extra-answer', 'protocol', 'answered request 1 twice'],
  'answers-again-later': ['extra-answer', 'protocol', 'answered request 1 twice'],
  'starts-again': ['extra-answer', 'protocol', 'answered request 0 twice'],
  'answers-stop': ['extra-answer', 'stop', 'wrote a line without a request'],
  'one-answer-for-all': ['shape', 'protocol', 'output.voltage: expected 1 values, but got 60'],
  // numbers and shapes
  nan: ['not-finite', 'protocol', 'an answer contains NaN; every number must be finite'],
  'null-for-a-number': ['shape', 'protocol', 'output.spikeHeight: expected number, but got null'],
  'too-large-a-number': ['not-finite', 'protocol', 'output.spikeHeight: expected a finite number, but got Infinity'],
  'wrong-shape': ['shape', 'protocol', 'output.voltage: expected 60 values, but got 3; is it transposed?'],
  'missing-field': ['shape', 'protocol', 'output.spikeHeight: expected number, but got nothing'],
  'spikes-outside-the-run': ['shape', 'protocol', 'output.spikes[0][0]: expected ascending steps from 0 to 59'],
  'output-and-error': ['shape', 'protocol', 'must contain output, skipped or error, but got output and skipped'],
  'many-wrong-values': ['shape', 'protocol', 'output.voltage[0][0]: expected number, but got "x"'],
  'spikes-as-counts': ['shape', 'protocol', 'does the list contain a count for each of the 60 steps?'],
  'spikes-as-booleans': ['shape', 'protocol', 'output.spikes[0][0]: expected number, but got false'],
  'spikes-by-step': ['shape', 'protocol', 'output.spikes: expected 3 values, but got 60'],
  // self-description
  'control-characters': ['shape', 'start', 'implementation.name: expected no control or invisible characters'],
  'unknown-capability': ['shape', 'start', 'capabilities[1]: '],
  'offers-one-thing-twice': ['shape', 'start', 'capabilities[1]: expected no repetition, but got "neuron"'],
  'no-capabilities': ['shape', 'start', 'capabilities: '],
  'refuses-to-start': ['start-refused', 'start', 'protocol 3 only'],
  'old-protocol': ['wrong-protocol', 'start', 'the program speaks protocol 1, but lifspec'],
  'no-protocol': ['wrong-protocol', 'start', 'does not say which protocol it speaks, but lifspec'],
  'lies-about-capabilities': ['failed', 'protocol', 'unsupported: no tuning here'],
  // errors and skips
  'control-characters-in-messages': ['failed', 'protocol', 'bad\\u{7}: line\\u{d}\\u{1b}[1A\\u{1b}[2Kgone\\u{2028}'],
  'skips-without-reason': ['shape', 'protocol', 'skipped: '],
};
