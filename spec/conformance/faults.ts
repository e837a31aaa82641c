import { expect } from 'vitest';
import { type SmokeReport, smoke } from '../../src/conformance/judge/smoke/smoke.ts';
import { connect } from '../../src/conformance/protocol/driver/connect.ts';
import type { FaultKind, Phase } from '../../src/conformance/protocol/driver/fault.ts';
import type { Limits } from '../../src/conformance/protocol/driver/limits.ts';

/** How a fake adapter ends: it could not be asked to the end, or a check failed. */
type Outcome =
  | { readonly fault: FaultKind; readonly during: Phase; readonly says: string }
  | { readonly fails: string; readonly says: string };

/** Short where a fake never answers, or what it started never ends: all that is expected then is that the time runs out. */
const atStart: Partial<Limits> = { startSeconds: 0.3, lateSeconds: 0.1 };
const atRun: Partial<Limits> = { requestSeconds: 0.3, lateSeconds: 0.1 };
const afterwards: Partial<Limits> = { lingerSeconds: 0.3 };

/**
 * Limits for the fakes that need them. None of these fakes has to do something within its limit, so the machine may be as
 * busy as it likes; the others have all the time in the world.
 */
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
  'daemon-left-behind': afterwards,
  'daemon-in-disguise': afterwards,
  'daemon-holds-stdout': afterwards,
  'fork-holds-stdout': afterwards,
};

/** Asks a fake adapter whether it is sound. */
export async function smokeFake(name: string): Promise<SmokeReport> {
  return await smoke(() => connect([process.execPath, `spec/conformance/faults/${name}.mjs`], limitsOf[name]));
}

