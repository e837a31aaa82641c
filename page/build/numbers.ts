import { nengoConventions } from '../../src/conformance/choices/conventions.ts';
import type { JudgedSimulator } from '../data/published.ts';
import { initialValues, type ValuesOf } from '../frame/fields.ts';
import { toyDigits } from '../parts/opening/draw.ts';
import { spikesBy } from '../parts/simulator/toggles.ts';
import { buildContext } from '../parts/stills.ts';
import { cutsOf, swingInputOf } from '../parts/swing/compute.ts';
import { examImages } from '../parts/swing/exam.ts';
import { fields as swingFields } from '../parts/swing/fields.ts';
import { exam } from '../worker/jobs/exam.ts';
import { swing, type Watched } from '../worker/jobs/swing.ts';
import { trace } from '../worker/jobs/trace.ts';
import { readSimulators } from './simulators.ts';

/**
 * Numbers in the text, computed when the page is built or read from a saved study. The text refers to them as
 * `<span class="number" data-number="name"></span>`.
 */
export const numbers: Readonly<Record<string, () => string | Promise<string>>> = {
  'plateau-large': () => readRight(0.5),
  'plateau-huge': () => readRight(500),
  'layer-two-small': async () => (await layerTwoSpikes(0.01)).toLocaleString('en'),
  'layer-two-large': async () => (await layerTwoSpikes(0.5)).toLocaleString('en'),
  'layer-two-times': async () => ((await layerTwoSpikes(0.5)) / (await layerTwoSpikes(0.01))).toFixed(1),
  'layer-two-times-free': async () => ((await layerTwoSpikes(0.5, 'none')) / (await layerTwoSpikes(0.01))).toFixed(1),
  'cuts-small': async () => String((await cutsAt(0.01)).length),
  'cuts-large': async () => String((await cutsAt(0.5)).length),
  'cuts-filtered': async () => String((await cutsAt(0.5, 5)).length),
  'deepest-small': async () => Math.max(...(await cutsAt(0.01))).toFixed(2),
  'deepest-large': async () => Math.max(...(await cutsAt(0.5))).toFixed(1),
  'other-rules': () => String(otherSimulators().length),
  'other-rules-alike': () => String(otherSimulators().filter(isLikeNengo).length),
};

/** One of the three runs of part 2: at 0.01, then at a larger amplitude with the floor, and without it. */
async function swingAt(run: number, amplitude = 0.5, synapse = 0): Promise<Watched> {
  const values = { ...(initialValues(swingFields) as ValuesOf<typeof swingFields>), amplitude, synapse };
  const input = swingInputOf(values);
  const { watched } = await swing({ ...input, points: input.points.slice(run, run + 1) }, buildContext);
  return watched[0] as Watched;
}

/** How much of the voltage of part 2's neuron the floor cuts away, in each step in which it does. */
async function cutsAt(amplitude: number, synapse = 0): Promise<number[]> {
  return cutsOf(await swingAt(1, amplitude, synapse)).filter((cut) => cut > 0);
}

/** How many of the first 500 test digits the network reads, with the floor. */
async function readRight(amplitude: number): Promise<string> {
  const { correct } = await exam({ amplitude, floor: 'zero', images: examImages }, buildContext);
  return String(correct);
}

/** Spikes of layer 2 for the first digit of the opening. */
async function layerTwoSpikes(amplitude: number, floor: 'zero' | 'none' = 'zero'): Promise<number> {
  const { spikeCounts } = await trace({ image: toyDigits[0], amplitude, floor }, buildContext);
  return spikeCounts[1] as number;
}

/** The judged simulators except Nengo's family. */
function otherSimulators(): JudgedSimulator[] {
  return readSimulators().filter(({ family }) => family === 'other');
}

/** Whether a simulator fires in the same steps as Nengo in the last part. */
function isLikeNengo({ conventions }: JudgedSimulator): boolean {
  return spikesBy(conventions).join() === spikesBy(nengoConventions).join();
}
