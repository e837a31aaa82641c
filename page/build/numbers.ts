import { nengoDlDirectory } from '../../src/base/package-root.ts';
import { nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import { type Architecture, miniature, planLayers, tutorial } from '../../src/simulator/network/architecture.ts';
import { foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { runSpiking } from '../../src/simulator/network/run.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import type { JudgedSimulator } from '../data/simulators.ts';
import { initialValues, type ValuesOf } from '../frame/fields.ts';
import { aboveMean } from '../parts/network/draw.ts';
import { fields as networkFields } from '../parts/network/fields.ts';
import { openingImages } from '../parts/opening/draw.ts';
import { nengoDlImages } from '../parts/opening/saved.ts';
import { spikesBy } from '../parts/simulator/toggles.ts';
import { buildContext } from '../parts/stills.ts';
import { cutsOf, swingInputOf } from '../parts/swing/compute.ts';
import { fields as swingFields } from '../parts/swing/fields.ts';
import { ceilingHz, tuneNeuron } from '../parts/tuning/compute.ts';
import { fields as tuningFields } from '../parts/tuning/fields.ts';
import { swing, type Watched } from '../worker/jobs/swing.ts';
import { readSimulators } from './simulators.ts';

/**
 * Numbers in the text, computed when the page is built or read from a saved study. The text refers to them as
 * `<span class="number" data-number="name"></span>`.
 */
export const numbers: Readonly<Record<string, () => string | Promise<string>>> = {
  neurons: () => formatCount(neuronsOf(tutorial)),
  'layer-two-neurons': () => formatCount(planLayers(tutorial)[1]?.neurons ?? 0),
  'small-neurons': () => formatCount(neuronsOf(miniature)),
  'few-digits': () => formatCount(openingImages),
  'all-digits': () => formatCount(nengoDlImages),
  'current-at-one': () => (tunedAt(1).tuning.gain + tunedAt(1).tuning.bias).toFixed(1),
  'rate-at-two': () => String(Math.round(tunedAt(2).atInput.rateHz)),
  ceiling: () => String(ceilingHz),
  'layer-two-times': () => (layerTwoSpikes(0.5) / layerTwoSpikes(0.01)).toFixed(1),
  'layer-two-times-free': () => (layerTwoSpikes(0.5, Number.NEGATIVE_INFINITY) / layerTwoSpikes(0.01)).toFixed(1),
  'cuts-small': async () => String((await cutsAt(0.01)).length),
  'cuts-large': async () => String((await cutsAt(0.5)).length),
  'cuts-filtered': async () => String((await cutsAt(0.5, 5)).length),
  'deepest-small': async () => Math.max(...(await cutsAt(0.01))).toFixed(2),
  'deepest-large': async () => Math.max(...(await cutsAt(0.5))).toFixed(1),
  'outputs-times': async () => (spreadOf(await swingAt(2)) / spreadOf(await swingAt(0))).toFixed(0),
  'other-rules': () => String(otherSimulators().length),
  'other-rules-alike': () => String(otherSimulators().filter(isLikeNengo).length),
};

function neuronsOf(architecture: Architecture): number {
  return planLayers(architecture).reduce((sum, { neurons }) => sum + neurons, 0);
}

function formatCount(count: number): string {
  return count.toLocaleString('en');
}

/** One of the three runs of part 5: at 0.01, then at a larger amplitude with the floor, and without it. */
async function swingAt(run: number, amplitude = 0.5, synapse = 0): Promise<Watched> {
  const values = { ...(initialValues(swingFields) as ValuesOf<typeof swingFields>), amplitude, synapse };
  const input = swingInputOf(values);
  const { watched } = await swing({ ...input, points: input.points.slice(run, run + 1) }, buildContext);
  return watched[0] as Watched;
}

/** How much of the voltage of part 5's neuron the floor cuts away, in each step in which it does. */
async function cutsAt(amplitude: number, synapse = 0): Promise<number[]> {
  return cutsOf(await swingAt(1, amplitude, synapse)).filter((cut) => cut > 0);
}

/** Root mean square of the outputs about their mean. */
function spreadOf({ outputs }: Watched): number {
  return Math.hypot(...aboveMean(outputs)) / Math.sqrt(outputs.length);
}

function tunedAt(input: number) {
  return tuneNeuron({ ...(initialValues(tuningFields) as ValuesOf<typeof tuningFields>), input });
}

/** Spikes of layer 2 for the initial image of part 4. */
function layerTwoSpikes(amplitude: number, minVoltage = 0): number {
  const { digit } = initialValues(networkFields) as ValuesOf<typeof networkFields>;
  const network = foldForSpikes(readNetwork(nengoDlDirectory()), { ...tutorialPoint, amplitude, minVoltage });
  const { spikeCounts } = runSpiking(network, loadMnist('test').images[digit] as Uint8Array);
  return (spikeCounts[1] as Uint32Array).reduce((sum, count) => sum + count, 0);
}

/** The judged simulators except Nengo's family. */
function otherSimulators(): JudgedSimulator[] {
  return readSimulators().filter(({ family }) => family === 'other');
}

/** Whether a simulator fires in the same steps as Nengo in the last part. */
function isLikeNengo({ conventions }: JudgedSimulator): boolean {
  return spikesBy(conventions).join() === spikesBy(nengoConventions).join();
}
