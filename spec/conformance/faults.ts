import { expect } from 'vitest';
import { type SmokeReport, smoke } from '../../src/conformance/judge/smoke/smoke.ts';
import { connect } from '../../src/conformance/protocol/driver/connect.ts';
import type { FaultKind, Phase } from '../../src/conformance/protocol/driver/fault.ts';
import type { Limits } from '../../src/conformance/protocol/driver/options.ts';

/** How a fake adapter ends: with a fault, or with a failed check. */
type FakeOutcome =
  | { readonly fault: FaultKind; readonly during: Phase; readonly says: string }
  | { readonly fails: string; readonly says: string };

/** Short where a fake never answers, or its child process never ends. */
const atStart: Partial<Limits> = { startSeconds: 0.3, lateSeconds: 0.1 };
const atRun: Partial<Limits> = { requestSeconds: 0.3, lateSeconds: 0.1 };
const afterwards: Partial<Limits> = { lingerSeconds: 0.3 };

/** No fake has to do anything within its limit, so that a busy machine changes nothing. The others have the default limits. */
const limitsOf: Readonly<Record<string, Partial<Limits>>> = {
  'hang-at-start': atStart,
  unflushed: atStart,
  'endless-stderr': { ...atRun, stderrBytes: 1000 },
  'hang-in-the-middle': atRun,
  'stops-itself': atRun,
  'half-line': atRun,
  'hang-at-stop': { stopSeconds: 0.5 },
  'late-answer': { requestSeconds: 0.3, lateSeconds: 60 },
  'closes-stdin': afterwards,
  'closes-stdout': afterwards,
  'fork-left-behind': afterwards,
  'daemon-holds-stdout': afterwards,
  'fork-holds-stdout': afterwards,
};

/** Runs the smoke checks on a fake adapter. */
export async function smokeFake(name: string): Promise<SmokeReport> {
  return await smoke(() => connect([process.execPath, `spec/conformance/faults/${name}.mjs`], limitsOf[name]));
}

/** Expects the outcome of a fake adapter. */
export async function expectOutcome(name: string): Promise<void> {
  const outcome = outcomes[name] as FakeOutcome;
  const { verdict, fault, results } = await smokeFake(name);
  if ('fault' in outcome) {
    const expected = { verdict: 'faulty', fault: outcome.fault, during: outcome.during };
    expect({ verdict, fault: fault?.kind, during: fault?.during }).toEqual(expected);
    expect(fault?.message).toContain(outcome.says);
    return;
  }
  expect({ verdict, fault }).toEqual({ verdict: 'unsound', fault: undefined });
  const failed = results.find((result) => result.outcome === 'failed');
  expect(failed).toMatchObject({ id: outcome.fails });
  expect(failed?.message).toContain(outcome.says);
}

/** Fakes that look wrong but are sound. */
export const soundFakes: readonly string[] = [
  'honest',
  'html',
  'noise-on-stderr',
  'nulls',
  'other-line-ends',
  'slow-child',
];

