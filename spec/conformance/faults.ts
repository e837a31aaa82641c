import { expect } from 'vitest';
import { type SmokeReport, smoke } from '../../src/conformance/judge/smoke/smoke.ts';
import { connect } from '../../src/conformance/protocol/driver/connect.ts';
import type { FaultKind, Phase } from '../../src/conformance/protocol/driver/fault.ts';
import type { Limits } from '../../src/conformance/protocol/driver/options.ts';
import { fake } from '../cli/command-line.ts';

/** How a fake adapter ends: with a fault during a phase, or with a failed check; and a part of the message. */
type FakeOutcome = readonly [fault: FaultKind, during: Phase, says: string] | readonly [fails: string, says: string];

/** Short if a fake adapter never answers or its child process never ends. */
const atStart: Partial<Limits> = { startSeconds: 0.3, graceSeconds: 0.1 };
const atRun: Partial<Limits> = { requestSeconds: 0.3, graceSeconds: 0.1 };
const afterwards: Partial<Limits> = { graceSeconds: 0.3 };

/**
 * No fake adapter with a short limit has to finish anything within it, so a busy machine changes nothing. The others
 * have the default limits.
 */
const limitsOf: Readonly<Record<string, Partial<Limits>>> = {
  'hang-at-start': atStart,
  unflushed: atStart,
  'endless-stderr': atRun,
  'hang-in-the-middle': atRun,
  'stops-itself': atRun,
  'half-line': atRun,
  'hang-at-stop': { stopSeconds: 0.5 },
  'late-answer': { requestSeconds: 0.3, graceSeconds: 60 },
  'closes-stdin': afterwards,
  'closes-stdout': afterwards,
  'fork-left-behind': afterwards,
  'daemon-holds-stdout': afterwards,
  'fork-holds-stdout': afterwards,
};

export async function smokeFake(name: string): Promise<SmokeReport> {
  return await smoke(() => connect(fake(name), limitsOf[name]));
}

export async function expectOutcome(name: string): Promise<void> {
  const outcome = outcomes[name] as FakeOutcome;
  const { verdict, fault, results } = await smokeFake(name);
  const failed = results.find((result) => result.outcome === 'failed');
  if (outcome.length === 3) expect([verdict, fault?.kind, fault?.during]).toEqual(['faulty', ...outcome.slice(0, 2)]);
  else expect([verdict, fault, failed?.id]).toEqual(['unsound', undefined, outcome[0]]);
  expect((fault ?? failed)?.message).toContain(outcome.at(-1));
}

/** Fake adapters that look wrong but are sound. */
export const soundFakes: readonly string[] =
  'depends-on-its-process exits-late honest html noise-on-stderr nulls other-line-ends slow-child unseen-daemon'.split(
    ' ',
  );

