import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { Implementation } from '../../implementation.ts';
import { defaultLimits } from '../driver/limits.ts';
import { LineReader } from '../driver/line-reader.ts';
import type { Description } from '../message.ts';
import { writeLine } from '../number.ts';
import { answerTo, refuseLine } from './answer.ts';

/** A line, or the news that it is too long. */
type Heard = Buffer | 'too long';

/**
 * Answers requests, one after the other, until `stop` comes or there are no more. Whoever does not read the answers is
 * not asked for more requests; whoever has closed them is not answered any more.
 */
export async function serve(
  implementation: Implementation,
  description: Omit<Description, 'id'>,
  { input, output }: { readonly input: Readable; readonly output: Writable },
): Promise<void> {
  for await (const line of linesOf(input)) {
    const answer = line === 'too long' ? tooLong : await answerTo(line, implementation, description);
    if (answer === undefined) break;
    if (!output.write(`${writeLine(answer)}\n`) && !(await isHeard(output))) break;
  }
  input.destroy();
}

/** Waits until more can be written; false if nobody reads any more. */
async function isHeard(output: Writable): Promise<boolean> {
  if (!output.writable) return false;
  try {
    await once(output, 'drain');
    return true;
  } catch {
    return false;
  }
}

const tooLong = refuseLine(`is longer than ${defaultLimits.answerBytes} bytes`);

/** A line ends with a line feed and with nothing else; the last one may go without. */
async function* linesOf(input: Readable): AsyncGenerator<Heard> {
  let heard: Heard[] = [];
  const reader = new LineReader(defaultLimits.answerBytes, {
    onLine: (line) => heard.push(line),
    onOversize: () => heard.push('too long'),
  });
  for await (const chunk of input) {
    reader.add(chunk as Buffer);
    yield* heard;
    heard = [];
  }
  if (reader.halfLineBytes > 0) reader.add(Buffer.from('\n'));
  yield* heard;
}
