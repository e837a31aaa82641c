import { drawDigit, drawLayer, sizeOfTiles, type TilePlan, tilePlans } from '../../chart/layer.ts';
import { at, words, wrapSvg } from '../../chart/plot.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import type { Point, Trace } from '../../worker/jobs/trace.ts';
import type { fields } from './fields.ts';

/** A three, a five and a zero, which larger spikes break one after another. */
export const toyDigits = [63, 45, 28] as const;

/** The operating point of the network in the opening. */
export function pointOf({ amplitude, floor }: ValuesOf<typeof fields>): Point {
  return { amplitude, floor: floor === 'none' ? 'none' : 'zero' };
}

/** What the opening needs of a run. */
export type Read = Pick<Trace, 'image' | 'label' | 'predicted' | 'trains' | 'spikeCounts'>;

/** Draws the three digits with their answers, and layer 2 while the network reads the first. */
export function drawToy(reads: readonly Read[], point: Point, width: number): string {
  const isWide = width > 560;
  const edge = isWide ? 92 : Math.min(58, width / 6);
  const top = isWide ? 106 : edge + 20;
  const plan: TilePlan = { ...(tilePlans[1] as TilePlan), tilesAcross: isWide ? 16 : 8 };
  const tiles = sizeOfTiles(plan);
  const scale = width / tiles.width;
  const answers = reads.map((read, index) => {
    const group = `<g transform="translate(${at((index * width) / reads.length)} 0)">`;
    return `${group}${drawDigit(read.image, edge)}${drawAnswer(read, edge, isWide)}</g>`;
  });
  const first = reads[0] as Read;
  const note = `Layer 2 reads the ${first.label}: ${first.spikeCounts[1]?.toLocaleString('en')} spikes${width > 680 ? ' in 30 ms. A pixel is a neuron, the brighter, the more often it fires.' : ''}`;
  const look = point.floor === 'none' ? 'free' : '';
  const layer = `<g class="${look}" transform="translate(0 ${top + 22}) scale(${scale.toFixed(4)})">${drawLayer(first.trains[1] as Uint32Array, plan)}</g>`;
  const height = Math.round(top + 22 + scale * tiles.height);
  return wrapSvg(width, height, describeToy(reads, point), ...answers, words(0, top + 14, note, 'small'), layer);
}

function drawAnswer({ label, predicted }: Read, edge: number, isWide: boolean): string {
  const look = `read${isWide ? '' : ' slim'}${predicted === label ? '' : ' wrong'}`;
  const [x, verdict] = [edge + (isWide ? 18 : 8), predicted === label ? 'right' : 'wrong'];
  return (
    words(x, isWide ? 58 : 34, String(predicted), look) +
    words(isWide ? x : 0, isWide ? edge - 4 : edge + 14, verdict, predicted === label ? 'small' : 'small wrong')
  );
}

/** Says how the digits are read. */
export function describeToy(
  reads: readonly Read[],
  { amplitude, floor, synapseMilliseconds = 0, rescaling = 1 }: Point,
): string {
  const told = reads.map(({ label, predicted }) => `the ${label} is read as ${predicted}`);
  const spikes = reads[0]?.spikeCounts[1]?.toLocaleString('en');
  const repair =
    (synapseMilliseconds > 0 ? `, spikes spread over ${synapseMilliseconds} ms` : '') +
    (rescaling === 1 ? '' : `, times ${Number((1 / rescaling).toPrecision(3))}`);
  return `Amplitude ${amplitude}, floor ${floor === 'none' ? 'off' : 'on'}${repair}: ${told.join(', ')}. Layer 2 sends ${spikes} spikes for the first digit.`;
}
