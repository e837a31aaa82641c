import { curvesOf } from '../study/results/accuracy-curve.ts';
import { drawFigure } from './figure.ts';
import type { SweepOutput } from './output.ts';
import { formatFacts, formatFigure, formatNumbers, formatPage, formatSentences } from './page.ts';

/** Draws the figure of a sweep as SVG; the answer describes it to those who do not see it. */
export function drawSweepFigure({ settings, answer, rows }: SweepOutput): string {
  const title = `Accuracy of the ${settings.network} network over the spike amplitude`;
  return drawFigure(curvesOf(rows), { title, description: answer.join(' ') });
}

/**
 * Writes a sweep as an HTML page: the answer in words, the figure, all numbers as a table, settings and versions. The
 * page needs nothing else, no script and no network.
 */
export function formatSweepHtml(output: SweepOutput): string {
  const { settings, answer } = output;
  return formatPage(
    `What the spike amplitude does to the ${settings.network} network`,
    [
      formatSentences(answer),
      formatFigure(drawSweepFigure(output), [settings]),
      formatNumbers(output),
      formatFacts(output),
    ].join(''),
  );
}
