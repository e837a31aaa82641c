import { InputError } from '../../base/input-error.ts';
import { flawOf } from '../protocol/driver/answer.ts';
import type { Verdict } from './verdict.ts';
import { verdictSchema } from './verdict-schema.ts';

/**
 * Reads a verdict from the text of a JSON report.
 *
 * @param name - of the file, for messages
 * @throws {InputError} if it is no JSON, or no verdict, naming the field that is wrong
 */
export function parseVerdict(text: string, name: string): Verdict {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new InputError(`${name}: is no JSON; lifspec check --report json=FILE writes what is read here`);
  }
  const flaw = flawOf(verdictSchema, json);
  if (flaw !== undefined) throw new InputError(`${name}: is no report of lifspec check --report json: ${flaw.message}`);
  return json as Verdict;
}
