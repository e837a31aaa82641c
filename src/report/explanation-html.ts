import type { ExplainedAmplitude, Remedy } from '../study/explanation/explain.ts';
import type { Curve } from '../study/results/accuracy-curve.ts';
import { describeExplained } from './explanation.ts';
import { remedyNames, tablesOf } from './explanation-columns.ts';
import type { ExplainOutput } from './explanation-schema.ts';
import { drawFigure } from './figure.ts';
import { escapeHtml } from './html-document.ts';
import { formatFacts, formatPage, formatSentences, formatTables } from './page.ts';

/**
 * Writes an explanation as an HTML page: the answer in words, a figure, all tables, settings and versions. The page needs
 * nothing else, no script and no network.
 */
export function formatExplanationHtml(output: ExplainOutput): string {
  const caption = `${escapeHtml(describeExplained(output))}.`;
  return formatPage(
    `Why the accuracy of the ${output.settings.network} network falls with the spike amplitude, and what to change`,
    [
      formatSentences(output.answer),
      `<figure>\n${drawExplanation(output)}<figcaption>${caption}</figcaption>\n</figure>\n`,
      formatTables(tablesOf(output)),
      formatFacts(output),
    ].join(''),
  );
}

/** Draws what became of every amplitude as SVG: spikes with a floor, without, with remedies, and the rate network. */
export function drawExplanation(output: ExplainOutput): string {
  const title = `Accuracy of the ${output.settings.network} network over the spike amplitude, as it is and with remedies`;
  return drawFigure(curvesOfExplanation(output), { title, description: output.answer.join(' ') });
}

/** The curves of an explanation; those of remedies are of spikes with a floor of 0. */
export function curvesOfExplanation({ amplitudes }: ExplainOutput): Curve[] {
  const curve = (name: string, floor: Curve['floor'], accuracyOf: (one: ExplainedAmplitude) => number): Curve => ({
    name,
    floor,
    seeds: 1,
    points: amplitudes.map((one) => ({ amplitude: one.amplitude, accuracy: accuracyOf(one) })),
    perSeed: [],
  });
  const tried = (Object.keys(remedyNames) as Remedy[]).filter((remedy) => amplitudes[0]?.remedies[remedy]);
  return [
    curve('spiking, floor 0', 0, ({ accuracy }) => accuracy.floored),
    curve('spiking, no floor', null, ({ accuracy }) => accuracy.free),
    ...tried.map((remedy) =>
      curve(remedyNames[remedy], 0, ({ remedies }) => remedies[remedy]?.accuracy.floored as number),
    ),
    curve('rate network', 'rate', ({ accuracy }) => accuracy.rate),
  ];
}
