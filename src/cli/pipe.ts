import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { InputError } from '../base/input-error.ts';
import { type Reading, readLine } from '../conformance/protocol/driver/answer.ts';
import type { Question } from '../conformance/protocol/driver/conversation.ts';
import { writeLine } from '../conformance/protocol/json-line.ts';
import { describeBug } from './errors.ts';
import { type PipeRequest, PipeSession } from './pipe-session.ts';

/**
 * `lifspec pipe`: judges simulators that run in the process that started this one, such as Python. That process writes
 * commands to stdin, one JSON object per line. This one answers each with `{"result": …}` or `{"error": …}`, and writes
 * `{"ask": request, "program": "a"}` whenever it needs an answer of a simulator, which is the next line of stdin.
 */
export function pipeCommand(): Command {
  return new Command('pipe').description('Judges simulators in the process that started it.').action(servePipe);
}

async function servePipe(): Promise<void> {
  process.on('SIGINT', () => {}); // the other side ends this process by closing stdin
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const read = async () => {
    const { done, value } = await lines.next();
    if (done) process.exit(0);
    return value as string;
  };
  const write = (message: object) => process.stdout.write(`${writeLine(message)}\n`);
  let asked = 0;
  const session = new PipeSession(async (program: string, question: Question): Promise<Reading> => {
    write({ ask: { id: asked++, ...question }, program });
    return readLine(Buffer.from(await read()));
  });
  for (;;) {
    const request: PipeRequest = JSON.parse(await read());
    write(await answerTo(session, request));
  }
}

async function answerTo(session: PipeSession, request: PipeRequest): Promise<object> {
  try {
    return { result: await session.run(request) };
  } catch (error) {
    return error instanceof InputError ? { error: error.message } : { error: describeBug(error), isBug: true };
  }
}
