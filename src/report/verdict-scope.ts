import { groupBy } from '../base/group-by.ts';
import { nameSome, printable, withoutNumbers } from '../base/text.ts';
import { choiceIn, choiceOf } from '../conformance/choices/choice.ts';
import { conventionsToDeclare, describeChosen } from '../conformance/choices/conventions.ts';
import type { Explanation } from '../conformance/choices/diagnosis.ts';
import { eventFields } from '../conformance/choices/events.ts';
import { neuronFields } from '../conformance/choices/neuron.ts';
import { profiles } from '../conformance/choices/profiles.ts';
import { staged } from '../conformance/choices/stages-of.ts';
import { nameSpecification } from '../conformance/clauses.ts';
import { areNamed, contradicts, isUnexcused } from '../conformance/judge/make-verdict.ts';
import { idOfDiagnosis } from '../conformance/judge/skip.ts';
import type { JudgedCase, SkippedInputs, Verdict } from '../conformance/judge/verdict.ts';
import { numberOf } from '../study/answer/words.ts';
import { describeDiagnosis, describeRule, describeStages, warnOfMistakes } from './diagnosis.ts';
import type { Example } from './document.ts';

/** Counts the vectors and laws that apply, names the versions, and says how nearly it is bit-identical. */
export function describeTests(verdict: Verdict): string[] {
  const { exploration, versions } = verdict;
  const untested = ['not applicable', 'not run'];
  const cases = casesOf(verdict).filter(({ outcome }) => !untested.includes(outcome));
  const laws = cases.filter(({ kind }) => kind === 'law').length;
  const inputs = numberOf(exploration.numRuns, 'input');
  const parts = [
    ...(laws < cases.length || laws === 0 ? [numberOf(cases.length - laws, 'vector')] : []),
    ...(laws > 0 ? [`${numberOf(laws, 'law')} (${inputs} per law, seed ${exploration.seed})`] : []),
  ];
  return [
    `tested with ${parts.length > 1 ? `${cases.length} cases: ` : ''}${parts.join(' and ')}; lifspec ${versions.lifspec}, specification ${nameSpecification(versions)}, protocol ${versions.protocol}`,
    ...describeRounding(verdict),
    ...describeNegligible(verdict),
  ];
}

/** Voltages beyond their tolerance that decide nothing, because every spike is right and rounding may explain them. */
function describeNegligible(verdict: Verdict): string[] {
  const found = casesOf(verdict).flatMap(({ negligible }) => negligible ?? []);
  const [largest] = found.toSorted((a, b) => b.difference - a.difference);
  if (largest === undefined) return [];
  const [difference, allowed] = [largest.difference, largest.allowed].map((value) => value.toPrecision(3));
  return [
    `in ${numberOf(found.length, 'case')} every spike is right and voltages differ by up to ${difference}; below ${allowed}, rounding may explain that, so it counts as passed`,
  ];
}

/** The first operation of a simulator that is not bit-identical, but nearly: in more than half of the vectors. */
function describeRounding(verdict: Verdict): string[] {
  const vectors = casesOf(verdict).filter(({ kind, outcome }) => kind === 'vector' && outcome === 'passed');
  const others = vectors.flatMap(({ id, rounding }) => (rounding === undefined ? [] : [{ id, ...rounding }]));
  const [first] = others.toSorted((one, other) => (one.step ?? 0) - (other.step ?? 0));
  if (!verdict.conforming || first === undefined || others.length > vectors.length / 2) return [];
  const { id, stage, step, expected, got } = first;
  const when = step === undefined ? '' : ` in step ${step}`;
  const operation = `the first operation that differs gives the ${stage}${when} of ${id}: ${got} instead of ${expected}`;
  return [`bit-identical except in ${numberOf(others.length, 'vector')}; ${operation}`];
}

/** Most skipped cases in a line. */
const mostNamed = 12;

/** What was not tested; reasons that the reader cannot change take one line each. */
export function gapsOf(verdict: Verdict): string[] {
  const { counts } = verdict;
  const reasons = describeNotApplicable(verdict).join('; ');
  return [
    ...(reasons === '' ? [] : [`Not applicable (${numberOf(counts.notApplicable, 'case')}): ${reasons}`]),
    ...[...describeExcused(verdict.excused ?? []), ...describeSkips(verdict)].map((skip) => `Skipped: ${skip}`),
    ...describeSkippedInputs(verdict).map((skip) => `Skipped within laws: ${skip}`),
  ];
}

