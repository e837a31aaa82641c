import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { laws } from '../../properties/laws.ts';
import { packageRoot } from '../base/package-root.ts';
import type { Suite } from '../conformance/judge/plan.ts';
import type { Vector } from '../conformance/vectors/vector.ts';
import { publishedVectors } from '../vectors.ts';

/** All laws and vectors that come with lifspec. */
export function loadSuite(): Suite {
  const vectors = publishedVectors();
  return { laws, vectors, kills: countKills(vectors) };
}

/** How many mutants each law and each vector kills. */
function countKills(vectors: readonly Vector[]): Suite['kills'] {
  const file = join(packageRoot(), 'fixtures', 'kills.json');
  const byLaws: Readonly<Record<string, object>> = JSON.parse(readFileSync(file, 'utf8')).kills;
  const counts = new Map(vectors.map(({ id, kills }) => [id, kills.length]));
  for (const id of Object.values(byLaws).flatMap(Object.keys)) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
