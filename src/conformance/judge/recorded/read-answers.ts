import { InputError } from '../../../base/input-error.ts';
import { flawOf, type Reading, readLine } from '../../protocol/driver/answer.ts';
import { printable } from '../../protocol/driver/printable.ts';
import { type Description, description } from '../../protocol/message.ts';
import { readMessage } from '../../protocol/read-message.ts';

/** Answers that were kept in files. */
export interface KeptAnswers {
  /** What the implementation says of itself. */
  readonly description: Description;
  /** By the id of the request. */
  readonly readings: ReadonlyMap<number, Reading>;
}

/** A file that somebody brought back. */
export interface AnswerFile {
  readonly name: string;
  readonly text: string;
}

/**
 * Reads answers, one JSON object a line.
 *
 * @throws {InputError} naming file and line: something that is no answer, two answers to one request, or no answer to the start
 */
export function readAnswers(files: readonly AnswerFile[]): KeptAnswers {
  const readings = new Map<number, Reading>();
  let start: Description | undefined;
  for (const { name, text } of files) {
    for (const [index, line] of text.split('\n').entries()) {
      if (line.trim() === '') continue;
      const place = `${name}, line ${index + 1}`;
      const reading = readLine(Buffer.from(line));
      const id = idOf(reading, line, place);
      if (id === 0) start = readStart(reading, place, start);
      else if (readings.has(id)) throw new InputError(`${place}: request ${id} is answered twice`);
      else readings.set(id, reading);
    }
  }
  if (start === undefined)
    throw new InputError(`${files[0]?.name}: there is no answer to the start, which has the id 0`);
  return { description: start, readings };
}

function idOf(reading: Reading, line: string, place: string): number {
  if ('flaw' in reading && reading.flaw.kind !== 'not-finite') {
    const read = readMessage(Buffer.from(line));
    const wrong = 'wrong' in read ? read.wrong : 'is no JSON object';
    throw new InputError(`${place}: ${wrong}: "${printable(line, 60)}"`);
  }
  // a line with NaN is no JSON, but an answer all the same
  const id = 'answer' in reading ? reading.answer.id : Number(/"id"\s*:\s*(\d+)/.exec(line)?.[1]);
  if (Number.isSafeInteger(id) && (id as number) >= 0) return id as number;
  throw new InputError(
    `${place}: an answer carries the id of its request, but ${printable(JSON.stringify(id) ?? 'none', 60)} came`,
  );
}

/** Every file may begin with one; they have to agree. */
function readStart(reading: Reading, place: string, before: Description | undefined): Description {
  if ('flaw' in reading) throw new InputError(`${place}: ${reading.flaw.message}`);
  const { command, error } = reading.answer;
  if (command !== undefined) throw new InputError(`${place}: is a request; the answers to it are wanted`);
  if (error !== undefined && error !== null)
    throw new InputError(`${place}: the start was refused: ${printable(JSON.stringify(error))}`);
  const flaw = flawOf(description, reading.answer);
  if (flaw !== undefined) throw new InputError(`${place}: the answer to the start: ${flaw.message}`);
  const said = reading.answer as unknown as Description;
  if (before !== undefined && JSON.stringify(before) !== JSON.stringify(said))
    throw new InputError(`${place}: the start is answered in another way than before: are these files of one program?`);
  return said;
}
