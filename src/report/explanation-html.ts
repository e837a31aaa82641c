import type { ExplainedAmplitude, ExplainOutput } from '../study/explanation/explanation-schema.ts';
import type { AccuracyCurve } from '../study/results/accuracy-curve.ts';
import { describeExplained, remedyNames, tabulateExplanation, triedRemedies } from './explanation.ts';
import { drawFigure } from './figure.ts';
import { escapeHtml, formatHtmlPage, formatParagraphs } from './html.ts';
import { formatSettings } from './study-html.ts';
import { formatHtmlTable } from './table.ts';

/** Writes an explanation as HTML: the answer, a figure, all tables, settings and versions. */
export function formatExplanationHtml(output: ExplainOutput): string {
  const caption = `${escapeHtml(describeExplained(output))}.`;
  return formatHtmlPage(
    `Why the accuracy of the ${output.settings.network} network drops with the spike amplitude`,
    [
      formatParagraphs(output.answer, 'answer'),
      `<figure>\n${drawExplanation(output)}<figcaption>${caption}</figcaption>\n</figure>\n`,
      ...tabulateExplanation(output).map((table) => formatHtmlTable(table)),
      formatSettings(output),
    ].join(''),
  );
}

/**
 * Draws accuracy against amplitude as SVG: spiking with floor 0, without a floor, with remedies, and as a rate network.
 */
export function drawExplanation(output: ExplainOutput): string {
  const title = `Accuracy of the ${output.settings.network} network against the spike amplitude, with and without remedies`;
  return drawFigure(curvesOfExplanation(output), { title, description: output.answer.join(' ') });
}

/** The curves of an explanation. The curves of remedies have floor 0. */
function curvesOfExplanation({ amplitudes, settings }: ExplainOutput): AccuracyCurve[] {
  const curve = (
    name: string,
    floor: AccuracyCurve['floor'],
    accuracyOf: (one: ExplainedAmplitude) => number,
  ): AccuracyCurve => ({
    name,
    floor,
    images: settings.images,
    seeds: [0],
    points: amplitudes.map((one) => ({
      amplitude: one.amplitude,
      accuracy: accuracyOf(one),
      ofSeeds: [accuracyOf(one)],
    })),
  });
  return [
    curve('spiking, floor 0', 0, ({ accuracy }) => accuracy.floored),
    curve('spiking, no floor', null, ({ accuracy }) => accuracy.free),
    ...triedRemedies(amplitudes).map((remedy) =>
      curve(remedyNames[remedy], 0, ({ remedies }) => remedies[remedy]?.accuracy.floored as number),
    ),
    curve('rate network', 'rate', ({ accuracy }) => accuracy.rate),
  ];
}
