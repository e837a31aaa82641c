import { hundredths } from '../study/answer/words.ts';
import { type AccuracyCurve, accuracyCurves } from '../study/results/accuracy-curve.ts';
import { type NamedSweep, type Row, type SweepOutput, weightKindOf } from '../study/results/saved-results.ts';
import { describeSettings } from '../study/settings.ts';
import { fewestSeeds } from '../study/statistics/intervals.ts';
import { code, type Document, type Part, section, sentences, titledTable } from './document.ts';
import type { AccuracyFigure } from './figure.ts';
import { tabulateRows, tabulateSeeds } from './study-tables.ts';
import { makeColumns } from './table.ts';

/**
 * Reports one or more studies: their answers, one figure, all numbers, settings and versions.
 *
 * @param svg - the curves of all studies, drawn from `figureOfStudies`
 */
export function reportStudies(studies: readonly NamedSweep[], svg?: string): Document {
  const labels = labelsOf(studies);
  return {
    title: `Spike amplitude and accuracy: ${nameNetworks(studies)}`,
    parts: [
      ...studies.flatMap(({ answer }, index) => labelled(labels[index], sentences(answer, 'answer'))),
      ...figureOf(studies, svg),
      ...studies.flatMap((study, index) => numbersOf(study, labels[index])),
    ],
    appendix: studies.flatMap((study, index) => settingsOf(study, labels[index])),
  };
}

/**
 * Reports a sweep as text: the answer comes last, where a long table does not scroll it away.
 *
 * @param isScreen - whether people read it on a terminal, where a long table of one seed is a plot instead
 */
export function reportSweep(output: SweepOutput, isScreen = false): Document {
  const { versions, settings, answer, rows } = output;
  const title = `${settings.network} network, ${describeSettings(settings)}`;
  const isPlotted = isScreen && settings.seeds.length === 1 && settings.amplitudes.length > plotRows;
  return {
    title,
    parts: [
      ...sentences([`lifspec ${versions.lifspec}: ${title}`]),
      ...(isPlotted ? code(plotCurves(accuracyCurves(rows))) : numbersOf(output)),
      ...sentences(answer, 'answer'),
      ...(isPlotted ? sentences(['What to change, and how sure that is: lifspec explain.']) : []),
    ],
  };
}

const plotRows = 14;

/** Draws curves as text, one column per amplitude. */
function plotCurves(curves: readonly AccuracyCurve[]): string[] {
  const amplitudes = (curves[0] as AccuracyCurve).points.map(({ amplitude }) => amplitude);
  const all = curves.flatMap(({ points }) => points.map(({ accuracy }) => accuracy));
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const height = (most - least) / (plotRows - 1) || 1;
  const lines = Array.from({ length: plotRows }, (_, row) => {
    const markAt = (column: number) =>
      marks[curves.findIndex(({ points }) => Math.round((most - (points[column]?.accuracy ?? 0)) / height) === row)] ??
      ' ';
    return `${hundredths(most - row * height).padStart(5)} | ${amplitudes.map((_, column) => markAt(column)).join('')}`;
  });
  const names = curves.map(({ name }, index) => `${marks[index]} ${name}`).join('   ');
  return [
    `accuracy, %: ${names}`,
    ...lines,
    `at amplitudes from ${amplitudes[0]} to ${amplitudes.at(-1)}; where curves meet, only the first is drawn`,
  ];
}

const marks = [...'*o.+x#'];

/** What a figure shows of one or more studies. Their answers describe it to screen readers. */
export function figureOfStudies(studies: readonly NamedSweep[]): AccuracyFigure {
  const labels = labelsOf(studies);
  const answers = studies.map(({ answer }, index) => (labels[index] && `${labels[index]}: `) + answer.join(' '));
  const title = `Accuracy of the ${nameNetworks(studies)} against the spike amplitude`;
  return { curves: curvesOf(studies), title, description: answers.join(' ') };
}

function figureOf(studies: readonly NamedSweep[], svg?: string): Part[] {
  const caption = studies.map(({ settings }) => `${describeSettings(settings)}.`);
  return svg === undefined ? [] : [{ kind: 'figure', svg, caption }];
}

const labelled = (label: string | undefined, parts: readonly Part[]): readonly Part[] =>
  label ? section(label, parts) : parts;

function numbersOf({ settings, rows }: SweepOutput, label = ''): Part[] {
  const ending = label && `: ${label}`;
  const overSeeds = settings.seeds.length > 1 ? summaryOf(rows, label) : [];
  return [...titledTable(`Accuracy and spikes at every amplitude${ending}`, tabulateRows(rows)), ...overSeeds];
}

function summaryOf(rows: readonly Row[], label = ''): Part[] {
  return [
    ...titledTable(`Over seeds${label && `: ${label}`}`, tabulateSeeds(rows)),
    ...sentences(
      [`Intervals: 95 %, mean ± t · s/√n over seeds (Student); none for fewer than ${fewestSeeds} seeds.`],
      'soft',
    ),
  ];
}

export function settingsOf({ settings, versions }: Pick<SweepOutput, 'settings' | 'versions'>, label = ''): Part[] {
  const facts: (readonly [string, unknown])[] = [
    ...Object.entries(settings),
    ...Object.entries(versions).map(([name, version]) => [`version: ${name}`, version] as const),
  ];
  const columns = makeColumns(
    facts,
    [
      ['setting', ([name]) => name],
      ['value', ([, value]) => JSON.stringify(value)],
    ],
    true,
  );
  return titledTable(`Settings and versions${label && `: ${label}`}`, columns);
}

/** Names the curves of all studies; a rate network that several studies share is drawn once. */
function curvesOf(studies: readonly NamedSweep[]): AccuracyCurve[] {
  const labels = labelsOf(studies);
  const all = studies.flatMap(({ rows }, index) =>
    accuracyCurves(rows).map((curve) =>
      labels[index] ? { ...curve, name: `${labels[index]}: ${curve.name}` } : curve,
    ),
  );
  const isRepeated = (curve: AccuracyCurve, index: number) =>
    curve.floor === 'rate' &&
    all.slice(0, index).some(({ floor, points }) => floor === 'rate' && isSame(points, curve.points));
  return all.filter((curve, index) => !isRepeated(curve, index));
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Distinguishes several studies by the origin of their weights and, if that is the same, by their names. */
function labelsOf(studies: readonly NamedSweep[]): string[] {
  if (studies.length === 1) return [''];
  const labels = studies.map(({ rows }) => weightKindOf(rows[0] as Row));
  return labels.map((label, index) => {
    const isUnique = labels.indexOf(label) === labels.lastIndexOf(label);
    return isUnique ? label : `${label} (${studies[index]?.name})`;
  });
}

function nameNetworks(studies: readonly NamedSweep[]): string {
  const names = [...new Set(studies.map(({ settings }) => settings.network))];
  return `${names.join(' and ')} network${names.length > 1 ? 's' : ''}`;
}
