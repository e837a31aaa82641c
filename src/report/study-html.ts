import { InputError } from '../base/input-error.ts';
import { type AccuracyCurve, accuracyCurves } from '../study/results/accuracy-curve.ts';
import type { SweepOutput } from '../study/results/saved-results.ts';
import { summarizeSeeds } from '../study/results/seed-summary.ts';
import { drawFigure, mostCurves } from './figure.ts';
import { escapeHtml, formatHeading, formatHtmlPage, formatParagraphs } from './html.ts';
import { noteOnIntervals, tabulateRows, tabulateSummaries } from './study-tables.ts';
import { describeSettings } from './study-text.ts';
import { formatHtmlTable } from './table.ts';

/** A study in a report on one or more studies. */
export interface NamedOutput extends SweepOutput {
  /** Name of its folder. */
  readonly name: string;
}

/**
 * Draws the curves of one or more studies as SVG. Their answers describe it to screen readers.
 *
 * @throws {InputError} if there are more curves than can be distinguished
 */
export function drawStudies(studies: readonly NamedOutput[]): string {
  const labels = labelsOf(studies);
  const answers = studies.map(({ answer }, index) => (labels[index] && `${labels[index]}: `) + answer.join(' '));
  const title = `Accuracy of the ${nameNetworks(studies)} against the spike amplitude`;
  return drawFigure(curvesOfStudies(studies), { title, description: answers.join(' ') });
}

/**
 * Writes a report on one or more studies as HTML: their answers, one figure, all numbers, settings and versions.
 *
 * @throws {InputError} if there are more curves than can be distinguished
 */
export function formatStudiesHtml(studies: readonly NamedOutput[]): string {
  const labels = labelsOf(studies);
  const answers = studies.map(
    ({ answer }, index) => (labels[index] ? formatHeading(labels[index]) : '') + formatParagraphs(answer, 'answer'),
  );
  const captions = studies.map(({ settings }) => `${escapeHtml(describeSettings(settings))}.`);
  const figure = `<figure>\n${drawStudies(studies)}<figcaption>${captions.join('<br>')}</figcaption>\n</figure>\n`;
  const details = studies.map((study, index) => formatDetails(study, labels[index] as string));
  const title = `Spike amplitude and accuracy: ${nameNetworks(studies)}`;
  return formatHtmlPage(title, [...answers, figure, ...details].join(''));
}

function formatDetails({ settings, versions, rows }: NamedOutput, label: string): string {
  const title = (text: string) => (label === '' ? text : `${text}: ${label}`);
  const summaries = settings.seeds.length > 1 ? summarizeSeeds(rows) : [];
  return [
    formatHtmlTable({ ...tabulateRows(rows), title: title('Accuracy and spikes at every amplitude') }),
    ...tabulateSummaries(summaries).map((table) =>
      formatHtmlTable({ ...table, title: title(`Over seeds: ${table.title}`) }),
    ),
    summaries.length > 0 ? formatParagraphs([noteOnIntervals(summaries)], 'soft') : '',
    formatSettings({ settings, versions }, title('Settings and versions')),
  ].join('');
}

/** Lists the settings and versions of a study. */
export function formatSettings(
  { settings, versions }: Pick<SweepOutput, 'settings' | 'versions'>,
  title = 'Settings and versions',
): string {
  const facts = [
    ...Object.entries(settings),
    ...Object.entries(versions).map(([name, version]) => [`version: ${name}`, version] as const),
  ];
  const lines = facts.map(
    ([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(JSON.stringify(value))}</dd></div>\n`,
  );
  return `${formatHeading(title)}<dl>\n${lines.join('')}</dl>\n`;
}

/** Names the curves of all studies; a rate network that several studies share is drawn once. */
export function curvesOfStudies(studies: readonly NamedOutput[]): AccuracyCurve[] {
  const labels = labelsOf(studies);
  const all = studies.flatMap(({ rows }, index) =>
    accuracyCurves(rows).map((curve) =>
      labels[index] ? { ...curve, name: `${labels[index]}: ${curve.name}` } : curve,
    ),
  );
  const isRepeated = (curve: AccuracyCurve, index: number) =>
    curve.floor === 'rate' &&
    all.slice(0, index).some(({ floor, points }) => floor === 'rate' && isSame(points, curve.points));
  const curves = all.filter((curve, index) => !isRepeated(curve, index));
  const spiking = curves.filter(({ floor }) => floor !== 'rate').length;
  const rate = curves.length - spiking;
  if (spiking > mostCurves.spiking || rate > mostCurves.rate)
    throw new InputError(
      `these results have ${spiking} spiking and ${rate} rate curves; a figure shows at most ${mostCurves.spiking} and ${mostCurves.rate}, so name fewer folders`,
    );
  return curves;
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Distinguishes several studies by the origin of their weights and, if that is the same, by their names. */
function labelsOf(studies: readonly NamedOutput[]): string[] {
  if (studies.length === 1) return [''];
  const labels = studies.map(({ rows }) => `${rows[0]?.mode}${rows[0]?.rescaled ? ', rescaled' : ''}`);
  return labels.map((label, index) => {
    const isUnique = labels.indexOf(label) === labels.lastIndexOf(label);
    return isUnique ? label : `${label} (${studies[index]?.name})`;
  });
}

function nameNetworks(studies: readonly NamedOutput[]): string {
  const names = [...new Set(studies.map(({ settings }) => settings.network))];
  return `${names.join(' and ')} network${names.length > 1 ? 's' : ''}`;
}