/** Fakes that cannot be judged or are not sound. */
export const outcomes: Readonly<Record<string, FakeOutcome>> = {
  // ends
  'crash-at-start': { fault: 'crash', during: 'start', says: 'exit code 1; on stderr: "ModuleNotFoundError' },
  'crash-in-the-middle': { fault: 'crash', during: 'run', says: 'request 1 (neuron): ended with signal SIGSEGV' },
  'crash-at-stop': { fault: 'crash', during: 'stop', says: 'at the stop: ended with exit code 70' },
  'early-exit': { fault: 'early-exit', during: 'run', says: 'ended with exit code 0 before stop' },
  'fork-left-behind': { fault: 'left-behind', during: 'stop', says: 'a child process did not' },
  'daemon-holds-stdout': { fault: 'left-behind', during: 'stop', says: 'did not, and keeps stdout open' },
  'fork-holds-stdout': { fault: 'crash', during: 'run', says: 'ended with exit code 9' },
  // does not end
  'hang-at-start': { fault: 'hang', during: 'start', says: 'at the start: no answer within 0.3 s' },
  'hang-in-the-middle': { fault: 'hang', during: 'run', says: 'request 1 (neuron): no answer within 0.3 s' },
  'hang-at-stop': { fault: 'hang', during: 'stop', says: 'did not end within 0.5 s of stop' },
  'stops-itself': { fault: 'hang', during: 'run', says: 'no answer within' },
  'late-answer': { fault: 'late', during: 'run', says: 'answered after the time limit' },
  unflushed: {
    fault: 'hang',
    during: 'start',
    says: 'is stdout flushed after every answer, and stdin read line by line?',
  },
  'endless-stderr': { fault: 'hang', during: 'run', says: 'to be or not to be' },
  'closes-stdin': { fault: 'closed-input', during: 'run', says: 'closed its stdin and went on' },
  'closes-stdout': { fault: 'closed-output', during: 'run', says: 'closed its stdout and went on' },
  // lines that are no answers
  garbage: { fault: 'garbage', during: 'start', says: '"Loading \\u{1b}[31mTensorFlow\\u{1b}[0m ..."; only answers' },
  'garbage-in-the-middle': { fault: 'garbage', during: 'run', says: '"step 1 of 100"' },
  'list-for-an-answer': { fault: 'garbage', during: 'run', says: 'not a JSON object: "[{' },
  'empty-line': { fault: 'garbage', during: 'run', says: 'a line that is not a JSON object: ""' },
  'endless-newlines': { fault: 'garbage', during: 'run', says: 'a line that is not a JSON object: ""' },
  'pretty-printed': {
    fault: 'garbage',
    during: 'run',
    says: 'the beginning of an object; expected a whole object on one line',
  },
  'single-quotes': { fault: 'garbage', during: 'run', says: 'texts must be in "double quotes"' },
  'byte-order-mark': { fault: 'garbage', during: 'start', says: 'begins with a byte order mark' },
  'utf-16': { fault: 'garbage', during: 'start', says: 'contains zero bytes, as UTF-16 does; expected UTF-8' },
  'latin-1': { fault: 'garbage', during: 'start', says: 'is not UTF-8' },
  'half-line': { fault: 'half-line', during: 'run', says: 'half a line' },
  'half-line-at-the-end': { fault: 'half-line', during: 'run', says: 'in the middle of a line' },
  gigabyte: { fault: 'oversize', during: 'run', says: 'longer than 67108864 bytes' },
  'deeply-nested': { fault: 'oversize', during: 'run', says: 'is nested more than 64 levels deep' },
  'many-values': { fault: 'oversize', during: 'run', says: 'contains more than 4000000 values' },
  // answers to something else
  'wrong-id': { fault: 'wrong-id', during: 'run', says: 'expected 1, but got 2' },
  'text-for-an-id': { fault: 'wrong-id', during: 'run', says: 'expected 1, but got "1"' },
  'counts-ids': { fault: 'wrong-id', during: 'run', says: 'expected 3, but got 2' },
  'no-id': { fault: 'wrong-id', during: 'run', says: 'expected 1, but got nothing' },
  'two-answers': { fault: 'extra-answer', during: 'run', says: 'answered request 1 twice' },
  'answers-again-later': { fault: 'extra-answer', during: 'run', says: 'answered request 1 twice' },
  'starts-again': { fault: 'extra-answer', during: 'run', says: 'answered request 0 twice' },
  'answers-stop': { fault: 'extra-answer', during: 'stop', says: 'wrote a line without a request' },
  'one-answer-for-all': { fails: 'neuron/answers', says: 'output.voltage: expected 1 values, but got 60' },
  // numbers and shapes
  nan: { fails: 'neuron/answers', says: 'an answer contains NaN; every number must be finite' },
  'null-for-a-number': { fails: 'neuron/answers', says: 'output.spikeHeight: expected number, but got null' },
  'too-large-a-number': {
    fails: 'neuron/answers',
    says: 'output.spikeHeight: expected a finite number, but got Infinity',
  },
  'wrong-shape': { fails: 'neuron/answers', says: 'output.voltage: expected 60 values, but got 3' },
  'missing-field': { fails: 'neuron/answers', says: 'output.spikeHeight: expected number, but got nothing' },
  'spikes-outside-the-run': {
    fails: 'neuron/answers',
    says: 'output.spikes[0][0]: expected ascending steps from 0 to 59',
  },
  'output-and-error': {
    fails: 'neuron/answers',
    says: 'must contain output, skipped or error, but got output and skipped',
  },
  'many-wrong-values': { fails: 'neuron/answers', says: 'output.voltage[0][0]: expected number, but got "x"' },
  'spikes-as-counts': { fails: 'neuron/answers', says: 'are these counts of each of the 60 steps?' },
  'spikes-as-booleans': { fails: 'neuron/answers', says: 'output.spikes[0][0]: expected number, but got false' },
  'spikes-by-step': { fails: 'neuron/answers', says: 'output.spikes: expected 3 values, but got 60' },
  // self-description
  'control-characters': {
    fault: 'shape',
    during: 'start',
    says: 'implementation.name: no control characters expected',
  },
  'unknown-capability': { fault: 'shape', during: 'start', says: 'capabilities[1]: ' },
  'offers-one-thing-twice': {
    fault: 'shape',
    during: 'start',
    says: 'capabilities[1]: expected no repetition, but got "neuron"',
  },
  'no-capabilities': { fault: 'shape', during: 'start', says: 'capabilities: ' },
  'refuses-to-start': { fault: 'start-refused', during: 'start', says: 'protocol 3 only' },
  'old-protocol': { fault: 'wrong-protocol', during: 'start', says: 'the program speaks protocol 1, but lifspec' },
  'no-protocol': {
    fault: 'wrong-protocol',
    during: 'start',
    says: 'does not say which protocol it speaks, but lifspec',
  },
  'lies-about-capabilities': { fails: 'tuning/answers', says: 'unsupported: no tuning here' },
  'lies-about-precision': {
    fails: 'neuron/precision',
    says: 'declares float64, but every voltage is a float32 number',
  },
  // refusals, skips, memory
  'control-characters-in-messages': {
    fails: 'neuron/answers',
    says: 'bad\\u{7}: line\\u{d}\\u{1b}[1A\\u{1b}[2Kgone\\u{2028}',
  },
  'skips-without-reason': { fails: 'neuron/answers', says: 'skipped: ' },
  'no-spikes': { fails: 'neuron/fires', says: 'no spike in 60 steps' },
  'refuses-everything': { fails: 'neuron/answers', says: 'a good input was refused: I do not like it' },
  'refuses-nothing': {
    fails: 'neuron/refuses',
    says: 'a negative time constant: expected an error of kind invalid-input',
  },
  'forgets-state': { fails: 'neuron/continues', says: 'differ from the whole run' },
  'draws-noise': {
    fails: 'neuron/repeats',
    says: 'the second answer to the same input differs, in voltages',
  },
  'remembers-last-run': { fails: 'neuron/repeats', says: 'the second answer to the same input differs' },
};
