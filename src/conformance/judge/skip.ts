import { z } from 'zod';
import { list } from '../../base/collection-schema.ts';
import type { DataOf } from '../../base/data-of.ts';
import { InputError } from '../../base/input-error.ts';
import { parseJson } from '../../base/json.ts';
import { didYouMean } from '../../base/near-name.ts';
import type { Case } from './case.ts';
import type { Verdict } from './verdict.ts';

const skip = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(200)
    .describe(
      'a case (lif/resets-to-zero), a clause (threshold), a pattern with * (lif/refuses-*), or a diagnosis (diagnosis reset=0.01)',
    ),
  reason: z
    .string()
    .trim()
    .min(1)
    .max(1000)
    .describe('why it fails, such as the address of an issue; shown in every report'),
});

export interface Skip extends DataOf<typeof skip> {}

/** Every skip is compared with every case, and a verdict contains its reason once per case. */
export const skipFileSchema = z.strictObject({ skips: list(skip).max(1000) });

/**
 * Reads a skip file.
 *
 * @param name - name of the file, for messages
 * @throws {InputError} if it is not JSON, lacks a reason, repeats an id, or matches no case
 */
export function readSkips(name: string, text: string, cases: readonly Case[]): readonly Skip[] {
  const { skips } = parseJson(skipFileSchema, text, name, '; expected {"skips":[{"id":"…","reason":"…"}]}');
  const listed = new Set<string>();
  for (const { id } of skips) {
    if (listed.has(id)) throw new InputError(`${name}: ${id} is listed twice`);
    listed.add(id);
    if (!isOfDiagnosis(id) && !cases.some((one) => matches(id, one)))
      throw new InputError(`${name}: ${id} ${describeUnknown(id, cases)}`);
  }
  return skips;
}

/** Whether a skip excuses what neurons do, not a case. */
export const isOfDiagnosis = (id: string): boolean => id.startsWith('diagnosis ');

/** The id of a skip that excuses what the diagnoses say: it changes if they say something else. */
export function idOfDiagnosis({ diagnosis, diagnoses }: Pick<Verdict, 'diagnosis' | 'diagnoses'>): string {
  const ofNeurons = diagnosis?.sets[0]?.differences ?? [];
  const ofOthers = Object.values(diagnoses ?? {}).flatMap(({ sets: [set] }) => set?.differences ?? []);
  const choices = [...ofNeurons, ...ofOthers].map(
    ({ field, choice, of }) => `${of === undefined ? '' : `${of.join('+')}.`}${field}=${choice}`,
  );
  const others = diagnosis?.voltages === undefined ? [] : ['voltages'];
  const isUnexplained = choices.length + others.length === 0;
  return `diagnosis ${[...choices, ...others, ...(isUnexplained ? [diagnosis?.outcome ?? 'unexplained'] : [])].join(', ')}`;
}

/** What is wrong with a pattern that selects no case. */
export function describeUnknown(pattern: string, cases: readonly Pick<Case, 'id' | 'clause'>[]): string {
  const known = cases.flatMap(({ id, clause }) => [id, clause]);
  return `is not a case or clause${didYouMean(pattern, known)}; lifspec check --list names them`;
}

/** Whether a pattern selects a case: its id, its clause, or parts of its id with `*` between them. */
export function matches(pattern: string, { id, clause }: Pick<Case, 'id' | 'clause'>): boolean {
  const parts = pattern.split(/\*+/).map((part) => part.replaceAll(/\W/g, '\\$&'));
  return pattern === clause || new RegExp(`^${parts.join('.*')}$`).test(id);
}

export function skipOf(one: Pick<Case, 'id' | 'clause'>, skips: readonly Skip[]): Skip | undefined {
  return skips.find(({ id }) => matches(id, one));
}
