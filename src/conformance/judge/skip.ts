import { z } from 'zod';
import { InputError } from '../../base/input-error.ts';
import type { Case } from './case.ts';

/** Cases that somebody knows to fail, and why. */
export interface Skip {
  /** A case (`lif/resets-to-zero`), a claim or clause (`C4`), or several with `*` (`neuron/lif/refuses-*`). */
  readonly id: string;
  /** Why it fails. */
  readonly reason: string;
  /** False for cases that end the implementation: they are not even tried. The others are, as one that passes needs no skip. */
  readonly try?: boolean;
}

/** What a skip file must look like. */
export const skipFileSchema: z.ZodType<{ readonly skips: readonly Skip[] }> = z.strictObject({
  skips: z.array(
    z.strictObject({
      id: z.string().min(1).describe('of a case, of a claim or clause, or several with *'),
      reason: z.string().trim().min(1).describe('why it is skipped; shown in every report'),
      try: z
        .boolean()
        .exactOptional()
        .describe('false: the case is not even tried, because it would end the implementation'),
    }),
  ),
}) as z.ZodType<{ readonly skips: readonly Skip[] }>;

/**
 * Reads a skip file.
 *
 * @param name - of the file, for messages
 * @throws {InputError} if it is no JSON, lacks a reason, names one thing twice, or names no case
 */
export function readSkips(name: string, text: string, cases: readonly Case[]): readonly Skip[] {
  const parsed = skipFileSchema.safeParse(parseJson(name, text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue?.path.join('.') || 'its root';
    throw new InputError(`${name}: must be {"skips":[{"id":"…","reason":"…"}]}; ${place}: ${issue?.message}`);
  }
  const { skips } = parsed.data;
  for (const [place, { id }] of skips.entries()) {
    if (skips.findIndex((skip) => skip.id === id) < place) throw new InputError(`${name}: names ${id} twice`);
    if (!cases.some((one) => matches(id, one)))
      throw new InputError(`${name}: skips ${id}, which is no case and no claim`);
  }
  return skips;
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError(`${name}: is no JSON`);
  }
}

/** Whether a case is meant: by its id, its claim, or parts of its id with `*` between them. */
export function matches(pattern: string, { id, claim }: Pick<Case, 'id' | 'claim'>): boolean {
  if (pattern === id || pattern === claim) return true;
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined || id.length < first.length + last.length) return false;
  if (!id.startsWith(first) || !id.endsWith(last)) return false;
  return hasInOrder(id.slice(first.length, id.length - last.length), others);
}

/** Looked for from left to right: a regular expression would try every place of every part. */
function hasInOrder(text: string, parts: readonly string[]): boolean {
  let from = 0;
  for (const part of parts) {
    const place = text.indexOf(part, from);
    if (place < 0) return false;
    from = place + part.length;
  }
  return true;
}

/** The skip that a case falls under, if any. */
export function skipOf(one: Case, skips: readonly Skip[]): Skip | undefined {
  return skips.find(({ id }) => matches(id, one));
}
