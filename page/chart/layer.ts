/** Layout of a drawn layer: one tile per channel, one pixel per neuron. */
export interface TilePlan {
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
  readonly tilesAcross: number;
}

/** The three layers of the tutorial network. */
export const tilePlans: readonly TilePlan[] = [
  { rows: 26, columns: 26, channels: 32, tilesAcross: 16 },
  { rows: 12, columns: 12, channels: 64, tilesAcross: 16 },
  { rows: 5, columns: 5, channels: 128, tilesAcross: 32 },
];

/** Size of a drawn layer, with a gap of one pixel between tiles. */
export function sizeOfTiles({ rows, columns, channels, tilesAcross }: TilePlan): { width: number; height: number } {
  return { width: tilesAcross * (columns + 1) - 1, height: Math.ceil(channels / tilesAcross) * (rows + 1) - 1 };
}

/** The pixel of a neuron [row, column, channel]. */
export function pixelOf(neuron: number, { columns, rows, channels, tilesAcross }: TilePlan): { x: number; y: number } {
  const channel = neuron % channels;
  const position = (neuron - channel) / channels;
  return {
    x: (channel % tilesAcross) * (columns + 1) + (position % columns),
    y: Math.floor(channel / tilesAcross) * (rows + 1) + Math.floor(position / columns),
  };
}

/** The neuron at a pixel; undefined in a gap or outside. */
export function neuronAt(x: number, y: number, plan: TilePlan): number | undefined {
  const { rows, columns, channels, tilesAcross } = plan;
  const [column, row] = [Math.floor(x) % (columns + 1), Math.floor(y) % (rows + 1)];
  const [right, down] = [Math.floor(x / (columns + 1)), Math.floor(y / (rows + 1))];
  const channel = down * tilesAcross + right;
  const isInside = x >= 0 && y >= 0 && right < tilesAcross && channel < channels;
  if (!isInside || column === columns || row === rows) return undefined;
  return (row * columns + column) * channels + channel;
}

/** Number of spikes that is drawn brightest. */
const mostSpikes = 8;

/** Draws how often the neurons of a layer fired as SVG. */
export function drawLayer(trains: Uint32Array, plan: TilePlan): string {
  const { width, height } = sizeOfTiles(plan);
  const glows = new Float32Array(width * height);
  for (const [neuron, train] of trains.entries()) {
    const { x, y } = pixelOf(neuron, plan);
    glows[y * width + x] = Math.min(1, countSpikes(train) / mostSpikes);
  }
  return drawPixels(glows, width, 'cell');
}

function countSpikes(train: number): number {
  let count = 0;
  for (let left = train; left !== 0; left &= left - 1) count++;
  return count;
}

/** Draws an image of 28 × 28 pixels as SVG of this size. */
export function drawDigit(image: Uint8Array, size: number): string {
  const gray = Float32Array.from(image, (value) => Math.round(value / 64) / 4);
  return `<g transform="scale(${size / 28})">${drawPixels(gray, 28, 'ink-pixel')}</g>`;
}

/** Draws pixels on black: one path per brightness, whose lines are runs of pixels in a row, each relative to the run before. */
function drawPixels(values: Float32Array, width: number, look: string): string {
  const height = values.length / width;
  const paths = new Map<number, { text: string; x: number; y: number }>();
  for (let start = 0; start < values.length; ) {
    const value = values[start] as number;
    const rest = width - (start % width);
    let run = 1;
    while (run < rest && values[start + run] === value) run++;
    const [x, y] = [start % width, Math.floor(start / width)];
    if (value > 0) {
      const path = paths.get(value) ?? { text: 'M0 .5', x: 0, y: 0 };
      paths.set(value, { text: `${path.text}m${x - path.x} ${y - path.y}h${run}`, x: x + run, y });
    }
    start += run;
  }
  const drawn = [...paths].map(
    ([value, { text }]) => `<path class="${look}" opacity="${value.toPrecision(2)}" d="${text}"/>`,
  );
  return `<rect class="night" width="${width}" height="${height}"/>${drawn.join('')}`;
}