/** Fake adapters that cannot be judged or are unsound. */
export const outcomes: Readonly<Record<string, FakeOutcome>> = {
  // ends
  'crash-at-start': ['crash', 'start', 'exit code 1; on stderr: "ModuleNotFoundError'],
  'crash-in-the-middle': ['crash', 'run', 'request 1 (neuron): ended with signal SIGSEGV'],
  'raises-in-the-middle': ['crash', 'run', 'ended with exit code 1; on stderr: "Error: no such step"'],
  'crash-at-stop': ['crash', 'stop', 'at the stop: ended with exit code 70'],
  'early-exit': ['early-exit', 'run', 'ended with exit code 0 before stop'],
  'fork-left-behind': ['left-behind', 'stop', 'a child process did not'],
  'daemon-holds-stdout': ['left-behind', 'stop', 'did not, and holds stdout open'],
  'fork-holds-stdout': ['crash', 'run', 'ended with exit code 9'],
  // does not end
  'hang-at-start': ['hang', 'start', 'at the start: no answer within 0.3 s'],
  'hang-in-the-middle': ['hang', 'run', 'request 1 (neuron): no answer within 0.3 s'],
  'hang-at-stop': ['hang', 'stop', 'did not end within 0.5 s of stop'],
  'stops-itself': ['hang', 'run', 'no answer within'],
  'late-answer': ['late', 'run', 'answered after the time limit'],
  unflushed: ['hang', 'start', 'is stdout flushed after every answer, and stdin read line by line?'],
  'endless-stderr': ['hang', 'run', 'to be or not to be'],
  'closes-stdin': ['closed-input', 'run', 'closed its stdin and kept running'],
  'closes-stdout': ['closed-output', 'run', 'closed its stdout and kept running'],
  // lines that are not answers
  garbage: ['garbage', 'start', '"Loading \\u{1b}[31mTensorFlow\\u{1b}[0m ..."; only answers'],
  'garbage-in-the-middle': ['garbage', 'run', '"step 1 of 100"'],
  'list-for-an-answer': ['garbage', 'run', 'not a JSON object: "[{'],
  'endless-newlines': ['garbage', 'run', 'a line that is not a JSON object: ""'],
  'half-line': ['half-line', 'run', 'half a line'],
  'half-line-at-the-end': ['half-line', 'run', 'in the middle of a line'],
  gigabyte: ['oversize', 'run', 'longer than 67108864 bytes'],
  'deeply-nested': ['oversize', 'run', 'is nested more than 64 levels deep'],
  'many-values': ['oversize', 'run', 'contains more than 4000000 values'],
  // answers to something else
  'wrong-id': ['wrong-id', 'run', 'expected 1, but got 2'],
  'counts-ids': ['wrong-id', 'run', 'expected 3, but got 2'],
  'no-id': ['wrong-id', 'run', 'expected 1, but got nothing'],
  'two-answers': ['extra-answer', 'run', 'answered request 1 twice'],
  'answers-again-later': ['extra-answer', 'run', 'answered request 1 twice'],
  'starts-again': ['extra-answer', 'run', 'answered request 0 twice'],
  'answers-stop': ['extra-answer', 'stop', 'wrote a line without a request'],
  'one-answer-for-all': ['neuron/answers', 'output.voltage: expected 1 values, but got 60'],
  // numbers and shapes
  nan: ['neuron/answers', 'an answer contains NaN; every number must be finite'],
  'null-for-a-number': ['neuron/answers', 'output.spikeHeight: expected number, but got null'],
  'too-large-a-number': ['neuron/answers', 'output.spikeHeight: expected a finite number, but got Infinity'],
  'wrong-shape': ['neuron/answers', 'output.voltage: expected 60 values, but got 3'],
  'missing-field': ['neuron/answers', 'output.spikeHeight: expected number, but got nothing'],
  'spikes-outside-the-run': ['neuron/answers', 'output.spikes[0][0]: expected ascending steps from 0 to 59'],
  'output-and-error': ['neuron/answers', 'must contain output, skipped or error, but got output and skipped'],
  'many-wrong-values': ['neuron/answers', 'output.voltage[0][0]: expected number, but got "x"'],
  'spikes-as-counts': ['neuron/answers', 'does the list contain a count for each of the 60 steps?'],
  'spikes-as-booleans': ['neuron/answers', 'output.spikes[0][0]: expected number, but got false'],
  'spikes-by-step': ['neuron/answers', 'output.spikes: expected 3 values, but got 60'],
  // self-description
  'control-characters': ['shape', 'start', 'implementation.name: expected no control or invisible characters'],
  'unknown-capability': ['shape', 'start', 'capabilities[1]: '],
  'offers-one-thing-twice': ['shape', 'start', 'capabilities[1]: expected no repetition, but got "neuron"'],
  'no-capabilities': ['shape', 'start', 'capabilities: '],
  'refuses-to-start': ['start-refused', 'start', 'protocol 3 only'],
  'old-protocol': ['wrong-protocol', 'start', 'the program speaks protocol 1, but lifspec'],
  'no-protocol': ['wrong-protocol', 'start', 'does not say which protocol it speaks, but lifspec'],
  'lies-about-capabilities': ['tuning/answers', 'unsupported: no tuning here'],
  'lies-about-precision': ['neuron/precision', 'declares float64, but every voltage is a float32 number'],
  // refusals, skips, memory
  'control-characters-in-messages': ['neuron/answers', 'bad\\u{7}: line\\u{d}\\u{1b}[1A\\u{1b}[2Kgone\\u{2028}'],
  'skips-without-reason': ['neuron/answers', 'skipped: '],
  'no-spikes': ['neuron/fires', 'no spike in 60 steps'],
  'refuses-everything': ['neuron/answers', 'a valid input was refused: I do not like it'],
  'refuses-nothing': ['neuron/refuses', 'a negative time constant: expected an error of kind invalid-input'],
  'forgets-state': ['neuron/continues', 'differ from the whole run'],
  'draws-noise': ['neuron/repeats', 'the second answer to the same input differs, in voltages'],
  'remembers-last-run': ['neuron/repeats', 'the second answer to the same input differs'],
};
