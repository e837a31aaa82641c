import type { DrawnCurve } from './accuracy.ts';
import { marker, moveApart, type Plot, words } from './plot.ts';

/** Whether there is room for names beside the curves. */
export const isWide = (width: number): boolean => width > 560;

/** Names of curves as SVG text, and the height of the chart with them. */
export interface CurveNames {
  readonly drawn: string;
  readonly height: number;
}

/** Distance of two lines of text. */
const distance = 15;
const rowHeight = 18;
/** Width of a character, at most, and of the marker in front. */
const [characterWidth, markerWidth] = [6.4, 24];

/**
 * Names curves from the highest end to the lowest: beside their right ends, or below the chart if there is no room,
 * where no name covers a curve.
 *
 * @param height - of the chart without names
 */
export function nameCurves(
  curves: readonly Pick<DrawnCurve, 'look' | 'points' | 'name'>[],
  plot: Plot,
  width: number,
  height: number,
): CurveNames {
  const ends = curves
    .flatMap(({ name, look, points }) => {
      const last = points.at(-1);
      return name === undefined || last === undefined ? [] : [{ name, look, end: plot.y(last[1]) }];
    })
    .sort((one, other) => one.end - other.end);
  return isWide(width) ? { drawn: nameBeside(ends, plot), height } : nameBelow(ends, width, height);
}

interface End {
  readonly name: string;
  readonly look: string;
  /** Pixels from the top. */
  readonly end: number;
}

function nameBeside(ends: readonly End[], { inner }: Plot): string {
  const lines = moveApart(
    ends.map(({ end }) => end + 4),
    distance,
    inner.bottom,
  );
  return ends
    .map(({ name, look }, index) => {
      const y = lines[index] as number;
      return marker(inner.right + 20, y - 4, look) + words(inner.right + 30, y, name, 'small');
    })
    .join('');
}

/** In two columns if the names are short enough, each read downwards. */
function nameBelow(ends: readonly End[], width: number, height: number): CurveNames {
  const longest = Math.max(0, ...ends.map(({ name }) => name.length));
  const columns = longest * characterWidth + markerWidth < width / 2 ? 2 : 1;
  const rows = Math.ceil(ends.length / columns);
  const drawn = ends.map(({ name, look }, index) => {
    const x = 8 + Math.floor(index / rows) * (width / 2);
    const y = height + rowHeight * ((index % rows) + 1) - 3;
    return marker(x, y - 4, look) + words(x + 10, y, name, 'small');
  });
  return { drawn: drawn.join(''), height: height + rows * rowHeight };
}
