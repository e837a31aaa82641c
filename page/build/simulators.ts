import { columnOf } from '../../adapters/validation/baseline.ts';
import { readVerdicts } from '../../adapters/validation/verdicts.ts';
import { conventionsOf, type MatrixColumn } from '../../src/conformance/judge/matrix.ts';
import type { JudgedSimulator } from '../data/published.ts';

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
  return distance || Object.keys(one.conventions.differing).length - Object.keys(other.conventions.differing).length;
}

/** Reads the published verdicts on simulators of single neurons. */
export function readSimulators(): JudgedSimulator[] {
  const verdicts = Object.values(readVerdicts().simulators)
    .map(columnOf)
    .filter(({ implementation }) => implementation.capabilities.includes('neuron'));
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
