import { z } from 'zod';
import type { Versions } from '../base/version.ts';
import type { Evidence } from '../study/evidence/judge.ts';
import { formatMarkdownTable } from './markdown-table.ts';
import { versionsSchema } from './output.ts';

/** What is known about a claim: from laws, which `npm test` holds lifspec to, and from the studies that are kept. */
const verdicts = [
  'holds (law and kept study)',
  'holds (law)',
  'holds on the kept study',
  'does not hold on the kept study',
  'not shown yet',
] as const;

type Verdict = (typeof verdicts)[number];

/** A claim and what stands behind it. */
export interface ClaimEntry {
  readonly id: string;
  readonly statement: string;
  readonly scope: string;
  readonly kind: string;
  readonly about: 'a neuron' | 'a channel' | 'a network';
  readonly laws: readonly { readonly id: string; readonly statement: string }[];
  readonly verdict: Verdict;
  /** What was measured on real digits, a kept study each. */
  readonly evidence: readonly KeptEvidence[];
}

type KeptEvidence = Pick<Evidence, 'study' | 'sentence' | 'holds'>;

/** What came of running points of a kept study again. */
export interface Verification {
  readonly study: string;
  /** The points that were run again, and those of them that came out differently, in words. */
  readonly points: readonly string[];
  readonly differences: readonly string[];
  /** Why none was, if so. */
  readonly skipped?: string;
}

/** What `lifspec claims --format json` prints. */
export interface ClaimsOutput {
  readonly versions: Versions;
  readonly claims: readonly ClaimEntry[];
  /** With `--verify` only. */
  readonly verification?: readonly Verification[];
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
      about: z.enum(['a neuron', 'a channel', 'a network']).describe('digits tell something of a network only'),
      laws: z.array(z.object({ id: z.string(), statement: z.string() })),
      verdict: z.enum(verdicts),
      evidence: z
        .array(
          z.object({
            study: z.string(),
            sentence: z.string().min(1),
            holds: z.boolean().nullable().describe('null: chance is not excluded'),
          }),
        )
        .describe('from the studies that are kept; none if no study has rows for the claim'),
    }),
  ),
  verification: z
    .array(
      z.object({
        study: z.string(),
        points: z.array(z.string()),
        differences: z.array(z.string()),
        skipped: z.string().optional(),
      }),
    )
    .exactOptional()
    .describe('what came of running kept points again'),
}) as z.ZodType<ClaimsOutput>;

/**
 * The verdict that follows from laws and evidence. One kept study in which a claim does not hold is enough against it. The
 * claims are about the tutorial network: what a miniature says decides only if no study of the tutorial network does.
 */
export function verdictOf(laws: readonly unknown[], evidence: readonly Pick<Evidence, 'holds' | 'network'>[]): Verdict {
  const decided = evidence.filter(({ holds }) => holds !== null);
  const inScope = decided.filter(({ network }) => network === 'tutorial');
  const telling = inScope.length > 0 ? inScope : decided;
  if (telling.some(({ holds }) => !holds)) return 'does not hold on the kept study';
  if (laws.length > 0) return telling.length > 0 ? 'holds (law and kept study)' : 'holds (law)';
  return telling.length > 0 ? 'holds on the kept study' : 'not shown yet';
}

/** Writes the claims for the terminal. */
export function formatClaimsText(entries: readonly ClaimEntry[]): string {
  return entries.map((entry) => `${describeClaim(entry).join('\n')}\n`).join('\n');
}

function describeClaim(entry: ClaimEntry): string[] {
  const { id, statement, scope, kind, laws, verdict, evidence } = entry;
  const field = (name: string, text: string) => `     ${name.padEnd(9)} ${text}`;
  return [
    `${id.padEnd(4)} ${statement}`,
    field('scope', scope),
    field('kind', kind),
    field('verdict', verdict),
    ...laws.map((law) => field('law', `${law.id}: ${law.statement}`)),
    ...describeAll(entry, evidence).map((sentence) => field('evidence', sentence)),
  ];
}

/** Kept studies in words; if there are none, why. */
function describeAll({ about }: ClaimEntry, evidence: readonly KeptEvidence[]): string[] {
  if (evidence.length > 0) return evidence.map(describeEvidence);
  return [about === 'a network' ? 'none kept' : `about ${about}, not about digits`];
}

function describeEvidence({ study, sentence, holds }: KeptEvidence): string {
  const doubt = holds === null ? ' (chance is not excluded)' : ' (does not hold)';
  return `${study}: ${sentence}${holds ? '' : doubt}`;
}

/** Writes what came of running kept points again, for the terminal. */
export function formatVerification(verification: readonly Verification[]): string {
  const lines = verification.flatMap(({ study, points, differences, skipped }) => [
    ...(skipped === undefined ? [] : [`${study}: not run again: ${skipped}`]),
    ...points.map((point) => `${study}: ${point}: ${differences.length > 0 ? 'run again' : 'run again, the same'}`),
    ...differences.map((difference) => `${study}: differs: ${difference}`),
  ]);
  return lines.map((line) => `${line}\n`).join('');
}

/** Writes the claims as a Markdown table with short cells. */
export function formatClaimsMarkdown(entries: readonly ClaimEntry[]): string {
  const rows = entries.map((entry) => [
    entry.id,
    entry.statement,
    entry.scope,
    [`**${entry.verdict}**`, ...describeAll(entry, tellingEvidence(entry))].join('<br>'),
    describeLaws(entry),
  ]);
  return formatMarkdownTable([['id', 'claim', 'scope', 'verdict, evidence on real MNIST', 'laws'], ...rows]);
}

/** The first kept study, and every one in which the claim does not hold. */
function tellingEvidence({ evidence }: ClaimEntry): KeptEvidence[] {
  return evidence.filter(({ holds }, index) => index === 0 || !holds);
}

/** Laws that are named in a cell of a table. */
const lawsInCell = 3;

function describeLaws({ laws }: ClaimEntry): string {
  const named = laws.slice(0, lawsInCell).map(({ id }) => `\`${id}\``);
  const more = laws.length - named.length;
  return [...named, ...(more > 0 ? [`${more} more`] : [])].join(', ') || 'none';
}
