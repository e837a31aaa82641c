import type { ValuesOf } from '../../frame/fields.ts';
import type { Snippet } from '../../frame/part.ts';
import type { fields } from './fields.ts';

/** Trains the network and tests it with the floor. */
export function code({ amplitude, recipe, epochs, images, seed }: ValuesOf<typeof fields>): Snippet[] {
  const rescale = recipe === 'rescaled' ? ' --rescale' : '';
  return [
    {
      language: 'lifspec',
      text: `npx lifspec train --network miniature --amplitude ${amplitude}${rescale} --epochs ${epochs} --train-images ${images} --seed ${seed} --out trained
npx lifspec evaluate --weights trained --amplitude ${amplitude} --images 300`,
    },
  ];
}
