import type { Diagnosis } from '../../src/conformance/choices/diagnosis.ts';
import type { JudgedCase, JudgedClause, Verdict } from '../../src/conformance/judge/verdict.ts';
import { nameImplementation } from '../../src/report/diagnosis.ts';
import { describeVerdict } from '../../src/report/verdict-sentences.ts';
import type { Adapter } from './adapters.ts';
import type { EventRule, Examination } from './examine.ts';

/** The summary of an examination, which the board shows and later examinations are compared with. */
export interface Baseline
  extends Pick<
    Verdict,
    'versions' | 'implementation' | 'conforming' | 'bitIdentical' | 'fault' | 'counts' | 'conventions'
  > {
  /** The versions that the adapter ran on: `{ "Python": "3.11.7", "nengo": "4.1.0" }`. */
  readonly ranOn: Readonly<Record<string, string>>;
  /** Null without the capability `neuron`. */
  readonly diagnosis:
    | (Pick<Diagnosis, 'outcome'> & { readonly words: string; readonly precision: string | null })
    | null;
  readonly clauses: readonly Pick<JudgedClause, 'id' | 'outcome'>[];
  /** The verdict by Nengo's conventions, with the ids of broken clauses. */
  readonly asNengo: Pick<Verdict, 'conforming' | 'counts' | 'fault'> & {
    readonly broken: readonly string[];
  };
  /** Absent without the capability `events`. */
  readonly events?: EventRule;
  /** The laws of a NIR importer, or of an exporter; absent without their capability. */
  readonly nir?: readonly Pick<JudgedCase, 'id' | 'title' | 'outcome' | 'reason'>[];
}

/** Summarizes an examination. */
export function baselineOf(examination: Examination, ranOn: Baseline['ranOn']): Baseline {
  const { own, asNengo, events } = examination;
  const { diagnosis } = own;
  const { versions, implementation, conforming, bitIdentical, fault, counts, conventions } = own;
  return {
    versions,
    implementation,
    ranOn,
    conforming,
    bitIdentical,
    fault,
    counts,
    conventions,
    diagnosis: diagnosis && {
      outcome: diagnosis.outcome,
      words: (diagnosis.sets[0] ?? diagnosis.nearest)?.words ?? 'unknown rules',
      precision: diagnosis.precision.found,
    },
    clauses: own.clauses.map(({ id, outcome }) => ({ id, outcome })),
    asNengo: {
      conforming: asNengo.conforming,
      counts: asNengo.counts,
      fault: asNengo.fault,
      broken: asNengo.clauses.filter(({ outcome }) => outcome === 'broken').map(({ id }) => id),
    },
    ...(events && { events }),
    ...(implementation.capabilities.some((name) => name.startsWith('nir')) && { nir: nirCasesOf(own) }),
  };
}

function nirCasesOf({ clauses, implementation }: Verdict): NonNullable<Baseline['nir']> {
  const clause = implementation.capabilities.includes('nir') ? 'nir' : 'nir-export';
  const cases = clauses.find(({ id }) => id === clause)?.cases ?? [];
  return cases.map(({ id, title, outcome, reason }) => ({
    id,
    title,
    outcome,
    ...(reason !== undefined && { reason }),
  }));
}

/**
 * The differences between a result and the baseline. Ignores the number of cases, new clauses that do not apply, and the last
 * bits of voltages, which other processors and C libraries may round differently.
 *
 * @returns one sentence per difference
 */
export function changesFrom(baseline: Baseline, now: Baseline): string[] {
  const before = factsOf(baseline);
  const changed = Object.entries(factsOf(now))
    .filter(([name, fact]) => before[name] !== undefined && before[name] !== fact)
    .map(([name, fact]) => `${name} was ${before[name]}, and is ${fact}`);
  const applied = now.clauses.filter(({ outcome }) => outcome !== 'not applicable');
  const added = applied.filter(({ id }) => before[`clause ${id}`] === undefined);
  return [...changed, ...added.map(({ id }) => `has no clause ${id} in its baseline; --update adds it`)];
}

function factsOf(baseline: Baseline): Readonly<Record<string, string>> {
  const { implementation, conforming, clauses, diagnosis, asNengo, nir, events } = baseline;
  const outcomes = clauses.map(({ id, outcome }) => [`clause ${id}`, outcome]);
  return {
    'the implementation': `${implementation.name} ${implementation.version}, ${implementation.precision}`,
    capabilities: implementation.capabilities.join(', '),
    'the verdict': nameVerdict(conforming),
    "the verdict by Nengo's conventions": nameVerdict(asNengo.conforming),
    "what is broken by Nengo's conventions": asNengo.broken.join(', ') || 'nothing',
    'what its neurons do': diagnosis === null ? 'none' : `${diagnosis.words}; ${diagnosis.precision}`,
    ...(events && { 'its rule of events': JSON.stringify(events) }),
    ...Object.fromEntries((nir ?? []).map(({ id, outcome }) => [id, outcome])),
    ...Object.fromEntries(outcomes),
  };
}

const nameVerdict = (conforming: boolean): string => (conforming ? 'conforms' : 'does not conform');

/**
 * The problems of a result: a simulator that does not conform by its own conventions (Nengo's family: by Nengo's), or
 * follows no known conventions. What NIR importers get wrong is known.
 *
 * @returns one sentence per problem
 */
export function unexpectedIn({ isOf, isNengo }: Adapter, result: Baseline): string[] {
  const { asNengo, diagnosis, events } = result;
  if (isOf === 'nir') return [];
  const isKnown = diagnosis === null || diagnosis.outcome === 'explained';
  return [
    ...(result.conforming ? [] : [`by its own conventions: ${describeVerdict(result)}`]),
    ...(!isNengo || asNengo.conforming ? [] : [`by Nengo's conventions: ${describeVerdict(asNengo)}`]),
    ...(events === undefined || (events.choices !== null && events.undeclared.length === 0)
      ? []
      : [`its events: ${events.undeclared.join(', ') || 'no known rule'}`]),
    ...(isKnown ? [] : [`its neurons are ${diagnosis.outcome}; closest: ${diagnosis.words}`]),
  ];
}

/** A result in a few lines for the terminal. */
export function summarizeResult(name: string, result: Baseline): string[] {
  const { diagnosis, asNengo, ranOn } = result;
  const environment = Object.entries(ranOn).map((pair) => pair.join(' '));
  const broken = asNengo.broken.length === 0 ? '' : `; broken: ${asNengo.broken.join(', ')}`;
  return [
    `${name}: ${nameImplementation(result)} (${environment.join(', ')})`,
    ...(diagnosis ? [`  its neurons: ${diagnosis.words}`] : []),
    `  by its own conventions: ${describeVerdict(result)}`,
    `  by Nengo's conventions: ${describeVerdict(asNengo)}${broken}`,
  ];
}
