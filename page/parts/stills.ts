import rescaled from '../../fixtures/studies/miniature-rescaled/results.json' with { type: 'json' };
import retrained from '../../fixtures/studies/miniature-retrained/results.json' with { type: 'json' };
import { nengoDlDirectory } from '../../src/base/package-root.ts';
import { foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { runSpiking } from '../../src/simulator/network/run.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import { readKeptStudies } from '../build/kept-studies.ts';
import { drawAccuracy, type Points } from '../chart/accuracy.ts';
import { type Fields, initialValues, type ValuesOf } from '../frame/fields.ts';
import { transmitAll } from '../worker/jobs/channel.ts';
import { describe as describeChannel, factsOf, inputOf } from './channel/compute.ts';
import { drawChannel } from './channel/draw.ts';
import { fields as channelFields } from './channel/fields.ts';
import { drawOutputs } from './network/draw.ts';
import { fields as networkFields } from './network/fields.ts';
import { describe as describeNeuron, runNeuron } from './neuron/compute.ts';
import { drawNeuron } from './neuron/draw.ts';
import { fields as neuronFields } from './neuron/fields.ts';
import { drawOpening } from './opening/draw.ts';
import { keptImages, keptCurves as openingCurves } from './opening/kept.ts';
import { drawRaster } from './simulator/draw.ts';
import { expectedSpikes } from './simulator/probe.ts';
import { keptCurves } from './thread/draw.ts';
import { describe as describeTuning, tuneNeuron } from './tuning/compute.ts';
import { drawTuning } from './tuning/draw.ts';
import { fields as tuningFields } from './tuning/fields.ts';

/** What a figure shows before and without scripts, and where its part cannot run. */
export interface Still {
  /** SVG text. */
  readonly drawing: string;
  readonly sentence: string;
  readonly table?: StillTable;
}

/** Numbers for readers without scripts. */
export interface StillTable {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

const width = 720;
const nothing = { with: [], without: [], rate: [] };
const initial = <Set extends Fields>(fields: Set) => initialValues(fields) as ValuesOf<Set>;

type KeptRow = Readonly<Record<'amplitude' | 'spikingAccuracy', number>> & { readonly minVoltage: number | null };

/** Mean accuracy with a floor over the seeds of a kept study, in per cent. */
function meanOf({ rows }: { readonly rows: readonly KeptRow[] }): Points {
  const amplitudes = [...new Set(rows.map(({ amplitude }) => amplitude))];
  return amplitudes.map((amplitude) => {
    const own = rows.filter((row) => row.amplitude === amplitude && row.minVoltage === 0);
    return [amplitude, (100 * own.reduce((sum, row) => sum + row.spikingAccuracy, 0)) / own.length];
  });
}

/** The still of each part. */
export const stills: Readonly<Record<string, () => Still>> = {
  opening: () => ({
    drawing: drawOpening(nothing, 'all', 0.5, width),
    sentence: `The kept study of NengoDL’s own network, ${keptImages.toLocaleString('en')} digits.`,
    table: {
      caption: `Right answers in per cent: NengoDL’s own network, ${keptImages.toLocaleString('en')} digits`,
      head: ['amplitude', 'with floor', 'without floor', 'rate network'],
      rows: openingCurves.with.map(([amplitude, accuracy], index) => [
        amplitude,
        ...[accuracy, openingCurves.without[index]?.[1] ?? 0, openingCurves.rate[index]?.[1] ?? 0].map((percent) =>
          percent.toFixed(2),
        ),
      ]),
    },
  }),
  neuron: () => {
    const trace = runNeuron(initial(neuronFields));
    return {
      drawing: drawNeuron(trace, width, initial(neuronFields).floor),
      sentence: describeNeuron(trace, initial(neuronFields)),
    };
  },
  tuning: () => {
    const tuned = tuneNeuron(initial(tuningFields));
    return {
      drawing: drawTuning(tuned, initial(tuningFields), width),
      sentence: describeTuning(tuned, initial(tuningFields)),
    };
  },
  channel: () => {
    const values = initial(channelFields);
    const output = transmitAll(inputOf(values));
    return {
      drawing: drawChannel(output, 1, width),
      sentence: describeChannel(factsOf(output, 1), inputOf(values)),
    };
  },
  network: () => {
    const { digit } = initial(networkFields);
    const { images, labels } = loadMnist('test');
    const network = foldForSpikes(readNetwork(nengoDlDirectory()), tutorialPoint);
    const { filtered, predicted } = runSpiking(network, images[digit] as Uint8Array);
    return {
      drawing: drawOutputs(filtered, 29, labels[digit], width),
      sentence: `Digit ${digit} of the test set, amplitude 0.01, with the floor: the answer is ${predicted}.`,
    };
  },
  thread: () => {
    const kept = readKeptStudies();
    return {
      drawing: drawAccuracy(
        keptCurves(kept, ['with', 'without']),
        width,
        'Accuracy over spike amplitude: the kept studies, with floor and without',
      ),
      sentence: `The kept studies: ${kept.map(({ basis }) => basis).join('; ')}.`,
    };
  },
  training: () => ({
    drawing: drawAccuracy(
      [
        { look: 'made kept', points: meanOf(retrained), name: 'plain' },
        { look: 'now kept', points: meanOf(rescaled), name: 'in its units' },
      ],
      width,
      'Accuracy of miniature networks trained for each amplitude: the kept studies',
    ),
    sentence:
      'The kept studies of the miniature network, trained for each amplitude: mean of ten seeds, with the floor.',
  }),
  simulator: () => ({
    drawing: drawRaster({ expected: expectedSpikes(), got: [] }, width),
    sentence: `The reference fires ${expectedSpikes().length} times.`,
  }),
};
