import { type DrawnCurve, drawAccuracy, type Points } from '../../chart/accuracy.ts';
import { drawDigit, drawLayer, sizeOfTiles, type TilePlan, tilePlans } from '../../chart/layer.ts';
import { at, escapeText, words } from '../../chart/plot.ts';
import type { Kind } from '../../worker/jobs/curve.ts';
import type { SwingInput, SwingOutput } from '../../worker/jobs/swing.ts';
import { nengoDlCurves } from './saved.ts';

/** Amplitudes of the small network. */
export const openingAmplitudes: readonly number[] = Array.from({ length: 50 }, (_, index) => (index + 1) / 100);
/** Number of images, from the start of the test set. */
export const openingImages = 200;

const names: Readonly<Record<Kind, string>> = { with: 'with floor', without: 'without floor', rate: 'rate network' };

/** The curves to show. */
export function shownKinds(show: string): Kind[] {
  if (show === 'with') return ['with'];
  return show === 'both' ? ['with', 'without'] : ['with', 'without', 'rate'];
}

/** Draws the published curves of the large network, and thinly those of the small one that were computed so far. */
export function drawOpening(computed: Readonly<Record<Kind, Points>>, show: string, width: number): string {
  const kinds = shownKinds(show);
  const curves: DrawnCurve[] = [
    ...kinds.map((kind) => ({ look: kind, points: nengoDlCurves[kind], name: `${names[kind]}, large` })),
    ...kinds.map((kind) => ({ look: `${kind} thin`, points: computed[kind], name: `${names[kind]}, small` })),
  ];
  const title = `Accuracy against spike amplitude: ${kinds.map((kind) => names[kind]).join(', ')}`;
  return drawAccuracy(curves, width, title, { isLogarithmic: true });
}

/** The same zero at three settings. */
export const copies: SwingInput = {
  digit: 28,
  layer: 1,
  neuron: 0,
  points: [
    { amplitude: 0.01, floor: 'zero' },
    { amplitude: 0.5, floor: 'zero' },
    { amplitude: 0.5, floor: 'none' },
  ],
};

/** The name of the third copy. */
export const told = 'amplitude 0.5, no floor';
/** Its name until the question is answered. */
export const untold = 'amplitude 0.5, and …';
const settings = ['amplitude 0.01', 'amplitude 0.5', told];
const gap = 14;

/**
 * Draws layer 2 at a step at the three settings, with the input and the answers, or only the answers if it is narrow. Its
 * label does not tell the third setting.
 */
export function drawCopies({ image, label, watched }: SwingOutput, step: number, width: number): string {
  // wider than it is high, so that the opening fits on one screen
  const plan = { ...(tilePlans[1] as TilePlan), tilesAcross: 11 };
  const tiles = sizeOfTiles(plan);
  const isWide = width > 560;
  const wide = (width - 2 * gap) / 3;
  const scale = wide / tiles.width;
  const high = scale * tiles.height;
  const drawn = watched.map(({ trains, predicted }, index) => {
    const look = predicted === label ? 'label' : 'label wrong';
    const answer = isWide
      ? `<g transform="translate(0 ${at(26 + high)})">${drawDigit(image, 28)}</g>${words(36, 46 + high, `is read as ${predicted}${predicted === label ? '' : ', wrong'}`, look)}`
      : words(0, 40 + high, `read as ${predicted}`, look);
    const write = (text: string, look: string) => words(0, 14, isWide ? text : text.replace('amplitude ', ''), look);
    const setting = settings[index] ?? '';
    const name =
      index < 2 ? write(setting, 'label') : write(setting, 'label after-guess') + write(untold, 'label before-guess');
    return `<g class="${index === 2 ? 'free' : ''}" transform="translate(${at(index * (wide + gap))} 0)">${name}
<g transform="translate(0 22) scale(${scale.toFixed(4)})">${drawLayer(trains, plan, step)}</g>${answer}</g>`;
  });
  const height = Math.round(high + (isWide ? 56 : 48));
  const answers = watched.map(
    ({ predicted }, index) => `${index < 2 ? settings[index] : untold}: read as ${predicted}`,
  );
  const title = `Layer 2 at ${step} ms while the network reads a ${label}. ${answers.join('; ')}`;
  return `<svg class="shown" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeText(title)}">${drawn.join('')}</svg>`;
}
