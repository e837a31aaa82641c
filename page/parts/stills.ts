import rescaled from '../../fixtures/studies/miniature-rescaled/results.json' with { type: 'json' };
import retrained from '../../fixtures/studies/miniature-retrained/results.json' with { type: 'json' };
import { nengoDlDirectory } from '../../src/base/package-root.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import type { CurveRow } from '../../src/study/results/accuracy-curve.ts';
import { readSimulators } from '../build/simulators.ts';
import { drawAccuracy, type Points, pointsOf } from '../chart/accuracy.ts';
import { type Fields, initialValues, type ValuesOf } from '../frame/fields.ts';
import type { JobContext } from '../worker/jobs/job.ts';
import { swing } from '../worker/jobs/swing.ts';
import { type Point, trace } from '../worker/jobs/trace.ts';
import { describeCurves, drawCurves, savedCurves } from './curves/draw.ts';
import { compareRules, describeRules } from './event/compute.ts';
import { drawRules as drawEvent } from './event/draw.ts';
import { fields as eventFields } from './event/fields.ts';
import { describeNeurons, runBoth } from './neuron/compute.ts';
import { drawNeurons } from './neuron/draw.ts';
import { fields as neuronFields } from './neuron/fields.ts';
import { describeToy, drawToy, pointOf, type Read, toyDigits } from './opening/draw.ts';
import { fields as openingFields } from './opening/fields.ts';
import { pointOf as pointWithRepair, tilesAcross } from './repair/compute.ts';
import { fields as repairFields } from './repair/fields.ts';
import { fields as simulatorFields } from './simulator/fields.ts';
import { describeRaster, drawRules } from './simulator/raster.ts';
import { describeSwing, swingInputOf } from './swing/compute.ts';
import { drawSwing } from './swing/draw.ts';
import { fields as swingFields } from './swing/fields.ts';

/** The content of a figure without scripts, or if its part cannot run. */
export interface Still {
  /** SVG text. */
  readonly drawing: string;
  readonly sentence: string;
  readonly table?: StillTable;
}

/** A table for readers without scripts. */
export interface StillTable {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

const width = 720;
const initial = <Set extends Fields>(fields: Set) => initialValues(fields) as ValuesOf<Set>;

/** The large network and its test digits, for jobs that run when the page is built. */
export const buildContext = {
  report: () => {},
  goOn: async () => {},
  data: { testDigits: async () => loadMnist('test'), network: async () => readNetwork(nengoDlDirectory()) },
} as unknown as JobContext;

/** Mean accuracy over the seeds of a saved study with the floor, in percent. */
const meanWithFloor = (study: { readonly rows: readonly CurveRow[] }): Points => pointsOf(study.rows, 0);

/** The three digits of the opening, for a desk and for a phone. */
async function readToy(point: Point, tilesAcross?: number): Promise<Still> {
  const reads: Read[] = [];
  for (const image of toyDigits) reads.push(await trace({ image, ...point }, buildContext));
  const shown = { reads, point };
  const drawing = `<div class="wide">${drawToy(shown, undefined, 1000, tilesAcross)}</div><div class="narrow">${drawToy(shown, undefined, 320)}</div>`;
  return { drawing, sentence: describeToy(shown) };
}

/** Static figure of each part. */
export const stills: Readonly<Record<string, () => Still | Promise<Still>>> = {
  opening: () => readToy(pointOf(initial(openingFields))),
  neuron: () => {
    const both = runBoth(initial(neuronFields));
    return { drawing: drawNeurons(both, width), sentence: describeNeurons(both, initial(neuronFields).amplitude) };
  },
  repair: () => readToy(pointWithRepair(initial(repairFields)), tilesAcross),
  swing: async () => {
    const values = initial(swingFields);
    const { watched, label } = await swing(swingInputOf(values), buildContext);
    return { drawing: drawSwing(watched, values, width), sentence: describeSwing(watched, label, values) };
  },
  curves: () => ({
    drawing: drawCurves('all', width),
    sentence: describeCurves('all'),
    table: {
      caption: 'Accuracy in percent: NengoDL’s own network, saved studies',
      head: ['amplitude', ...savedCurves.map(({ name }) => name)],
      rows: (savedCurves[0]?.points ?? []).map(([amplitude]) => [
        amplitude,
        ...savedCurves.map(({ points }) => points.find(([at]) => at === amplitude)?.[1].toFixed(2) ?? ''),
      ]),
    },
  }),
  training: () => ({
    drawing: drawAccuracy(
      [
        { look: 'made saved', points: meanWithFloor(retrained), name: 'plain' },
        { look: 'now saved', points: meanWithFloor(rescaled), name: 'rescaled' },
      ],
      width,
      'Accuracy of miniature networks trained for each amplitude: saved studies',
    ),
    sentence: 'Saved studies of the miniature network trained for each amplitude: mean of ten seeds, with the floor.',
  }),
  simulator: () => {
    const simulators = readSimulators();
    return {
      drawing: drawRules(initial(simulatorFields), simulators, false),
      sentence: describeRaster(initial(simulatorFields), simulators),
    };
  },
  event: () => {
    const compared = compareRules(initial(eventFields));
    return { drawing: drawEvent(compared, width), sentence: describeRules(compared) };
  },
};
