/** Draws SVG as text, both when the page is built and in the browser. */

/** Size, margins and axes of a drawing. */
export interface Axes {
  readonly width: number;
  readonly height: number;
  readonly x: Axis;
  readonly y: Axis;
  readonly left?: number;
  readonly right?: number;
  readonly top?: number;
  readonly bottom?: number;
}

/** One axis. */
export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly label: string;
  readonly ticks: readonly number[];
  readonly isLogarithmic?: boolean;
  readonly format?: (value: number) => string;
}

/** Maps values to pixels. */
export interface Plot {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly inner: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
  /** The axes as SVG text. */
  readonly axes: string;
}

/** Lays out axes. */
export function layOut({ width, height, x, y, left = 46, right = 12, top = 28, bottom = 40 }: Axes): Plot {
  const inner = { left, right: width - right, top, bottom: height - bottom };
  const place = x.isLogarithmic ? Math.log : (value: number) => value;
  const across = (value: number) =>
    left + ((place(value) - place(x.from)) / (place(x.to) - place(x.from))) * (inner.right - left);
  const up = (value: number) => inner.bottom - ((value - y.from) / (y.to - y.from)) * (inner.bottom - top);
  const write = (axis: Axis, value: number) => (axis.format ?? String)(value).replace('-', '−');
  const columns = x.ticks.map(
    (value) =>
      `<g><line class="tick" x1="${at(across(value))}" x2="${at(across(value))}" y1="${inner.bottom}" y2="${inner.bottom + 4}"/>` +
      `<text x="${at(across(value))}" y="${inner.bottom + 21}" text-anchor="middle">${write(x, value)}</text></g>`,
  );
  const rows = y.ticks.map(
    (value) =>
      `<g><line class="grid" x1="${left}" x2="${inner.right}" y1="${at(up(value))}" y2="${at(up(value))}"/>` +
      `<text x="${left - 9}" y="${at(up(value) + 4)}" text-anchor="end">${write(y, value)}</text></g>`,
  );
  const labels =
    `<text class="label" x="${at((left + inner.right) / 2)}" y="${height - 4}" text-anchor="middle">${x.label}</text>` +
    `<text class="label" x="${left}" y="${top - 12}" text-anchor="start">${y.label}</text>`;
  const range = `${left} ${inner.right} ${x.from} ${x.to} ${x.isLogarithmic ? 'log' : 'linear'}`;
  const base = `<line class="axis" x1="${left}" x2="${inner.right}" y1="${inner.bottom}" y2="${inner.bottom}"/>`;
  return {
    x: across,
    y: up,
    inner,
    axes: `<g class="axes" data-across="${range}">${rows.join('')}${columns.join('')}${base}${labels}</g>`,
  };
}

/** Wraps marks into an SVG element with a title for screen readers. */
export function wrapSvg(width: number, height: number, title: string, ...marks: readonly string[]): string {
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeText(title)}">${marks.join('')}</svg>`;
}

/** Draws a curve through points. */
export function drawCurve(plot: Plot, points: readonly (readonly [number, number])[], look: string): string {
  if (points.length === 0) return '';
  const path = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${at(plot.x(x))} ${at(plot.y(y))}`);
  return `<path class="curve ${look}" d="${path.join('')}"/>`;
}

/** Draws markers. Each look has its own shape, so curves differ without color. */
export function dots(plot: Plot, points: readonly (readonly [number, number])[], look: string, size = 4): string {
  return points.map(([x, y]) => marker(plot.x(x), plot.y(y), look, size)).join('');
}

/** Outlines of size 1 around 0, by the first word of a look. */
const outlines: Readonly<Record<string, string>> = {
  without: 'M-.9 -.9H.9V.9H-.9Z',
  rate: 'M0 -1.2L1.2 .95H-1.2Z',
  made: 'M0 -1.2L1.2 .95H-1.2Z',
  filtered: 'M0 -1.3L1.3 0L0 1.3L-1.3 0Z',
  rescaled: 'M-1 -1L1 1M1 -1L-1 1',
};
const circle = 'M1 0A1 1 0 1 1 -1 0A1 1 0 1 1 1 0Z';

/** Draws a marker at a pixel position. */
export function marker(x: number, y: number, look: string, size = 4): string {
  const [kind = ''] = look.split(' ');
  return `<path class="dot ${look}" transform="translate(${at(x)} ${at(y)}) scale(${size})" d="${outlines[kind] ?? circle}"/>`;
}

/** Writes text at a pixel position. */
export function words(
  x: number,
  y: number,
  text: string,
  look = '',
  anchor: 'start' | 'middle' | 'end' = 'start',
): string {
  return `<text class="${look}" x="${at(x)}" y="${at(y)}" text-anchor="${anchor}">${escapeText(text)}</text>`;
}

/** Draws a straight line between two pixel positions. */
export function line(x1: number, y1: number, x2: number, y2: number, look: string): string {
  return `<line class="${look}" x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}"/>`;
}

/** Escapes text for markup. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Rounds a coordinate to a tenth of a pixel. */
export function at(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Divides a range into `count` equal steps, both ends included. */
export function ticksBetween(from: number, to: number, count: number): number[] {
  return Array.from({ length: count + 1 }, (_, index) => Number((from + ((to - from) * index) / count).toPrecision(6)));
}

/** Moves ascending heights down until they are this far apart, then up until none is below the lowest place. */
export function moveApart(heights: readonly number[], distance: number, lowest: number): number[] {
  const down = heights.reduce<number[]>((moved, y) => {
    moved.push(Math.max(y, (moved.at(-1) ?? Number.NEGATIVE_INFINITY) + distance));
    return moved;
  }, []);
  return down.map((y, index) => Math.min(y, lowest - distance * (down.length - 1 - index)));
}
