import { z } from 'zod';
import type { DataOf } from '../base/data-of.ts';
import { groupBy } from '../base/group-by.ts';
import { printable } from '../base/text.ts';
import { versionsSchema } from '../base/version.ts';
import { type Conventions, differingFields } from '../conformance/conventions/conventions.ts';
import {
  type Fingerprint,
  type FoundDeviation,
  fingerprintSchema,
} from '../conformance/conventions/fingerprint-schema.ts';
import { describeMismatch, mismatchSchema } from '../conformance/conventions/mismatch.ts';
import { profiles } from '../conformance/conventions/profiles.ts';
import { implementationSchema } from '../conformance/judge/verdict.ts';

/** The schema of what `lifspec fingerprint --report json` prints. */
export const fingerprintOutputSchema = z.object({
  versions: versionsSchema,
  implementation: implementationSchema,
  fingerprint: fingerprintSchema,
  mismatches: z.array(mismatchSchema).describe('conventions that it declares but does not follow'),
});

/** A fingerprint and its implementation. */
export interface FingerprintOutput extends DataOf<typeof fingerprintOutputSchema> {}

/** Writes a fingerprint for the terminal; control characters from the implementation are spelled out. */
export function formatFingerprintText({ implementation, fingerprint, mismatches }: FingerprintOutput): string {
  const lines = [
    ...describeFingerprint(fingerprint),
    describeProgram({ implementation }),
    ...mismatches.map(describeMismatch),
  ];
  return lines.map((line) => `${printable(line, 2000)}\n`).join('');
}

/** `Nengo 4.1.0, Python, float64; supports neuron, tuning` */
export function describeProgram({ implementation }: Pick<FingerprintOutput, 'implementation'>): string {
  const { language, precision, capabilities } = implementation;
  const words = [nameImplementation({ implementation }), language, precision].filter((word) => word !== undefined);
  return `${words.join(', ')}; supports ${capabilities.join(', ')}`;
}

/** `Nengo 4.1.0` */
export function nameImplementation({ implementation }: Pick<FingerprintOutput, 'implementation'>): string {
  const { name, version } = implementation;
  return printable(version === undefined ? name : `${name} ${version}`);
}

/** Describes a fingerprint line by line, the conclusion first. */
export function describeFingerprint(fingerprint: Fingerprint): string[] {
  const describe = { member: describeMember, outside: describeOutsider, untold: ({ words }: Fingerprint) => [words] };
  return [...describe[fingerprint.outcome](fingerprint), ...describeUnanswered(fingerprint.probes)];
}

function describeMember({ words, like, notTold, precision, conventions }: Fingerprint): string[] {
  const simulators = profiles
    .filter(({ id }) => like.includes(id))
    .map((profile) => profile.simulator + describeExceptions(profile.conventions, conventions));
  return [
    `behaves like: ${words}`,
    ...(simulators.length > 0 ? [`so do: ${simulators.join('; ')}`] : []),
    ...notTold.map(({ field, possible }) => `undetermined: ${field}, ${possible.map(nameChoice).join(' or ')}`),
    describePrecision(precision),
  ];
}

/** Lists the fields in which a similar simulator differs: `, except for floor`. */
function describeExceptions(known: Conventions, found: Conventions | null): string {
  const other = found === null ? [] : differingFields(known, found);
  const names = other.map((field) => field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
  return names.length === 0 ? '' : `, except for ${names.join(', ')}`;
}

/** Nengo's own choice has no words. */
const nameChoice = (words: string): string => words || "as Nengo's";

function describePrecision({ declared, found, agreesWithin }: Fingerprint['precision']): string {
  if (found === null || agreesWithin === null) return 'only spikes were compared, because no voltages were returned';
  const tolerance = agreesWithin === 0 ? 'bit for bit' : `to ${agreesWithin.toExponential(0)}`;
  return `voltages agree ${tolerance} in ${found}${found === declared ? '' : `, but it declares ${declared}`}`;
}

function describeOutsider({ nearest, isRepeatable }: Fingerprint): string[] {
  const conclusion = 'matches no known conventions';
  if (nearest === undefined) return [conclusion];
  const { words, explained, compared, deviation } = nearest;
  const isNoisy = !isRepeatable && deviation?.what !== 'repetition';
  return [
    conclusion,
    ...(isNoisy ? ['gives different answers to the same request: it is noisy or keeps state between requests'] : []),
    `closest: ${words} (explains ${explained} of ${compared} spike trains)`,
    ...(deviation === null ? [] : [`first difference: ${describeDifference(deviation)}`]),
  ];
}

function describeDifference({ what, probe, neuron, step, expected, got }: FoundDeviation): string {
  if (what === 'repetition') return `probe ${probe}, repeated, gives another answer`;
  if (what === 'answer') return `probe ${probe}, the answer is invalid`;
  const where = [`probe ${probe}`];
  if (neuron !== undefined) where.push(`neuron ${neuron}`);
  if (step !== undefined) where.push(`step ${step}`);
  const values = expected === undefined ? `is ${got}` : `is ${got ?? 'missing'}, expected ${expected}`;
  return `${where.join(', ')}, ${what} ${values}`;
}

/** Probes without an answer, by reason. */
function describeUnanswered(probes: Fingerprint['probes']): string[] {
  const without = probes.filter(({ outcome }) => outcome !== 'answered');
  return [...groupBy(without, ({ reason = '' }) => reason)].map(([reason, some]) => {
    const ids = some.map(({ id }) => id);
    return `unanswered: ${ids.length === probes.length ? 'every probe' : ids.join(', ')} (${reason})`;
  });
}
