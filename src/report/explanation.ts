import type { ExplainedAmplitude, Remedy, RunKind } from '../study/explanation/explain.ts';
import type { ExplainOutput } from '../study/explanation/explanation-schema.ts';
import type { ExplainedVariation } from '../study/explanation/variation.ts';
import { describeSettings } from './study-text.ts';
import { type Column, formatTextTable, makeColumn, type Table, toPercent } from './table.ts';

/** Writes an explanation for the terminal: the answer, then the tables. */
export function formatExplanationText(output: ExplainOutput): string {
  const lines = [
    `lifspec ${output.versions.lifspec}: why accuracy drops, and what to change`,
    describeExplained(output),
    '',
    ...output.answer,
    ...tabulateExplanation(output).flatMap(({ title, columns }) => ['', title, '', ...formatTextTable(columns)]),
  ];
  return `${lines.join('\n')}\n`;
}

/** Writes an explanation as JSON, as in `explanation.json`. */
export function formatExplanationJson(output: ExplainOutput): string {
  return `${JSON.stringify(output, null, 2)}\n`;
}

/** Names the network and the settings of an explanation. */
export function describeExplained({ settings, trainedAmplitude, retraining }: ExplainOutput): string {
  const retrained = retraining
    ? `; retrained from seed ${retraining.seed}, ${retraining.epochs} × ${retraining.trainImages} images`
    : '';
  return `${settings.network} network trained for amplitude ${trainedAmplitude}, ${describeSettings(settings)}${retrained}; k = amplitude/${trainedAmplitude}`;
}

/** The tables of an explanation; floors and variations only if they were measured. */
export function tabulateExplanation({ amplitudes, floors, variations }: ExplainOutput): Table[] {
  const last = amplitudes.at(-1)?.amplitude;
  return [
    { title: 'Accuracy, and where it is lost', columns: columnsOfAccuracy(amplitudes) },
    { title: 'Remedies', columns: columnsOfRemedies(amplitudes) },
    { title: 'Spikes and expected rates', columns: columnsOfSpikes(amplitudes) },
    { title: `Floors at amplitude ${last}`, columns: columnsOfFloors(floors) },
    { title: `Variations at amplitude ${last}`, columns: columnsOfVariations(variations) },
  ].filter(({ columns: [first] }) => (first?.cells.length ?? 0) > 0);
}

const wayNames: Readonly<Record<RunKind, string>> = {
  rate: 'rate',
  floored: 'floor 0',
  free: 'no floor',
  rescaled: 'weights ÷ k',
};
const ways = Object.keys(wayNames) as RunKind[];
const unscaledWays = ['rate', 'floored', 'free'] as const;

/** Names remedies in tables and legends. */
export const remedyNames: Readonly<Record<Remedy, string>> = {
  rescaled: 'weights ÷ k',
  retrained: 'retrained, plain',
  retrainedRescaled: 'retrained, rescaled',
};

const causes = { total: 'in all', floor: 'to the floor', rates: 'by the rates', spikes: 'to spikes' } as const;

function columnsOfAccuracy(amplitudes: readonly ExplainedAmplitude[]): Column[] {
  return [
    makeColumn('', 'amplitude', amplitudes, ({ amplitude }) => amplitude),
    ...ways.map((way) =>
      makeColumn('accuracy, %', wayNames[way], amplitudes, ({ accuracy }) => toPercent(accuracy[way])),
    ),
    ...(Object.keys(causes) as (keyof typeof causes)[]).map((cause) =>
      makeColumn(`points lost since ${amplitudes[0]?.amplitude}`, causes[cause], amplitudes, ({ drop }) =>
        toPercent(drop[cause]),
      ),
    ),
    makeColumn('than the best', 'worse', amplitudes, ({ isWorse }) => (isWorse ? 'yes' : 'no')),
  ];
}

function columnsOfRemedies(amplitudes: readonly ExplainedAmplitude[]): Column[] {
  const tried = (Object.keys(remedyNames) as Remedy[]).filter((remedy) => amplitudes[0]?.remedies[remedy]);
  return [
    makeColumn('', 'amplitude', amplitudes, ({ amplitude }) => amplitude),
    ...tried.flatMap((remedy) =>
      unscaledWays.map((way) =>
        makeColumn(`accuracy, %, ${remedyNames[remedy]}`, wayNames[way], amplitudes, ({ remedies }) =>
          toPercent(remedies[remedy]?.accuracy[way] as number),
        ),
      ),
    ),
  ];
}

/** From the second layer on, because the input of the first does not depend on the amplitude. */
function columnsOfSpikes(amplitudes: readonly ExplainedAmplitude[]): Column[] {
  const layers = (amplitudes[0]?.spikes.rate ?? []).map((_, layer) => layer);
  return [
    makeColumn('', 'amplitude', amplitudes, ({ amplitude }) => amplitude),
    ...(layers.length > 1 ? layers.slice(1) : layers).flatMap((layer) =>
      unscaledWays.map((way) =>
        makeColumn(
          `spikes per neuron per step, layer ${layer + 1}`,
          way === 'rate' ? 'rate · dt' : wayNames[way],
          amplitudes,
          ({ spikes }) => (spikes[way][layer] as number).toFixed(4),
        ),
      ),
    ),
  ];
}

function columnsOfFloors(floors: ExplainOutput['floors']): Column[] {
  return [
    makeColumn('', 'floor', floors, ({ minVoltage }) => minVoltage ?? 'none'),
    makeColumn('', 'accuracy, %', floors, ({ accuracy }) => toPercent(accuracy)),
    makeColumn('', 'low enough', floors, ({ isEnough }) => (isEnough ? 'yes' : 'no')),
  ];
}

function columnsOfVariations(variations: readonly ExplainedVariation[]): Column[] {
  const column = (group: string, way: 'floored' | 'free', fractionOf: (one: ExplainedVariation) => number | null) =>
    makeColumn(group, wayNames[way], variations, (one) => {
      const fraction = fractionOf(one);
      return fraction === null ? '–' : toPercent(fraction);
    });
  const [changed, unchanged] = ['accuracy, %', 'unchanged, same images'];
  return [
    makeColumn('', 'variation', variations, ({ name }) => name),
    column(changed, 'floored', ({ accuracy }) => accuracy.floored),
    column(changed, 'free', ({ accuracy }) => accuracy.free),
    column(unchanged, 'floored', ({ before }) => before.floored),
    column(unchanged, 'free', ({ before }) => before.free),
    makeColumn('test', 'images', variations, ({ images }) => images),
  ];
}
