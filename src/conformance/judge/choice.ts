import { z } from 'zod';
import { list } from '../../base/collection-schema.ts';
import type { DataOf } from '../../base/data-of.ts';
import { describeIssue } from '../../base/describe-issue.ts';
import { InputError } from '../../base/input-error.ts';
import { judgedVersions, nameSpecification } from '../clauses.ts';
import { skipFileSchema } from './skip.ts';

/** Generated inputs. With the most, a check of a fast simulator takes hours. */
export const runsSchema = z.int().min(1).max(10_000);

const checkChoice = z.object({
  only: list(z.string()).min(1).exactOptional().describe('patterns of cases and clauses; all if missing'),
  skip: z.string().exactOptional().describe('a skip file'),
  skips: skipFileSchema.shape.skips.exactOptional().describe('what it would contain, if there is none'),
  runs: runsSchema.describe('inputs per law'),
  seed: z.int().min(0).max(0x7fff_ffff).exactOptional().describe('of all inputs; always the same if missing'),
  quick: z
    .boolean()
    .exactOptional()
    .describe('whether to run only one or two cases per clause, kind and capability, for a first verdict in seconds'),
  specification: z
    .string()
    .exactOptional()
    .describe('the specification that must judge: its version, or the version with the digest, as reports print it'),
  endOnFailure: z
    .boolean()
    .exactOptional()
    .describe('whether a law stops at its first failing input, without searching for a smaller one'),
});

export interface CheckChoice extends DataOf<typeof checkChoice> {}

/** @throws {InputError} if a part of a choice is not allowed, naming it, or if this is another specification */
export function requireChoice(choice: CheckChoice): void {
  const { error } = checkChoice.safeParse(choice);
  if (error !== undefined) throw new InputError(describeIssue(error.issues[0] as z.core.$ZodIssue, choice));
  const { specification } = choice;
  const [own, named] = [judgedVersions.specification, nameSpecification(judgedVersions)];
  if (specification === undefined || specification === own || specification === named) return;
  throw new InputError(
    `specification ${specification}: lifspec ${judgedVersions.lifspec} judges by specification ${named}; install the lifspec that has ${specification}, or choose ${own} or ${named}`,
  );
}
