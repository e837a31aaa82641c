import { readFileSync, writeFileSync } from 'node:fs';
import type { KillMatrix } from '../../properties/kill-matrix.ts';
import { allLaws } from '../../properties/laws.ts';
import { publishedVectors } from '../../src/vectors.ts';
import { type DefinitionSources, describeDefinition } from './describe-definition.ts';

const path = 'docs/definition.md';

/** Rewrites the lists of laws, vectors and mutants in docs/definition.md. */
export function writeDefinition(): void {
  writeFileSync(path, describeDefinition(readFileSync(path, 'utf8'), definitionSources()));
}

/** All laws, all published vectors, and what kills each mutant. */
export function definitionSources(): DefinitionSources {
  const vectors = publishedVectors();
  const byLaws: KillMatrix = JSON.parse(readFileSync('fixtures/kills.json', 'utf8'));
  const kills = Object.entries(byLaws).map(([name, laws]) => {
    const killing = vectors.filter(({ kills }) => kills.includes(name));
    return [name, { laws, vectors: killing.map(({ id }) => id) }] as const;
  });
  return { laws: allLaws, vectors, kills: Object.fromEntries(kills) };
}
