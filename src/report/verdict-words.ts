import { nengoConventions } from '../conformance/conventions/conventions.ts';
import { fieldNames } from '../conformance/conventions/family.ts';
import type { JudgedCase, JudgedClaim, JudgedFailure, Verdict } from '../conformance/judge/verdict.ts';
import { describeLevel } from '../conformance/level.ts';
import { printable } from '../conformance/protocol/driver/printable.ts';
import { numberOf } from '../study/answer/number-of.ts';
import { describeFingerprint } from './fingerprint-words.ts';

/** Level of a claim, a case or all in words; `–` where there is none. */
export function levelOf({ level, shift }: Pick<JudgedClaim, 'level' | 'shift'>): string {
  return level === null ? '–' : describeLevel({ name: level, ...(shift && { shift }) });
}

/** How many cases passed, of those that apply. */
export function tally(cases: readonly JudgedCase[]): string {
  const passed = cases.filter(({ outcome }) => outcome === 'passed').length;
  return `${passed} of ${cases.filter(({ outcome }) => outcome !== 'not applicable').length}`;
}

/** Whether a case counts against the implementation. */
export const isFailed = ({ outcome }: JudgedCase): boolean => outcome === 'failed' || outcome === 'unneeded skip';

/**
 * The smallest case by which a law failed, in one line of JSON: as a vector, if there is one, so that it can be asked again.
 * Undefined for vectors, which are kept, and where nothing was found.
 */
export function failingCase({
  kind,
  failure,
}: JudgedCase): { readonly isVector: boolean; readonly text: string } | undefined {
  if (kind === 'vector' || failure?.smallest === undefined) return undefined;
  const { smallest, vector } = failure;
  return { isVector: vector !== undefined, text: JSON.stringify(vector ?? smallest) };
}

/** Failing cases of a claim, laws first: their cases were made as small as they can be. */
export function failedOf({ cases }: JudgedClaim): JudgedCase[] {
  const failed = cases.filter(({ outcome }) => outcome === 'failed');
  return [...failed.filter(({ kind }) => kind === 'law'), ...failed.filter(({ kind }) => kind === 'vector')];
}

/** The verdict in a sentence. */
export function describeVerdict({
  level,
  shift,
  conforming,
  counts,
  fault,
}: Pick<Verdict, 'level' | 'shift' | 'conforming' | 'counts' | 'fault'>): string {
  const { passed, failed, skipped, notApplicable, notRun } = counts;
  const gone = notRun > 0 ? `, ${notRun} not run` : '';
  const said = `${passed} passed, ${failed} failed, ${skipped} skipped, ${notApplicable} not applicable${gone}`;
  if (fault !== null) return `could not be judged: ${fault.kind} in ${fault.case}: ${fault.message} (${said})`;
  return `${conforming ? 'conforms' : 'does not conform'}, level ${levelOf({ level, ...(shift && { shift }) })}: ${said}`;
}

/** What an implementation says of itself: `Nengo 4.1.0, Python, float64; offers neuron, tuning`. */
export function describeImplementation({ implementation }: Pick<Verdict, 'implementation'>): string {
  const { language, precision, capabilities } = implementation;
  const words = [nameOf({ implementation }), ...(language === undefined ? [] : [language]), precision];
  return `${words.join(', ')}; offers ${capabilities.join(', ')}`;
}

/** Name and version of what was judged. */
export function nameOf({ implementation: { name, version } }: Pick<Verdict, 'implementation'>): string {
  return printable([name, version].filter((word) => word !== undefined).join(' '));
}

/** By what it was judged, and by which versions. */
export function describeTrial({ claims, exploration, versions }: Verdict): string {
  const cases = claims.flatMap((claim) => claim.cases).filter(({ outcome }) => outcome !== 'not applicable');
  const laws = cases.filter(({ kind }) => kind === 'law').length;
  const inputs = `${exploration.numRuns} inputs each, seed ${exploration.seed}`;
  const parts = [
    ...(laws < cases.length || laws === 0 ? [numberOf(cases.length - laws, 'vector')] : []),
    ...(laws > 0 ? [`${numberOf(laws, 'law')} (${inputs})`] : []),
  ];
  return `judged by ${parts.join(' and ')}; lifspec ${versions.lifspec}, specification ${versions.specification}, protocol ${versions.protocol}`;
}

/** The conventions that an implementation was judged by. */
export function describeConventions({ source, departures }: Verdict['conventions']): string {
  const from = { Nengo: '', declared: ', as it declares', fingerprint: ', as its fingerprint says' }[source];
  if (departures.length === 0) return `against the conventions of Nengo${from}`;
  const meant = 'what is said of neurons is meant as these have it';
  return `against conventions other than Nengo's${from}: ${departures.join('; ')}; ${meant}`;
}

