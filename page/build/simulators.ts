import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { conventionsOf, type MatrixColumn } from '../../src/conformance/judge/matrix.ts';
import type { JudgedSimulator } from '../data/simulators.ts';

const folder = new URL('../../fixtures/verdicts/', import.meta.url);

const families = ['nengo', 'other', 'example'] as const;

/** Only simulators have a homepage. */
function familyOf({ implementation }: MatrixColumn): JudgedSimulator['family'] {
  if (implementation.name.startsWith('Nengo')) return 'nengo';
  return implementation.homepage === undefined ? 'example' : 'other';
}

/** Nengo first, then by the number of rules that differ from its own. */
function compareColumns(one: MatrixColumn, other: MatrixColumn): number {
  const rankOf = (column: MatrixColumn) => families.indexOf(familyOf(column));
  const distance = rankOf(one) - rankOf(other);
  return distance || one.conventions.deviations.length - other.conventions.deviations.length;
}

/** Reads the published verdicts on simulators of single neurons. */
export function readSimulators(): JudgedSimulator[] {
  const names = readdirSync(fileURLToPath(folder)).filter((name) => name.endsWith('.json'));
  const verdicts = names
    .map((name) => JSON.parse(readFileSync(fileURLToPath(new URL(name, folder)), 'utf8')) as MatrixColumn)
    // the folder also contains comparisons
    .filter(({ implementation }) => implementation?.capabilities.includes('neuron'));
  return verdicts.toSorted(compareColumns).flatMap((verdict) => {
    const { implementation, level } = verdict;
    const conventions = conventionsOf(verdict);
    return conventions === null
      ? []
      : [
          {
            name: `${implementation.name} ${implementation.version}`,
            family: familyOf(verdict),
            conventions,
            level,
          },
        ];
  });
}
