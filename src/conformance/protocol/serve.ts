import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { Refusal } from '../../base/requirement.ts';
import { versions } from '../../base/version.ts';
import type { Implementation } from '../implementation.ts';
import { readInput, wireCapabilities } from './capabilities.ts';
import { flawOf } from './driver/answer.ts';
import { Unsupported } from './driver/fault.ts';
import { LineReader, longestLineBytes } from './driver/line-reader.ts';
import { inputs } from './inputs.ts';
import { type JsonObject, readMessage, writeLine } from './json-line.ts';
import {
  capabilityNames,
  type RunRequest,
  runRequest,
  type StartAnswer,
  startRequest,
  stopRequest,
} from './protocol.ts';
import { servedLimits, whatExceeds } from './size-limits.ts';

/** An answer to the start request, without its id. */
export type SelfDescription = Omit<StartAnswer, 'id'>;

type Answer = Readonly<Record<string, unknown>>;

const failure = (kind: string, message: string): Answer => ({ error: { kind, message } });

/** Answers requests one by one until `stop`, until the input ends, or until the reader is gone. */
export async function serve(
  implementation: Implementation,
  description: SelfDescription,
  { input, output }: { readonly input: Readable; readonly output: Writable },
): Promise<void> {
  for await (const line of linesOf(input)) {
    const answer = line === undefined ? tooLong : await answerTo(line, implementation, description);
    if (answer === undefined) break;
    if (!output.write(`${writeLine(answer)}\n`) && !(await canWriteMore(output))) break;
  }
  input.destroy();
}

export function describeImplementation(implementation: Implementation, version: string): SelfDescription {
  return {
    protocol: versions.protocol,
    implementation: { name: implementation.name, version, language: 'TypeScript' },
    capabilities: capabilityNames.filter((name) => implementation[name] !== undefined),
    precision: implementation.precision,
    ...(implementation.refuses && { refuses: true }),
    ...(implementation.takesWeights === false && { takesWeights: false }),
    ...(implementation.eventConventions && { eventConventions: implementation.eventConventions }),
    limits: servedLimits,
  };
}

/**
 * An implementation's answer to a line of input.
 *
 * @returns undefined for `stop`, which has no answer
 */
export async function answerTo(
  line: Buffer,
  implementation: Implementation,
  description: SelfDescription,
): Promise<Answer | undefined> {
  const read = readMessage(line);
  if ('wrong' in read) return refuseLine(read.wrong);
  const { id = null, command } = read.message;
  const wrong = findWrongRequest(read.message);
  if (wrong !== undefined) return { id, ...wrong };
  if (command === 'stop') return undefined;
  return { id, ...(command === 'start' ? description : await run(read.message as never, implementation, description)) };
}

const requests = { start: startRequest, run: runRequest, stop: stopRequest };

function findWrongRequest(message: JsonObject): Answer | undefined {
  const { command } = message;
  const schema = Object.entries(requests).find(([name]) => name === command)?.[1];
  if (schema === undefined) return failure('invalid-request', 'command: expected start, run or stop');
  const flaw = flawOf(schema, message);
  return flaw && failure('invalid-request', flaw.message);
}

function refuseLine(wrong: string): Answer {
  const right = writeLine({ id: 0, command: 'start', protocol: versions.protocol });
  const message = `the line ${wrong}; a request is a JSON object on one line, such as ${right}`;
  return { id: null, ...failure('invalid-request', message) };
}

const tooLong = refuseLine(`is longer than ${longestLineBytes} bytes`);

async function run(
  { capability, input }: RunRequest,
  implementation: Implementation,
  { limits = {} }: SelfDescription,
): Promise<Answer> {
  const act = implementation[capability] as ((input: unknown) => unknown) | undefined;
  if (act === undefined) return { skipped: `${implementation.name} does not support ${capability}` };
  const flaw = flawOf(inputs[capability], input, 'input');
  if (flaw !== undefined) return failure('invalid-input', flaw.message);
  try {
    const known = readInput(capability, input);
    const excess = whatExceeds(wireCapabilities[capability].demand(known as never), limits);
    return excess === undefined ? { output: await act(known) } : failure('invalid-input', `asks for ${excess}`);
  } catch (error) {
    if (error instanceof Unsupported)
      return { error: { kind: 'unsupported', message: error.detail, parameter: error.parameter } };
    const message = error instanceof Error ? error.message : String(error);
    return failure(error instanceof Refusal ? 'invalid-input' : 'failed', message);
  }
}

/** Waits until more can be written; false if the reader is gone. */
async function canWriteMore(output: Writable): Promise<boolean> {
  if (!output.writable) return false;
  try {
    await once(output, 'drain');
    return true;
  } catch {
    return false;
  }
}

/** Lines end with a line feed, which the last one may lack; undefined if a line is too long. */
async function* linesOf(input: Readable): AsyncGenerator<Buffer | undefined> {
  let heard: (Buffer | undefined)[] = [];
  const reader = new LineReader((line) => heard.push(line));
  for await (const chunk of input) {
    reader.add(chunk as Buffer);
    yield* heard;
    heard = [];
  }
  if (reader.halfLineBytes > 0) reader.add(Buffer.from('\n'));
  yield* heard;
}
