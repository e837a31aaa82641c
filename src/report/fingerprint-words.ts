import type { Contradiction } from '../conformance/conventions/contradiction.ts';
import type { Conventions } from '../conformance/conventions/conventions.ts';
import { fieldNames } from '../conformance/conventions/family.ts';
import type { Fingerprint } from '../conformance/conventions/fingerprint-schema.ts';
import { profiles } from '../conformance/conventions/profiles.ts';

/** `declares reset to zero, but follows reset by subtraction` */
export function describeContradiction({ declared, found }: Contradiction): string {
  return `declares ${declared}, but follows ${found}`;
}

/** What a fingerprint says, a line each; the first says the most. */
export function describeFingerprint(fingerprint: Fingerprint): string[] {
  return { member: describeMember, outside: describeOutsider, untold: describeUntold }[fingerprint.outcome](
    fingerprint,
  );
}

function describeMember({ words, like, notTold, precision, probes, conventions }: Fingerprint): string[] {
  const simulators = profiles
    .filter(({ id }) => like.includes(id))
    .map((profile) => profile.simulator + describeRest(profile.conventions, conventions));
  return [
    `behaves like: ${words}`,
    ...(simulators.length > 0 ? [`as does: ${simulators.join('; ')}`] : []),
    ...notTold.map(({ field, possible }) => `not told: ${field}, which may be ${possible.map(shown).join(' or ')}`),
    ...describeUnanswered(probes),
    ...describePrecision(precision),
  ];
}

/** In what a simulator that is alike is not the same: `, but for its floor`. */
function describeRest(known: Conventions, found: Conventions | null): string {
  const other = fieldNames.filter((field) => JSON.stringify(known[field]) !== JSON.stringify(found?.[field]));
  const names = other.map((field) => field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
  return names.length === 0 ? '' : `, but for its ${names.join(', ')}`;
}

/** What goes without saying has no words. */
const shown = (words: string) => words || "as Nengo's";

function describePrecision({ declared, found, agreesWithin }: Fingerprint['precision']): string[] {
  if (found === null || agreesWithin === null) return ['no voltages were shown, so only spikes were compared'];
  const within = agreesWithin === 0 ? 'to the bit' : `to ${agreesWithin.toExponential(0)}`;
  const other = found === declared ? '' : `, though it says ${declared}`;
  return [`voltages agree ${within}, in ${found}${other}`];
}

function describeOutsider({ nearest, isRepeatable, probes }: Fingerprint): string[] {
  if (nearest === undefined) return ['follows none of the known conventions'];
  const isNew = !isRepeatable && nearest.departure?.what !== 'repetition';
  return [
    'follows none of the known conventions',
    ...(isNew
      ? ['answers otherwise when it is asked again: it has noise, or a memory of what it was asked before']
      : []),
    `nearest: ${nearest.words} (explains ${nearest.explained} of ${nearest.compared} spike trains)`,
    ...(nearest.departure === null ? [] : [describeDeparture(nearest.departure)]),
    ...describeUnanswered(probes),
  ];
}

type Departure = NonNullable<NonNullable<Fingerprint['nearest']>['departure']>;

function describeDeparture({ what, probe, neuron, step, expected, got }: Departure): string {
  if (what === 'repetition') return `departs where probe ${probe} is asked again: it gives another answer`;
  if (what === 'answer') return `departs in probe ${probe}: what came is no answer`;
  const place = [
    `probe ${probe}`,
    neuron === undefined ? '' : `neuron ${neuron}`,
    step === undefined ? '' : `step ${step}`,
  ];
  const numbers = expected === undefined ? `is ${got}` : `${expected} expected, ${got ?? 'nothing'} came`;
  return `departs in ${place.filter((word) => word !== '').join(', ')}: ${what} ${numbers}`;
}

function describeUntold({ words, probes }: Fingerprint): string[] {
  return [words, ...describeUnanswered(probes)];
}

/** Probes without an answer, by the reason. */
function describeUnanswered(probes: Fingerprint['probes']): string[] {
  const without = probes.filter(({ outcome }) => outcome !== 'answered');
  const reasons = [...new Set(without.map(({ reason = '' }) => reason))];
  return reasons.map((reason) => {
    const ids = without.filter((one) => (one.reason ?? '') === reason).map(({ id }) => id);
    return `not answered: ${ids.length === probes.length ? 'every probe' : ids.join(', ')} (${reason})`;
  });
}
