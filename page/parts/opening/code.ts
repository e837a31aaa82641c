import { networkPrograms } from '../../code/network-program.ts';
import type { Snippet } from '../../frame/part.ts';
import { copies } from './draw.ts';

/** Computes the three answers, and the thick curves on fewer digits. */
export function code(): Snippet[] {
  return [
    ...networkPrograms(copies.digit, copies.points),
    { language: 'lifspec', text: 'npx lifspec sweep --min-voltage 0,none --amplitudes 0.01,0.1,0.5 --images 200' },
  ];
}