/** Why cases do not apply; missing capabilities in one phrase. */
function describeNotApplicable({ clauses }: Verdict): string[] {
  const cases = clauses.flatMap((clause) => clause.cases.filter(({ outcome }) => outcome === 'not applicable'));
  const missing = new Set(cases.flatMap((one) => one.missing ?? []));
  const others = cases.filter((one) => one.missing === undefined).map(({ reason = '' }) => addSubject(reason));
  return [...(missing.size > 0 ? [`it does not support ${[...missing].join(', ')}`] : []), ...new Set(others)];
}

/** `its integrator differs from Nengo's`, `its deltaSlot of events differs from the definition`, `it does not support networks`. */
function addSubject(reason: string): string {
  const [, field, ofEvents] = /^(\w+)( of events)? is /.exec(reason) ?? [];
  if (ofEvents !== undefined) return `its ${field} of events differs from the definition`;
  return field === undefined ? `it ${reason}` : `its ${field} differs from Nengo's`;
}

const skippers: Readonly<Record<NonNullable<JudgedCase['skippedBy']>, string>> = {
  file: 'the skip file',
  implementation: 'the implementation, which conforms only if a skip file lists them (--skip)',
  lifspec: 'lifspec',
};

const casesOf = ({ clauses }: Verdict): JudgedCase[] => clauses.flatMap(({ cases }) => cases);

/** What the skip file says of the diagnosis. */
export const describeExcused = (excused: NonNullable<Verdict['excused']>): string[] =>
  excused.map(({ id, reason, outcome }) =>
    outcome === 'skipped'
      ? `${id}, by the skip file: ${reason}`
      : `${id}, although it is not so; remove from the skip file`,
  );

/** Skipped cases by reason; those that pass come first because the skip file needs an edit. */
function describeSkips(verdict: Verdict): string[] {
  const those = (which: JudgedCase['outcome']) => casesOf(verdict).filter(({ outcome }) => outcome === which);
  const unneeded = those('unneeded skip').map(({ id }) => id);
  const edit = `${nameSome(unneeded, mostNamed)}, although passing; remove from the skip file`;
  const alike = groupBy(those('skipped'), ({ reason, skippedBy }) => JSON.stringify([reason, skippedBy]));
  const others = [...alike.values()].map((some) => {
    const [{ id, reason, skippedBy = 'file' }] = some as [JudgedCase];
    const ids = some.map((one) => one.id);
    const names = skippedBy === 'implementation' ? ` (${nameSome(ids, mostNamed)})` : '';
    return `${some.length === 1 ? id : `${some.length} cases${names}`}, skipped by ${skippers[skippedBy]}: ${reason}`;
  });
  return [...(unneeded.length > 0 ? [edit] : []), ...others];
}

/** Skipped inputs of passed laws by reason. Reasons that differ only in numbers are one. */
function describeSkippedInputs(verdict: Verdict): string[] {
  const skipped = casesOf(verdict).flatMap((one) => one.skippedInputs ?? []);
  return [...groupBy(skipped, ({ reason }) => withoutNumbers(reason)).values()].map((some) => {
    const [count, of] = [sumOf(some, 'count'), sumOf(some, 'of')];
    return `${count} of ${of} inputs of ${numberOf(some.length, 'law')}: ${some[0]?.reason}`;
  });
}

const sumOf = (some: readonly SkippedInputs[], field: 'count' | 'of') => some.reduce((sum, one) => sum + one[field], 0);

/** A longer file says little, because almost everything fails. */
const mostSkips = 12;

/** The skip file that keeps a check green until something changes: what fails, and what the implementation skips. */
export function skipFileOf(verdict: Verdict): Example[] {
  const failing = casesOf(verdict).filter(({ outcome }) => outcome === 'failed');
  const known = 'known defect (say which)';
  const isShort = verdict.fault === null && failing.length <= mostSkips;
  const skips = [
    ...(isShort && isUnexcused(verdict) ? [{ id: idOfDiagnosis(verdict), reason: known }] : []),
    ...(isShort ? failing.map(({ id }) => ({ id, reason: known })) : []),
    ...casesOf(verdict).flatMap(({ id, skippedBy, reason }) =>
      skippedBy === 'implementation' ? [{ id, reason }] : [],
    ),
  ];
  const title = 'Skip file (--skip FILE) for what is known';
  return skips.length > 0 ? [{ kind: 'example', title, language: 'json', lines: [JSON.stringify({ skips })] }] : [];
}

