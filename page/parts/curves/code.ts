import type { Snippet } from '../../frame/part.ts';

/** Computes the curve with the floor and without the floor, on fewer digits; `lifspec sweep --help` lists the other repairs. */
export function code(): Snippet[] {
  const text = 'npx --no-install lifspec sweep --min-voltage 0,none --amplitudes 0.01,0.1,0.5 --images 200';
  return [{ language: 'lifspec', text }];
}
