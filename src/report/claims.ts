import { z } from 'zod';
import type { Versions } from '../version.ts';
import { formatMarkdownTable } from './markdown-table.ts';
import { versionsSchema } from './output.ts';

/** A claim and what stands behind it. */
export interface ClaimEntry {
  readonly id: string;
  readonly statement: string;
  readonly scope: string;
  readonly kind: string;
  readonly laws: readonly { readonly id: string; readonly statement: string }[];
  /** `no law yet` says so; `stated as a law` leaves it to `npm test` whether the law holds. */
  readonly verdict: 'stated as a law' | 'no law yet';
  /** What was measured on real digits. */
  readonly evidence: 'none yet';
}

/** What `lifspec claims --format json` prints. */
export interface ClaimsOutput {
  readonly versions: Versions;
  readonly claims: readonly ClaimEntry[];
}

/** What the list of claims must look like. */
export const claimsSchema: z.ZodType<ClaimsOutput> = z.object({
  versions: versionsSchema,
  claims: z.array(
    z.object({
      id: z.string().regex(/^[CF]\d+$/),
      statement: z.string().min(1),
      scope: z.string().min(1),
      kind: z.string().min(1),
      laws: z.array(z.object({ id: z.string(), statement: z.string() })),
      verdict: z.enum(['stated as a law', 'no law yet']),
      evidence: z.enum(['none yet']),
    }),
  ),
});

/** Writes the claims for the terminal. */
export function formatClaimsText(entries: readonly ClaimEntry[]): string {
  return entries.map((entry) => `${describeClaim(entry).join('\n')}\n`).join('\n');
}

function describeClaim({ id, statement, scope, kind, laws, verdict, evidence }: ClaimEntry): string[] {
  const field = (name: string, text: string) => `     ${name.padEnd(9)} ${text}`;
  return [
    `${id.padEnd(4)} ${statement}`,
    field('scope', scope),
    field('kind', kind),
    field('verdict', verdict),
    ...laws.map((law) => field('law', `${law.id}: ${law.statement}`)),
    field('evidence', evidence),
  ];
}

/** Writes the claims as a Markdown table. */
export function formatClaimsMarkdown(entries: readonly ClaimEntry[]): string {
  const lawsOf = ({ laws, verdict }: ClaimEntry) => laws.map(({ id }) => `\`${id}\``).join(', ') || verdict;
  const rows = entries.map((entry) => [
    entry.id,
    entry.statement,
    entry.scope,
    entry.kind,
    lawsOf(entry),
    entry.evidence,
  ]);
  return formatMarkdownTable([['id', 'claim', 'scope', 'kind', 'laws', 'evidence'], ...rows]);
}
