import { InputError } from '../base/input-error.ts';
import { type Curve, curvesOf } from '../study/results/accuracy-curve.ts';
import { drawFigure, mostCurves } from './figure.ts';
import type { SweepOutput } from './output.ts';
import { formatFacts, formatFigure, formatNumbers, formatPage, formatSentences, formatTitle } from './page.ts';

/** A study in a report of several. */
export interface NamedOutput extends SweepOutput {
  /** What it is called: its folder. */
  readonly name: string;
}

/**
 * Draws the curves of several studies over one another as SVG.
 *
 * @throws {InputError} if there are more curves than can be told apart
 */
export function drawOverlay(studies: readonly NamedOutput[]): string {
  const title = `Accuracy of the ${networksOf(studies)} over the spike amplitude`;
  const labels = labelsOf(studies);
  const description = studies.map(({ answer }, index) => `${labels[index]}: ${answer.join(' ')}`).join(' ');
  return drawFigure(overlayCurves(studies), { title, description });
}

/**
 * Writes a report of one or several studies: what each says, their curves over one another, all numbers, settings and
 * versions. The page needs nothing else, no script and no network.
 *
 * @throws {InputError} if there are more curves than can be told apart
 */
export function formatReportHtml(studies: readonly NamedOutput[]): string {
  const labels = labelsOf(studies);
  const [first] = studies as [NamedOutput];
  const said = studies.map(({ answer }, index) =>
    [studies.length > 1 ? formatTitle(labels[index] as string) : '', formatSentences(answer)].join(''),
  );
  const figure = formatFigure(
    drawOverlay(studies),
    studies.map(({ settings }) => settings),
  );
  const details = studies.map((study, index) => {
    const heading = studies.length > 1 ? (labels[index] as string) : '';
    return formatNumbers(study, heading) + formatFacts(study, heading);
  });
  const title =
    studies.length > 1
      ? `What the spike amplitude does to the ${networksOf(studies)}, ${studies.length} studies`
      : `What the spike amplitude does to the ${first.settings.network} network`;
  return formatPage(title, [figure, ...said, ...details].join(''));
}

/** The curves of all studies, named after them. A rate network that several share is drawn once. */
export function overlayCurves(studies: readonly NamedOutput[]): Curve[] {
  const labels = labelsOf(studies);
  const all = studies.flatMap(({ rows }, index) =>
    curvesOf(rows).map((curve) => (studies.length > 1 ? { ...curve, name: `${labels[index]}: ${curve.name}` } : curve)),
  );
  const isRepeated = (curve: Curve, index: number) =>
    curve.floor === 'rate' &&
    all.slice(0, index).some(({ floor, points }) => floor === 'rate' && samePoints(points, curve.points));
  const curves = all.filter((curve, index) => !isRepeated(curve, index));
  const spiking = curves.filter(({ floor }) => floor !== 'rate').length;
  if (spiking > mostCurves.spiking || curves.length - spiking > mostCurves.rate)
    throw new InputError(
      `a figure shows at most ${mostCurves.spiking} curves with spikes and ${mostCurves.rate} of rate networks, but these results have ${spiking} and ${curves.length - spiking}; give fewer folders`,
    );
  return curves;
}

function samePoints(one: Curve['points'], other: Curve['points']): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What distinguishes the studies: how weights were made and, if that is not enough, their names. */
function labelsOf(studies: readonly NamedOutput[]): string[] {
  const labels = studies.map(({ rows }) => `${rows[0]?.mode}${rows[0]?.rescaled ? ', rescaled' : ''}`);
  return labels.map((label, index) => {
    const isAlone = labels.every((other, place) => place === index || other !== label);
    return isAlone ? label : `${label} (${studies[index]?.name})`;
  });
}

function networksOf(studies: readonly NamedOutput[]): string {
  const names = [...new Set(studies.map(({ settings }) => settings.network))];
  return `${names.join(' and ')} network${names.length > 1 ? 's' : ''}`;
}
