import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { conventionsOf, type MatrixColumn } from '../../src/conformance/judge/matrix.ts';
import type { JudgedSimulator } from '../data/simulators.ts';

const folder = new URL('../../fixtures/verdicts/', import.meta.url);

/** Nengo first, then by the number of rules that differ from its own. */
const rankOf = ({ implementation, conventions }: MatrixColumn): number =>
  implementation.name.startsWith('Nengo') ? 0 : conventions.deviations.length + 1;

/** Reads the published verdicts on simulators of single neurons. */
export function readSimulators(): JudgedSimulator[] {
  const names = readdirSync(fileURLToPath(folder)).filter((name) => name.endsWith('.json'));
  const verdicts = names
    .map((name) => JSON.parse(readFileSync(fileURLToPath(new URL(name, folder)), 'utf8')) as MatrixColumn)
    // the folder also contains comparisons
    .filter(({ implementation }) => implementation?.capabilities.includes('neuron'));
  return verdicts
    .toSorted((one, other) => rankOf(one) - rankOf(other))
    .flatMap((verdict) => {
      const { implementation, level } = verdict;
      const conventions = conventionsOf(verdict);
      return conventions === null
        ? []
        : [{ name: `${implementation.name} ${implementation.version}`, conventions, level }];
    });
}