/** Whether the diagnosis says what is wrong, so that it comes first. */
export const isDiagnosisFirst = (verdict: Verdict): boolean => contradicts(verdict) || areNamed(verdict);

/** The conventions that an implementation was judged by, and what its neurons do, unless that is told before. */
export function conventionsOf(verdict: Verdict): string[] {
  const { capabilities } = verdict.implementation;
  const isImporter = capabilities.length > 0 && capabilities.every((name) => name.startsWith('nir')); // judged by NIR's equations
  const found = isDiagnosisFirst(verdict) ? [] : describeRules(verdict);
  if (isImporter) return found;
  const judgedBy = nameJudgedConventions(verdict.conventions);
  const [first, ...others] = found;
  if (first === undefined || !first.startsWith('follows ')) return [judgedBy, ...describeNotes(verdict), ...found];
  return [judgedBy.replace('judged by', 'follows and is judged by'), ...others];
}

/** What the conventions do not express of the simulators that follow them, which may be why this one fails. */
function describeNotes({ conventions: { differing } }: Verdict): string[] {
  const own = JSON.stringify(differing);
  const like = profiles.filter(({ conventions }) => JSON.stringify(conventionsToDeclare(conventions)) === own);
  return like.flatMap(({ simulator, note }) => (note === undefined ? [] : [`note on ${simulator}: ${note}`]));
}

export function nameJudgedConventions({ events = {}, ...ofNeurons }: Verdict['conventions']): string {
  const words = Object.keys(events).map(
    (field) => choiceOf(eventFields, field, choiceIn(eventFields, field, events)).words,
  );
  return nameNeurons(ofNeurons) + (words.length > 0 ? `; with events, it ${words.join(', ')}` : '');
}

function nameNeurons({ source, differing }: Verdict['conventions']): string {
  if (Object.keys(differing).length === 0)
    return `judged by Nengo's conventions${source === 'declared' ? ', as declared' : ''}`;
  const words = describeChosen(differing);
  if (source === 'declared') return `judged by its declared conventions: ${words}`;
  return `judged by conventions that it does not declare, but nearly follows: ${words}; to declare: "conventions": ${JSON.stringify(differing)}`;
}

/** What it does in the stages of each capability; no lines for those that were not asked. */
export function describeRules(verdict: Verdict): string[] {
  const { diagnosis, diagnoses, conventions, conforming, counts, fault } = verdict;
  const ofStages = staged.flatMap((name) => {
    const found = diagnoses?.[name];
    return found ? describeStages(name, found) : [];
  });
  if (diagnosis === null) return ofStages;
  const noneFailed = counts.failed === 0 && counts.passed > 0 && fault === null && !conforming;
  return [
    ...(noneFailed && contradicts(verdict)
      ? ['no case failed, but it does not follow the rules by which it was judged:']
      : []),
    ...ofStages,
    ...describeDiagnosis(diagnosis, conventions.source).map((line) =>
      ofStages.length > 0 ? line.replace(/^follows /, 'its neurons follow ') : line,
    ),
  ];
}

/** What an implementation with undeclared conventions follows, and has to fix or to declare. */
export function adviseDeclaration(name: string, followed: Explanation): string[] {
  const declared = JSON.stringify(followed.declare);
  return [
    `${printable(name)} declares no conventions, and does not follow Nengo's rules. Stage by stage, it follows:`,
    ...describeRule(followed).map((stage) => `  ${stage}`),
    'It differs from Nengo:',
    ...followed.differences.map(
      ({ field, words }) =>
        `  - ${words}; Nengo ${choiceOf(neuronFields, field, choiceIn(neuronFields, field, {})).words}`,
    ),
    ...warnOfMistakes(followed),
    'Nothing was judged. Fix what is a mistake. Declare what is intended ("nengo": Nengo\'s rules), then test again:',
    `  in the answer to the start request: "conventions": ${declared}`,
    `  in Python (lifspec.Simulator, lifspec.serve): conventions=${declared}`,
  ];
}
