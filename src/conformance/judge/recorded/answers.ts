import { InputError } from '../../../base/input-error.ts';
import { printable } from '../../../base/text.ts';
import { type Reading, readLine, readStart } from '../../protocol/driver/answer.ts';
import { readMessage } from '../../protocol/json-line.ts';
import type { StartAnswer } from '../../protocol/protocol.ts';

/** Answers that were recorded in files. */
export interface RecordedAnswers {
  readonly description: StartAnswer;
  /** By the id of the request. */
  readonly readings: ReadonlyMap<number, Reading>;
}

/** Ten times as many as in a check with 200 inputs per law. */
const mostAnswers = 1_000_000;

/**
 * Reads the texts of files of answers, one JSON object per line.
 *
 * @throws {InputError} naming file and line, if a line is not an answer, an id repeats, there are too many, or the start
 *   has no answer
 */
export function readAnswers(files: Iterable<{ readonly name: string; readonly text: string }>): RecordedAnswers {
  const readings = new Map<number, Reading>();
  let start: StartAnswer | undefined;
  let first: string | undefined;
  for (const { name, text } of files) {
    first ??= name;
    for (const { line, number } of linesOf(text)) {
      const where = `${name}, line ${number}`;
      const reading = readLine(Buffer.from(line));
      const id = idOf(reading, line, where);
      if (id === 0) start = startOf(reading, where, start);
      else if (readings.has(id)) throw new InputError(`${where}: request ${id} is answered twice`);
      else if (readings.size === mostAnswers) throw new InputError(`${where}: is answer ${mostAnswers + 1}, too many`);
      else readings.set(id, reading);
    }
  }
  if (start === undefined) throw new InputError(`${first}: the answer to the start request, with the id 0, is missing`);
  return { description: start, readings };
}

/** The lines that are not blank, one by one: a list of all lines takes many times the memory of the text. */
function* linesOf(text: string): Generator<{ readonly line: string; readonly number: number }> {
  let start = 0;
  for (let number = 1; start < text.length; number++) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    const line = text.slice(start, end);
    if (line.trim() !== '') yield { line, number };
    start = end + 1;
  }
}

function idOf(reading: Reading, line: string, where: string): number {
  if ('flaw' in reading && reading.flaw.kind !== 'not-finite') {
    const read = readMessage(Buffer.from(line));
    const wrong = 'wrong' in read ? read.wrong : 'is not a JSON object';
    throw new InputError(`${where}: ${wrong}: "${printable(line, 60)}"`);
  }
  // a line with NaN is an answer, although it is not valid JSON
  const id = 'answer' in reading ? reading.answer.id : Number(/"id"\s*:\s*(\d+)/.exec(line)?.[1]);
  if (Number.isSafeInteger(id) && (id as number) >= 0) return id as number;
  const got = id === undefined ? 'nothing' : printable(JSON.stringify(id), 60);
  throw new InputError(`${where}: id: expected the id of a request, but got ${got}`);
}

/** Every file may begin with the same answer to the start request. */
function startOf(reading: Reading, where: string, before: StartAnswer | undefined): StartAnswer {
  if ('answer' in reading && reading.answer.command !== undefined)
    throw new InputError(`${where}: is a request; expected an answer`);
  const start = readStart(reading);
  if ('flaw' in start) throw new InputError(`${where}: the answer to the start request: ${start.flaw.message}`);
  if (before !== undefined && JSON.stringify(before) !== JSON.stringify(start.known))
    throw new InputError(
      `${where}: this answer to the start request differs from an earlier one; expected the answers of one program`,
    );
  return start.known;
}
