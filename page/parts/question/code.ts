import type { ValuesOf } from '../../frame/fields.ts';
import type { Snippet } from '../../frame/part.ts';
import { amplitudesOf } from './compute.ts';
import type { fields } from './fields.ts';

/** Computes the curves. */
export function code({ images, seeds, spacing, show }: ValuesOf<typeof fields>): Snippet[] {
  const drawn = '--weights fixtures/networks/nengo-dl --initial-voltage uniform';
  const list = Array.from({ length: seeds }, (_, seed) => seed).join(',');
  const floors = show === 'both' ? '0,none' : '0';
  const amplitudes = amplitudesOf(spacing).join(',');
  return [
    {
      language: 'lifspec, in a clone of the repository',
      text: `npx lifspec sweep ${drawn} --seeds ${list} --images ${images} --min-voltage ${floors} --amplitudes ${amplitudes}`,
    },
  ];
}
