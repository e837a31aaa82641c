import type { ValuesOf } from '../../frame/fields.ts';
import { longestOf, meanOf, type SeedCurves, uncertainty, zigZagInPoints } from './compute.ts';
import type { fields } from './fields.ts';

/** Says in words what was computed. */
export function describe(curves: SeedCurves, values: ValuesOf<typeof fields>): string {
  const mean = meanOf(curves, 'with');
  const last = mean.at(-1);
  if (last === undefined)
    return `${values.saved === 'yes' ? 'The curves are those of the saved studies. ' : ''}Nothing computed here yet. Press Compute.`;
  const [amplitude, accuracy] = last;
  const off = uncertainty(accuracy, values.images).toFixed(1);
  const without = meanOf(curves, 'without').at(-1);
  const other = without ? `, without ${without[1].toFixed(1)} %` : '';
  const first = `At amplitude ${amplitude}: ${accuracy.toFixed(1)} % with the floor${other}; with ${values.images} digits it is uncertain by ± ${off} points.`;
  const seeds = longestOf(curves, 'with');
  if (seeds.size < 2) return `${first} This is only seed ${[...seeds.keys()][0]}.`;
  const single = [...seeds.values()].reduce((sum, own) => sum + zigZagInPoints(own.with), 0) / seeds.size;
  return `${first} Zig-zag (rms second difference, from 0.2 on): ${single.toFixed(2)} points for a single seed, for the mean of ${seeds.size} seeds ${zigZagInPoints(mean).toFixed(2)}.`;
}
