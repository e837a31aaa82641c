import type { PrecisionName } from '../../src/base/precision.ts';
import { askStages } from '../../src/conformance/ask-stages.ts';
import { nengoConventions } from '../../src/conformance/choices/conventions.ts';
import type { StagesDiagnosis } from '../../src/conformance/choices/diagnosis.ts';
import type { AskedNir } from '../../src/conformance/choices/nir-match.ts';
import { nirStages } from '../../src/conformance/choices/nir-stages.ts';
import { diagnoseStages } from '../../src/conformance/choices/stages.ts';
import type { Implementation } from '../../src/conformance/implementation.ts';

/** What an importer of NIR is told after the probes, and more requests. */
export async function diagnosisOf(
  nir: NonNullable<Implementation['nir']>,
  precision: PrecisionName = 'float64',
  more: readonly AskedNir[] = [],
): Promise<StagesDiagnosis> {
  const asked = (await askStages({ name: 'one', precision, nir }, 'nir')) as AskedNir[];
  return diagnoseStages(nirStages, asked, more, { judgedBy: { precision, conventions: nengoConventions } });
}

/** The sets of a diagnosis: `LIF+IF.r=1, CubaLIF.current=decayed`. */
export const wordsIn = ({ sets }: StagesDiagnosis): string[] =>
  sets.map(({ differences }) =>
    differences.map(({ of = [], field, choice }) => `${of.join('+')}.${field}=${choice}`).join(', '),
  );
