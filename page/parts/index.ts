import type { Fields } from '../frame/fields.ts';
import type { Part } from '../frame/part.ts';

const fields = import.meta.glob<Fields>('./*/fields.ts', { eager: true, import: 'fields' });
const mounts = import.meta.glob<Awaited<ReturnType<Part['load']>>>('./*/mount.ts');
const codes = import.meta.glob<Awaited<ReturnType<Part['code']>>>('./*/code.ts');

/** A part by the name of its folder. The code of its figure loads when it is needed. */
function part(name: string, needs: { readonly first?: true; readonly needsEngine?: true } = {}): Part {
  const [own, load, code] = [fields[`./${name}/fields.ts`], mounts[`./${name}/mount.ts`], codes[`./${name}/code.ts`]];
  if (own === undefined || load === undefined || code === undefined) throw new Error(`parts/${name} is not complete`);
  return { name, fields: own, load, code, ...needs };
}

/** All parts in the order of the page; the last two are on the page of rules. */
export const parts: readonly Part[] = [
  part('opening', { first: true, needsEngine: true }),
  part('neuron', { first: true }),
  part('swing', { needsEngine: true }),
  part('repair', { needsEngine: true }),
  part('curves'),
  part('training', { needsEngine: true }),
  part('simulator'),
  part('event'),
];
