import { deviationsOf } from '../../src/conformance/assumption.ts';
import { choiceIn } from '../../src/conformance/choices/choice.ts';
import { type Conventions, nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { eventConventionNames, eventFields } from '../../src/conformance/choices/events.ts';
import { changeOf } from '../../src/conformance/compare/port-events.ts';
import { escapeHtml, formatHtmlPage, formatHtmlTable, formatParagraphs } from '../../src/report/html.ts';
import { escapeMarkdown, formatMarkdownTable } from '../../src/report/markdown.ts';
import { type Column, makeColumns } from '../../src/report/table.ts';
import { describeVerdict } from '../../src/report/verdict-sentences.ts';
import { type Adapter, adapters } from './adapters.ts';
import type { Baseline } from './baseline.ts';
import type { ComparedPair } from './pairs.ts';

/** The baselines of all simulators and how they differ from each other: fixtures/verdicts.json. */
export interface Verdicts {
  readonly simulators: Readonly<Record<string, Baseline>>;
  readonly pairs: readonly ComparedPair[];
}

/** An adapter with its baseline. */
type Judged = readonly [Adapter, Baseline];

/** The adapters that have a baseline. */
const judgedIn = ({ simulators }: Pick<Verdicts, 'simulators'>): Judged[] =>
  adapters.flatMap((adapter) => {
    const baseline = simulators[adapter.name];
    return baseline === undefined ? [] : [[adapter, baseline] as const];
  });

const about =
  'One row per simulator and version, each judged by the conventions that it declares. An issue is the report of a difference in the repository of the simulator; “–” if a search in November 2026 found none, or if there is nothing to report.';

/** How cells are written. */
interface Markup {
  readonly safe: (text: string) => string;
  readonly link: (text: string, address: string) => string;
  readonly name: (name: string, file: string) => string;
  /** A text that needs a wide column. */
  readonly wide: (text: string) => string;
}

const markdown: Markup = {
  safe: escapeMarkdown,
  link: (text, address) => `[${text}](${address})`,
  name: (name, file) => `[${name}](../adapters/${file})`,
  wide: (text) => text,
};

const html: Markup = {
  safe: escapeHtml,
  link: (text, address) => `<a href="${escapeHtml(address)}">${escapeHtml(text)}</a>`,
  name: (name) => name, // the table escapes the first cell of a row
  wide: (text) => `<div style="min-width: 17rem">${text}</div>`,
};

/** Writes the board as Markdown: the verdicts, the NIR importers, and how simulators differ from each other. */
export function formatBoard(verdicts: Verdicts): string {
  const judged = judgedIn(verdicts);
  return [
    '# Simulators and their verdicts\n',
    `${about} \`npm run validate -- --update\` writes this page from [verdicts.json](verdicts.json).\n`,
    formatMarkdownTable(columnsOf(judged, markdown)),
    'A simulator that conforms on some cases skips the others, for the reasons in [`adapters/skips`](../adapters/skips).\n',
    '## NIR importers\n',
    'The laws of NIR importers and exporters. [docs/nir.md](../docs/nir.md) says what each gets wrong.\n',
    formatMarkdownTable(tabulateNir(judged, 'nir')),
    formatMarkdownTable(tabulateNir(judged, 'nir_export')),
    '## Events: the rule that each simulator follows\n',
    `${aboutEventRules}\n`,
    formatMarkdownTable(tabulateEventRules(judged, markdown)),
    '## Events: factors between simulators\n',
    `${aboutFactors}\n`,
    formatMarkdownTable(tabulateFactors(judged, markdown)),
    '## How simulators differ from each other\n',
    '`lifspec compare` for the neurons of Nengo, Brian2 and NEST, each with every other adapter, on the vectors and 20 generated inputs, and the rules that explain the difference. `npm run validate` fails if they are not those in which the declared conventions differ.\n',
    formatMarkdownTable(tabulatePairs(verdicts.pairs)),
  ].join('\n');
}

/** Writes the board as a page, which lies beside the interactive page. */
export function formatBoardHtml(verdicts: Pick<Verdicts, 'simulators'>): string {
  const judged = judgedIn(verdicts);
  const columns = columnsOf(judged, html).map((column) => ({ ...column, isProse: true }));
  const body = [
    formatParagraphs([about]),
    formatHtmlTable('Verdicts', columns, (cell) => cell),
    formatParagraphs(['A simulator that conforms on some cases skips the others, with reasons.'], 'soft'),
    formatParagraphs([aboutEventRules]),
    formatHtmlTable('Events: the rule that each simulator follows', tabulateEventRules(judged, html), (cell) => cell),
    formatParagraphs([aboutFactors]),
    formatHtmlTable('Events: factors between simulators', tabulateFactors(judged, html), (cell) => cell),
    '<p><a href="rules.html">The figure</a> shows what each simulator does with the same current.</p>\n',
  ];
  return formatHtmlPage('Simulators and their verdicts', body.join(''), 'wide');
}

function columnsOf(judged: readonly Judged[], { safe, link, name, wide }: Markup): Column[] {
  return makeColumns(judged, [
    ['simulator', ([{ file }, { implementation }]) => name(implementation.name, file)],
    ['version', ([, { implementation }]) => safe(implementation.version ?? '–')],
    ['verdict', ([, result]) => safe(describeVerdict(result).split(/: \d+ passed/)[0] as string)],
    [
      'differs from Nengo in',
      ([{ isOf }, { conventions }]) => (isOf === 'nir' ? '–' : wide(safe(differencesIn(conventions.differing)))),
    ],
    ['issues', ([{ issues = [] }]) => issues.map((issue) => link(shorten(issue), issue)).join(', ') || '–'],
    ['language', ([, { implementation }]) => safe(implementation.language ?? '–')],
    ['supports', ([, { implementation }]) => safe(implementation.capabilities.join(', '))],
  ]);
}

const differencesIn = (differing: Partial<Conventions>) =>
  [...new Set(Object.values(deviationsOf({ ...nengoConventions, ...differing })))].join('; ') || 'nothing';

/** `nengo-ocl#163` for the address of an issue. */
const shorten = (issue: string): string => issue.replace(/^.*\/([^/]+)\/(issues|pull)\/(\d+)$/, '$1#$3');

/** NIR importers or exporters side by side: whether each law holds, or what it says that it cannot honor. */
function tabulateNir(judged: readonly Judged[], capability: string): Column[] {
  const own = judged.flatMap(([, baseline]) =>
    baseline.implementation.capabilities.includes(capability) ? [baseline] : [],
  );
  const laws = new Map(own.flatMap(({ nir = [] }) => nir.map(({ id, title }) => [id, title] as const)));
  const columns = own.map(({ implementation, nir = [] }): [string, (law: string) => string] => {
    const cellOf = (law: string) => {
      const { outcome = 'not applicable', reason = '' } = nir.find(({ id }) => id === law) ?? {};
      if (outcome === 'passed') return 'holds';
      return outcome === 'failed' ? '**broken**' : (/^cannot honor [^:]*/.exec(reason)?.[0] ?? outcome);
    };
    return [`${implementation.name} ${implementation.version}`, cellOf];
  });
  return makeColumns([...laws.keys()], [['', (law) => `${escapeMarkdown(laws.get(law) ?? '')}`], ...columns]);
}

const aboutEventRules =
  'The choices that give every answer to the probes of events, which are those that the adapter declares; “–” if the simulator has no receptor that shows it.';

const aboutFactors =
  'To move a model from the simulator of a row to that of a column, multiply the weights of exponential currents by the factor, here for tau 20 ms, tau_s 5 ms and steps of 1 ms, and change delays by the steps. `lifspec compare` prints the formula and confirms it by running both.';

/** The simulators of which a rule of events is known. */
const eventRulesIn = (judged: readonly Judged[]) =>
  judged.flatMap(
    ([
      { file },
      {
        implementation: { name },
        events,
      },
    ]) => (events?.choices ? [{ file, name, kinds: events.kinds, choices: events.choices }] : []),
  );

function tabulateEventRules(judged: readonly Judged[], { safe, name: nameOf }: Markup): Column[] {
  const ofNeurons = ['integrator', 'inputScale', 'comparison', 'reset'];
  const isShown = (field: string, kinds: readonly string[]) =>
    ofNeurons.includes(field) || kinds.some((kind) => (kind === 'delta') === /delta/i.test(field));
  return makeColumns(eventRulesIn(judged), [
    ['simulator', ({ name, file }) => nameOf(name, file)],
    ...[...eventConventionNames, ...ofNeurons].map((field): [string, (of: EventRuleShown) => string] => [
      field,
      ({ choices, kinds }) => (isShown(field, kinds) ? safe(choiceIn(eventFields, field, choices)) : '–'),
    ]),
  ]);
}

type EventRuleShown = ReturnType<typeof eventRulesIn>[number];

function tabulateFactors(judged: readonly Judged[], { safe, name: nameOf }: Markup): Column[] {
  const all = eventRulesIn(judged).filter(({ kinds }) => kinds.includes('exponential'));
  const times = { dtSeconds: 0.001, tauRcSeconds: 0.02, minVoltage: Number.NEGATIVE_INFINITY };
  const cellOf = (a: EventRuleShown, b: EventRuleShown) => {
    const { factor, delay } = changeOf({ kind: 'exponential', tauSeconds: 0.005 }, times, {
      a: a.choices,
      b: b.choices,
    }) as { factor: number; delay: number };
    return `${factor.toPrecision(6)}${delay === 0 ? '' : `, ${delay > 0 ? '+' : '−'}${Math.abs(delay)}`}`;
  };
  return makeColumns(all, [
    ['from', ({ name, file }) => nameOf(name, file)],
    ...all.map((b): [string, (a: EventRuleShown) => string] => [
      safe(`to ${b.name}`),
      (a) => (a === b ? '–' : cellOf(a, b)),
    ]),
  ]);
}

function tabulatePairs(pairs: readonly ComparedPair[]): Column[] {
  return makeColumns(pairs, [
    ['A', ({ a }) => a],
    ['B', ({ b }) => b],
    ['every spike in its step', ({ sameSpikes, inputs }) => `${sameSpikes} of ${inputs} inputs`],
    ['rules that explain it', ({ rules, ...one }) => rules.join(', ') || describeSame(one)],
  ]);
}

function describeSame({ largestVoltageDifference: largest }: Pick<ComparedPair, 'largestVoltageDifference'>): string {
  if (largest === undefined) return 'none';
  return largest === 0 ? 'none: all voltages are equal' : `none: only rounding differs, by ${largest.toExponential(0)}`;
}
