import { randomStream, shuffledOrder } from '../../../src/base/random.ts';
import { drawDigit, drawLayer, sizeOfTiles, type TilePlan, tilePlans } from '../../chart/layer.ts';
import { at, words, wrapSvg } from '../../chart/plot.ts';
import { files } from '../../data/files.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import type { Point, Trace } from '../../worker/jobs/trace.ts';
import type { fields } from './fields.ts';

/** A three, a five and a zero, which larger spikes break one after another. */
export const toyDigits = [63, 45, 28] as const;

/** The operating point of the network in the opening. */
export function pointOf({ amplitude, floor }: ValuesOf<typeof fields>): Point {
  return { amplitude, floor: floor === 'none' ? 'none' : 'zero' };
}

/** Twenty of the test digits on the page at random, the same for everyone. */
export const randomDigits = [...shuffledOrder(files.testDigits.count, randomStream('page/random digits'))].slice(0, 20);

/** What the opening needs of a run. */
export type Read = Pick<Trace, 'image' | 'label' | 'predicted' | 'trains' | 'spikeCounts'>;

/** Digits that were read at an operating point. */
export interface Shown {
  readonly reads: readonly Read[];
  readonly point: Point;
}

/** Width of a digit of the row beside that of its column. */
const fraction = 0.8;

/**
 * Draws the three digits with their answers, the row of random ones, and layer 2 while the network reads the first.
 *
 * @param tilesAcross - channels of layer 2 beside each other, if there is room
 */
export function drawToy(shown: Shown, random: Shown | undefined, width: number, tilesAcross = 16): string {
  const { reads, point } = shown;
  const isWide = width > 560;
  const edge = isWide ? 92 : Math.min(58, width / 6);
  const wide = isWide ? width * 0.48 : width;
  const plan: TilePlan = { ...(tilePlans[1] as TilePlan), tilesAcross: isWide ? tilesAcross : 16 };
  const tiles = sizeOfTiles(plan);
  const scale = width / tiles.width;
  const answers = reads.map((read, index) => {
    const group = `<g transform="translate(${at((index * wide) / reads.length)} 20)">`;
    return `${group}${drawDigit(read.image, edge)}${drawAnswer(read, edge, isWide)}</g>`;
  });
  const [left, above] = isWide ? [width - wide, 0] : [0, edge + 44];
  const top = above + 20 + 2 * rowHeight(wide) + 4;
  const first = reads[0] as Read;
  const note = `Layer 2 reads ${nameDigit(first)}: ${first.spikeCounts[1]?.toLocaleString('en')} spikes${width > 680 ? ' in 30 ms. A pixel is a neuron, the brighter, the more often it fires.' : ''}`;
  const look = point.floor === 'none' ? 'free' : '';
  const layer = `<g class="${look}" transform="translate(0 ${at(top + 22)}) scale(${scale.toFixed(4)})">${drawLayer(first.trains[1] as Uint32Array, plan)}</g>`;
  return wrapSvg(
    width,
    Math.round(top + 22 + scale * tiles.height),
    describeToy(shown, random),
    words(0, 13, first.label === undefined ? 'your digit, and two chosen' : 'three digits, chosen', 'small'),
    ...answers,
    `<g transform="translate(${at(left)} ${at(above)})">${drawRow(random, random?.point === point, wide)}</g>`,
    words(0, top + 14, note, 'small'),
    layer,
  );
}

/** Height of a line of ten random digits, with room for wrong answers. */
const rowHeight = (width: number) => (fraction * width) / 10 + 13;

/** Draws the random digits in two lines, as squares until they are read, and under each the answer if it is wrong. */
function drawRow(random: Shown | undefined, isCurrent: boolean, width: number): string {
  const edge = (fraction * width) / 10;
  const digits = randomDigits.map((_, index) => {
    const read = random?.reads[index];
    const isWrong = isCurrent && read?.predicted !== read?.label;
    return (
      `<g transform="translate(${at(((index % 10) * width) / 10)} ${at(20 + Math.floor(index / 10) * rowHeight(width))})">` +
      (read ? drawDigit(read.image, edge) : `<rect class="night" width="${at(edge)}" height="${at(edge)}"/>`) +
      `${isWrong ? words(edge / 2, edge + 11, String(read?.predicted), 'small wrong', 'middle') : ''}</g>`
    );
  });
  return (
    words(0, 13, `twenty at random: ${random && isCurrent ? `${countRight(random.reads)} right` : '…'}`, 'small') +
    digits.join('')
  );
}

const nameDigit = ({ label }: Read) => (label === undefined ? 'your digit' : `the ${label}`);
const countRight = (reads: readonly Read[]) => reads.filter(({ label, predicted }) => predicted === label).length;

function drawAnswer({ label, predicted }: Read, edge: number, isWide: boolean): string {
  const verdict = label === undefined ? 'yours' : predicted === label ? 'right' : 'wrong';
  const look = verdict === 'wrong' ? ' wrong' : '';
  const x = edge + (isWide ? 18 : 8);
  return (
    words(x, isWide ? 58 : 34, String(predicted), `read${isWide ? '' : ' slim'}${look}`) +
    words(isWide ? x : 0, isWide ? edge - 4 : edge + 14, verdict, `small${look}`)
  );
}

/** Says how the digits are read. */
export function describeToy({ reads, point }: Shown, random?: Shown): string {
  const { amplitude, floor, synapseMilliseconds = 0, rescaling = 1 } = point;
  const told = reads.map((read) => `${nameDigit(read)} is read as ${read.predicted}`);
  const spikes = reads[0]?.spikeCounts[1]?.toLocaleString('en');
  const repair =
    (synapseMilliseconds > 0 ? `, spikes spread over ${synapseMilliseconds} ms` : '') +
    (rescaling === 1 ? '' : `, times ${Number((1 / rescaling).toPrecision(3))}`);
  return `Amplitude ${amplitude}, floor ${floor === 'none' ? 'off' : 'on'}${repair}: ${told.join(', ')}. Layer 2 sends ${spikes} spikes for the first digit.${random?.point === point ? ` Of twenty digits at random, ${countRight(random.reads)} are read correctly.` : ''}`;
}
