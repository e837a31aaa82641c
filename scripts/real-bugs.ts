import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Found, foundFolder, readFound } from '../adapters/validation/found.ts';
import { packageRoot } from '../src/base/package-root.ts';
import type { Choice, Field } from '../src/conformance/choices/choice.ts';
import { neuronFields } from '../src/conformance/choices/neuron.ts';
import { stagesOf } from '../src/conformance/choices/stages-of.ts';
import { escapeHtml, formatHtmlPage, formatHtmlTable, formatParagraphs } from '../src/report/html.ts';
import { makeColumns } from '../src/report/table.ts';
import { catalogue, type KillMatrix } from './kill-matrix.ts';

/** A bug of a simulator that was reported or repaired in public. */
export interface RealBug {
  /** `nengo/nengo#975`, `nengo/nengo@71d6f1b` for a commit, `synsense/rockpool@v2.8` for a release, or another source. */
  readonly bug: string;
  readonly year?: number;
  /** What went wrong. */
  readonly wrong: string;
  /** What makes it visible. */
  readonly seenBy?: string;
  /** The capability in which it shows, or `state`; absent if it is out of scope. */
  readonly scope?: string;
  /** The number of the clause that it breaks. */
  readonly clause?: string;
  /** What lifspec would need, if it is out of scope. */
  readonly needs?: string;
}

/** How many of some real bugs a suite caught when they were rebuilt in a right simulator. */
interface Measured {
  readonly suite: string;
  readonly bugs: string;
  readonly rebuilt: number;
  readonly caught: number;
  /** The first screen names the bug. */
  readonly named: number;
  /** The first screen says something that is wrong. */
  readonly misleading: number;
}

/** fixtures/real-bugs.json */
export interface RealBugs {
  readonly measured: readonly Measured[];
  /** Collected without a look at the suite. */
  readonly collected: readonly RealBug[];
  /** Others that choices or mutants cite. */
  readonly cited: readonly RealBug[];
}

export const realBugs: RealBugs = JSON.parse(readFileSync(join(packageRoot(), 'fixtures', 'real-bugs.json'), 'utf8'));

/** The scripts that show what lifspec found, by name. */
export const foundDefects: readonly Found[] = readdirSync(foundFolder)
  .toSorted()
  .map((file) => readFound(file.replace('.py', '')));