/** Asks a fake adapter, and expects it to end as it should. */
export async function expectOutcome(name: string): Promise<void> {
  const outcome = outcomes[name] as Outcome;
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

/** The fakes that are sound, though one might not think so. */
export const soundFakes: readonly string[] = [
  'honest',
  'html',
  'noise-on-stderr',
  'nulls',
  'other-line-ends',
  'slow-child',
];

/** The fakes that cannot be judged, or are not sound. */
export const outcomes: Readonly<Record<string, Outcome>> = {
  // ends
  'crash-at-start': { fault: 'crash', during: 'start', says: 'exit code 1; on stderr: "ModuleNotFoundError' },
  'crash-in-the-middle': { fault: 'crash', during: 'run', says: 'request 1 (neuron): ended with signal SIGSEGV' },
  'crash-at-stop': { fault: 'crash', during: 'stop', says: 'at the stop: ended with exit code 70' },
  'early-exit': { fault: 'early-exit', during: 'run', says: 'ended by itself with exit code 0' },
  'fork-left-behind': { fault: 'left-behind', during: 'stop', says: 'a process that it started did not' },
  'daemon-left-behind': { fault: 'left-behind', during: 'stop', says: 'a process that it started did not' },
  'daemon-in-disguise': { fault: 'left-behind', during: 'stop', says: 'a process that it started did not' },
  'daemon-holds-stdout': { fault: 'left-behind', during: 'stop', says: 'did not, and holds its stdout' },
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
    says: 'is stdout flushed after every answer, and stdin read a line at a time?',
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
    says: 'the beginning of an object, which has to be on one line',
  },
  'single-quotes': { fault: 'garbage', during: 'run', says: 'texts in it are not in "double quotes"' },
  'byte-order-mark': { fault: 'garbage', during: 'start', says: 'begins with a byte order mark' },
  'utf-16': { fault: 'garbage', during: 'start', says: 'holds zero bytes, as UTF-16 does; UTF-8 expected' },
  'latin-1': { fault: 'garbage', during: 'start', says: 'is not UTF-8' },
  'half-line': { fault: 'half-line', during: 'run', says: 'half a line' },
  'half-line-at-the-end': { fault: 'half-line', during: 'run', says: 'in the middle of a line' },
  gigabyte: { fault: 'oversize', during: 'run', says: 'longer than 67108864 bytes' },
  'deeply-nested': { fault: 'oversize', during: 'run', says: 'nests lists and objects more than 64 levels deep' },
  'many-values': { fault: 'oversize', during: 'run', says: 'holds more than 4000000 values' },
  // answers to something else
  'wrong-id': { fault: 'wrong-id', during: 'run', says: 'the id 1, but 2 came' },
  'text-for-an-id': { fault: 'wrong-id', during: 'run', says: 'the id 1, but "1" came' },
  'counts-ids': { fault: 'wrong-id', during: 'run', says: 'the id 3, but 2 came' },
  'no-id': { fault: 'wrong-id', during: 'run', says: 'the id 1, but none came' },
  'two-answers': { fault: 'extra-answer', during: 'run', says: 'answered request 1 a second time' },
  'answers-again-later': { fault: 'extra-answer', during: 'run', says: 'answered request 1 a second time' },
  'starts-again': { fault: 'extra-answer', during: 'run', says: 'answered request 0 a second time' },
  'answers-stop': { fault: 'extra-answer', during: 'stop', says: 'wrote what was not asked for' },
  'one-answer-for-all': { fails: 'neuron/answers', says: 'output.voltage: 1 values expected, but 60 came' },
  // numbers and shapes
  nan: { fails: 'neuron/answers', says: 'an answer holds NaN, but every number has to be finite' },
  'null-for-a-number': { fails: 'neuron/answers', says: 'output.spikeHeight: expected number, but null came' },
  'too-large-a-number': { fails: 'neuron/answers', says: 'output.spikeHeight: a finite number expected, but Infinity' },
  'wrong-shape': { fails: 'neuron/answers', says: 'output.voltage: 60 values expected, but 3 came' },
  'missing-field': { fails: 'neuron/answers', says: 'output.spikeHeight: expected number, but nothing came' },
  'spikes-outside-the-run': { fails: 'neuron/answers', says: 'output.spikes[0][0]: steps from 0 to 59 expected' },
  'output-and-error': { fails: 'neuron/answers', says: 'holds output, skipped or error, but output and skipped came' },
  'many-wrong-values': { fails: 'neuron/answers', says: 'output.voltage[0][0]: expected number, but "x" came' },
  'spikes-as-counts': { fails: 'neuron/answers', says: 'is it a count for each of the 60 steps?' },
  'spikes-as-booleans': { fails: 'neuron/answers', says: 'output.spikes[0][0]: expected number, but false came' },
  'spikes-by-step': { fails: 'neuron/answers', says: 'output.spikes: 3 values expected, but 60 came' },
  // what it says of itself
  'control-characters': {
    fault: 'shape',
    during: 'start',
    says: 'implementation.name: no control characters expected',
  },
  'unknown-capability': { fault: 'shape', during: 'start', says: 'capabilities[1]: ' },
  'offers-one-thing-twice': {
    fault: 'shape',
    during: 'start',
    says: 'capabilities[1]: expected once, but "neuron" came',
  },
  'no-capabilities': { fault: 'shape', during: 'start', says: 'capabilities: ' },
  'refuses-to-start': { fault: 'start-refused', during: 'start', says: 'protocol 2 only' },
  'lies-about-capabilities': { fails: 'tuning/answers', says: 'unsupported: no tuning here' },
  'lies-about-precision': {
    fails: 'neuron/precision',
    says: 'float64 declared, but every voltage is a float32 number',
  },
  // refusals, skips, memory
  'control-characters-in-messages': {
    fails: 'neuron/answers',
    says: 'bad\\u{7}: line\\u{d}\\u{1b}[1A\\u{1b}[2Kgone\\u{2028}',
  },
  'skips-without-reason': { fails: 'neuron/answers', says: 'skipped: ' },
  'no-spikes': { fails: 'neuron/fires', says: 'no spike in 60 steps' },
  'refuses-everything': { fails: 'neuron/answers', says: 'an input that makes sense was refused: I do not like it' },
  'refuses-nothing': {
    fails: 'neuron/refuses',
    says: 'a negative time constant: an error of kind invalid-input expected',
  },
  'forgets-state': { fails: 'neuron/continues', says: 'are not the whole run' },
  'draws-noise': {
    fails: 'neuron/repeats',
    says: 'the second answer to the same input is another one: voltages differ',
  },
  'remembers-last-run': { fails: 'neuron/repeats', says: 'the second answer to the same input is another one' },
};
