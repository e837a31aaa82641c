import type { Baseline } from '../../adapters/validation/baseline.ts';
import { readVerdicts } from '../../adapters/validation/verdicts.ts';
import { nengoConventions } from '../../src/conformance/choices/conventions.ts';
import type { JudgedSimulator } from '../data/published.ts';

const families = ['nengo', 'other', 'example'] as const;

/** The examples are in other languages than Python. */
function familyOf({ implementation }: Baseline): JudgedSimulator['family'] {
  if (implementation.name.startsWith('Nengo')) return 'nengo';
  return implementation.language === 'Python' ? 'other' : 'example';
}

/** Nengo first, then by the number of rules that differ from its own. */
function compareVerdicts(one: Baseline, other: Baseline): number {
  const rankOf = (verdict: Baseline) => families.indexOf(familyOf(verdict));
  const distance = rankOf(one) - rankOf(other);
  return distance || Object.keys(one.conventions.differing).length - Object.keys(other.conventions.differing).length;
}

/** Reads the published verdicts on simulators of single neurons. */
export function readSimulators(): JudgedSimulator[] {
  const verdicts = Object.values(readVerdicts().simulators).filter(({ implementation, diagnosis, conforming }) => {
    const isKnown = conforming || diagnosis?.outcome !== 'unexplained';
    return isKnown && implementation.capabilities.includes('neuron');
  });
  return verdicts.toSorted(compareVerdicts).map((verdict) => ({
    name: `${verdict.implementation.name} ${verdict.implementation.version}`,
    family: familyOf(verdict),
    conventions: { ...nengoConventions, ...verdict.conventions.differing },
  }));
}
