import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { laws } from '../../properties/laws.ts';
import { mutants } from '../../properties/mutants/index.ts';
import { packageRoot } from '../base/package-root.ts';
import type { KnownMutant } from '../conformance/judge/likeness.ts';
import type { Suite } from '../conformance/judge/plan.ts';
import type { Vector } from '../conformance/vectors/vector.ts';
import { publishedVectors } from '../vectors.ts';

/** All laws, vectors and mutants that come with lifspec. */
export function loadSuite(): Suite {
  const vectors = publishedVectors();
  return { laws, vectors, mutants: knownMutants(vectors) };
}

/** Every mutant, with the laws and vectors that kill it. */
function knownMutants(vectors: readonly Vector[]): KnownMutant[] {
  const file = join(packageRoot(), 'fixtures', 'kills.json');
  const byLaws: Readonly<Record<string, object>> = JSON.parse(readFileSync(file, 'utf8')).kills;
  return mutants.map((implementation) => {
    const { name, difference, cites } = implementation;
    const byVectors = vectors.filter(({ kills }) => kills.includes(name)).map(({ id }) => id);
    const fails = [...Object.keys(byLaws[name] ?? {}), ...byVectors];
    return { name, difference, ...(cites !== undefined && { cites }), fails, implementation };
  });
}