/** Which conventions it was found to follow, a line each; none if that was not asked. */
export function describeRules({ fingerprint, conventions: { contradictions = [] } }: Verdict): string[] {
  return [...(fingerprint === null ? [] : describeFingerprint(fingerprint)), ...contradictions];
}

/** What to do about one that fails because it is no Nengo, or rounds otherwise, and has not said so. */
export function describeAdvice({ fingerprint, conventions: { source }, counts }: Verdict): string[] {
  if (fingerprint === null || counts.failed === 0) return [];
  const { conventions, precision, outcome } = fingerprint;
  const isUnknown = outcome === 'outside' && source === 'Nengo' && counts.failed > counts.passed;
  const found = conventions ?? nengoConventions;
  const isOther = fieldNames.some((field) => JSON.stringify(found[field]) !== JSON.stringify(nengoConventions[field]));
  const isRounded = precision.found !== null && precision.found !== precision.declared;
  return [
    ...(isOther && source === 'Nengo' ? [undeclared] : []),
    ...(isUnknown ? ['it follows none of the known conventions, so it is judged as a Nengo, which it is not'] : []),
    ...(isRounded
      ? [`it says ${precision.declared} and rounds as ${precision.found}: declare that as its precision`]
      : []),
  ];
}

const undeclared =
  'it declares no conventions, so it is judged as a Nengo, and it follows others: declare those, or say --conventions auto';

/** Where an answer first leaves what was expected; empty if that is not known. */
export function describePlace({ stage, step, neuron }: JudgedFailure): string {
  if (stage === undefined) return '';
  const place = [step === undefined ? '' : `in step ${step}`, neuron === undefined ? '' : `of neuron ${neuron}`];
  return `first off: ${[stage, ...place].filter((word) => word !== '').join(' ')}`;
}

/** A wrong implementation that fails alike. */
export function describeLikeness({ name, difference, cites, alike }: Verdict['looksLike'][number]): string {
  const cited = cites === undefined ? '' : ` [${cites}]`;
  return `${name}: ${difference}${cited} (${Math.round(100 * alike)} % of failures in common)`;
}

/** Cases that were skipped, and why; those that pass come first, as somebody has to do something about them. */
export function describeSkips({ skips, claims }: Verdict): string[] {
  const all = claims.flatMap((claim) => claim.cases);
  const unneeded = all.filter(({ outcome }) => outcome === 'unneeded skip');
  const passes = unneeded.map(
    ({ id, reason = '' }) => `${id} is skipped, but passes; take it off the skip file (${reason})`,
  );
  const others = skips.flatMap(({ reason, by, cases }) => {
    const failing = cases.filter((id) => !unneeded.some((one) => one.id === id));
    if (failing.length === 0) return [];
    const which = failing.length === 1 ? failing[0] : `${failing.length} cases`;
    return [`${which}, skipped by the ${by === 'file' ? 'skip file' : 'implementation'}: ${reason}`];
  });
  return [...passes, ...others];
}

/** What is no longer tested because of skips, a line each. */
export function describeUntested({ untested }: Verdict): string[] {
  const skipped = untested.filter(({ because }) => because === 'skips');
  return skipped.map(({ kind, id, what }) =>
    kind === 'claim'
      ? `with these skips, ${id} is no longer tested: ${what}`
      : `nobody would notice that it ${what} (${id})`,
  );
}

/** What says nothing about the implementation, by the reason. */
export function describeNotApplicable({ claims }: Verdict): string[] {
  const reasons = new Map<string, string[]>();
  for (const claim of claims) {
    for (const { outcome, reason = '' } of claim.cases) {
      if (outcome !== 'not applicable') continue;
      const ids = reasons.get(reason) ?? [];
      if (!ids.includes(claim.id)) ids.push(claim.id);
      reasons.set(reason, ids);
    }
  }
  const whole = new Set(claims.filter(({ outcome }) => outcome === 'not applicable').map(({ id }) => id));
  const named = (ids: readonly string[]) => ids.map((id) => (whole.has(id) ? id : `${id} in part`)).join(', ');
  return [...reasons].map(([reason, ids]) => `${subjectOf(reason)} ${reason}: ${named(ids)}`);
}

/** `its` integrator is euler, `it` does not offer networks. */
const subjectOf = (reason: string): string => (/^\w+ is /.test(reason) ? 'its' : 'it');