/** How choices and mutants cite a bug: `nengo#975`, and `nest#547` for nest/nest-simulator#547. */
export const citationOf = ({ bug }: RealBug): string =>
  bug.replace(/^.*\//, '').replace(/^nest-simulator(?=[#@])/, 'nest');

/** How choices and mutants cite what lifspec found: `Sapicore 0.4.1`. */
export const citationOfFound = ({ title }: Found): string => title.slice(0, title.indexOf(':'));

/** A choice of a table, or a mutant, that repeats a bug. */
export interface Repetition {
  readonly cites: string;
  /** `refractory=truncated`, or the name of a mutant. */
  readonly name: string;
  readonly isChoice: boolean;
  /** What a simulator with it does. */
  readonly words: string;
}

const tables = [neuronFields, ...Object.values(stagesOf).map(({ fields }) => fields)];

/** What repeats real bugs: choices of the tables, then mutants that are no choice. */
export const repetitions: readonly Repetition[] = uniqueByName([
  ...tables.flatMap((fields) =>
    Object.entries<Field>(fields).flatMap(([field, choices]) =>
      Object.entries<Choice>(choices).flatMap(([own, { cites, words }]) =>
        cites === undefined ? [] : [{ cites, name: `${field}=${own}`, isChoice: true, words }],
      ),
    ),
  ),
  ...catalogue.flatMap(({ name, cites, difference }) =>
    cites === undefined ? [] : [{ cites, name, isChoice: false, words: difference }],
  ),
]);

function uniqueByName(all: readonly Repetition[]): Repetition[] {
  return [...new Map(all.toReversed().map((one) => [one.name, one])).values()].toReversed();
}

const repeating = (bug: RealBug) => repetitions.filter(({ cites }) => cites === citationOf(bug));

/** Whether a bug of the list is within scope. */
export const isInScope = ({ scope }: RealBug): boolean => scope !== undefined;

/** Whether a choice of a table repeats a bug. */
export const isChoice = (bug: RealBug): boolean => repeating(bug).some((one) => one.isChoice);

/** Writes the page about real bugs, which lies beside the interactive page. */
export function formatRealBugsHtml(): string {
  const { collected, cited, measured } = realBugs;
  const inScope = collected.filter(isInScope);
  const repositories = new Set(collected.map(({ bug }) => bug.replace(/[#@].*/, '')));
  const opening = [
    `${collected.length} bugs of spiking simulators, reported or repaired in public since 2010 in ${repositories.size} repositories, were collected without a look at lifspec. ${inScope.length} are within its scope, and ${inScope.filter(isChoice).length} of these are choices of its tables. In current releases, lifspec found ${foundDefects.length} defects.`,
    'Some of these bugs, and others, were rebuilt in a right simulator. A bug is caught if a case fails, named if the first screen says what it is, and misleading if the first screen says something that is wrong.',
  ];
  const body = [
    formatParagraphs(opening),
    section('How many are caught', (label) => tabulateMeasured(label, measured)),
    section('Found by lifspec', tabulateFound),
    section('Within scope', (label) => tabulateInScope(label, inScope)),
    section('Cited, but not in the list', (label) => tabulateInScope(label, cited)),
    section('Out of scope', (label) =>
      tabulateOutOfScope(
        label,
        collected.filter((one) => !isInScope(one)),
      ),
    ),
  ];
  return formatHtmlPage('Real bugs', body.join(''), 'wide');
}

const section = (title: string, tabulated: (label: string) => string) =>
  `<h2>${escapeHtml(title)}</h2>\n${tabulated(title)}`;

type Columns<Item> = readonly (readonly [name: string, cellOf: (item: Item) => string | number])[];

const tabulate = <Item>(label: string, items: readonly Item[], columns: Columns<Item>) =>
  formatHtmlTable(label, makeColumns(items, columns, true));

function tabulateMeasured(label: string, measured: readonly Measured[]): string {
  return tabulate(label, measured, [
    ['bugs', ({ bugs }) => bugs],
    ['suite', ({ suite }) => suite],
    ['rebuilt', ({ rebuilt }) => rebuilt],
    ['caught', ({ caught }) => caught],
    ['named', ({ named }) => named],
    ['misleading', ({ misleading }) => misleading],
  ]);
}

function tabulateFound(label: string): string {
  return tabulate(label, foundDefects, [
    ['script in adapters/found', ({ name }) => `${name}.py`],
    ['defect', ({ title }) => title],
    ['expected', ({ expected }) => expected],
    ['actual', ({ actual }) => actual],
    ['clause', ({ clause }) => clause],
    ['reported', ({ upstream }) => upstream],
  ]);
}

const sourceColumns: Columns<RealBug> = [
  ['bug', ({ bug }) => bug],
  ['year', ({ year = '–' }) => year],
  ['what went wrong', ({ wrong }) => wrong],
];

function tabulateInScope(label: string, bugs: readonly RealBug[]): string {
  const { kills }: KillMatrix = JSON.parse(readFileSync(join(packageRoot(), 'fixtures', 'kills.json'), 'utf8'));
  const lawsOf = (bug: RealBug) => [...new Set(repeating(bug).flatMap(({ name }) => Object.keys(kills[name] ?? {})))];
  return tabulate(label, bugs, [
    ...sourceColumns,
    ['capability', ({ scope = '–' }) => scope],
    ['clause', ({ clause = '–' }) => clause],
    ['shown by', (bug) => lawsOf(bug).slice(0, 2).join(', ') || (bug.seenBy ?? '–')],
    [
      'repeated by',
      (bug) =>
        repeating(bug)
          .map(({ name }) => name)
          .join(', ') || 'nothing yet',
    ],
    ['the verdict says', (bug) => repeating(bug)[0]?.words ?? 'the clause'],
  ]);
}

function tabulateOutOfScope(label: string, bugs: readonly RealBug[]): string {
  return tabulate(label, bugs, [
    ...sourceColumns,
    ['needs', ({ needs = '–' }) => needs],
    ['would be seen by', ({ seenBy = '–' }) => seenBy],
  ]);
}
