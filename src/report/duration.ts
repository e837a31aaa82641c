/**
 * Writes a duration in two units.
 *
 * @param seconds - 0 or more
 * @example formatDuration(735) // '12 min 15 s'
 */
export function formatDuration(seconds: number): string {
  if (seconds < 100) return `${seconds.toFixed(1)} s`;
  const units = [
    ['d', 86_400, 'h', 3600],
    ['h', 3600, 'min', 60],
    ['min', 60, 's', 1],
  ] as const;
  const [large, largeSeconds, small, smallSeconds] =
    units.find(([, size, , step]) => Math.round(seconds / step) * step >= size) ?? units[2];
  const rounded = Math.round(seconds / smallSeconds) * smallSeconds;
  return `${Math.floor(rounded / largeSeconds)} ${large} ${(rounded % largeSeconds) / smallSeconds} ${small}`;
}
