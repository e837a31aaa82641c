import type { z } from 'zod';
import type { CapabilityName, Implementation } from '../../implementation.ts';
import { capabilityNames, wireCapabilities } from '../capability.ts';
import { flawOf } from '../driver/answer.ts';
import { type Description, type RunRequest, runRequest, startRequest, stopRequest } from '../message.ts';
import { readMessage } from '../read-message.ts';

/** What an answer carries besides the id. */
type Answer = Readonly<Record<string, unknown>>;

/** An answer as it is sent. */
type SentAnswer = Answer & { readonly id: unknown };

/**
 * The answer of an implementation to a request.
 *
 * @param line - of stdin
 * @param description - what it says of itself, without the id
 * @returns the answer; undefined for `stop`, which has none
 */
export async function answerTo(
  line: Buffer,
  implementation: Implementation,
  description: Omit<Description, 'id'>,
): Promise<SentAnswer | undefined> {
  const read = readMessage(line);
  if ('wrong' in read) return refuseLine(read.wrong);
  const { message } = read;
  const { id = null, command } = message;
  const schema = new Map<unknown, z.ZodType>(Object.entries(requests)).get(command);
  const flaw = schema === undefined ? 'command: start, run or stop expected' : flawOf(schema, message)?.message;
  if (flaw !== undefined) return { id, ...failure('invalid-request', flaw) };
  if (command === 'stop') return undefined;
  return { id, ...(command === 'start' ? description : await run(message as never, implementation)) };
}

const requests = { start: startRequest, run: runRequest, stop: stopRequest };

/** The answer to a line that is no message: what is wrong with it, and what would be right. */
export function refuseLine(wrong: string): SentAnswer {
  const right = 'a request is a JSON object on one line, such as {"id":0,"command":"start","protocol":2}';
  return { id: null, ...failure('invalid-request', `the line ${wrong}; ${right}`) };
}

/** What an implementation says of itself, as far as it can be seen. */
export function describe(implementation: Implementation, version: string): Omit<Description, 'id' | 'conventions'> {
  return {
    implementation: { name: implementation.name, version, language: 'TypeScript' },
    capabilities: capabilityNames.filter((name) => implementation[name] !== undefined),
    precision: implementation.precision,
  };
}

async function run({ capability, input }: RunRequest, implementation: Implementation): Promise<Answer> {
  const act = implementation[capability] as ((input: unknown) => unknown) | undefined;
  if (act === undefined) return { skipped: `${implementation.name} does not offer ${capability}` };
  const flaw = flawOf(wireCapabilities[capability].input, input, 'input');
  if (flaw !== undefined) return failure('invalid-input', flaw.message);
  try {
    return { output: await act(wireCapabilities[capability as CapabilityName].readInput(input)) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return failure(error instanceof RangeError ? 'invalid-input' : 'failed', message);
  }
}

function failure(kind: string, message: string): Answer {
  return { error: { kind, message } };
}
