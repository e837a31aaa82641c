import { readFileSync, writeFileSync } from 'node:fs';
import { allLaws } from '../../properties/laws.ts';
import { formatJson } from '../../src/base/text.ts';
import { publishedVectors } from '../../src/vectors.ts';
import type { KillMatrix } from '../kill-matrix.ts';
import { type DefinitionSources, describeDefinition, mapSpecification } from './describe-definition.ts';

const path = 'docs/definition.md';

/** Rewrites the lists of laws, vectors and mutants in docs/definition.md, and fixtures/clauses.json. */
export function writeDefinition(): void {
  const definition = describeDefinition(readFileSync(path, 'utf8'), definitionSources());
  writeFileSync(path, definition);
  const map = mapSpecification(definition);
  writeFileSync('fixtures/clauses.json', formatJson(map));
}

/** All laws, all published vectors, and what kills each mutant. */
export function definitionSources(): DefinitionSources {
  const vectors = publishedVectors();
  const byLaws: KillMatrix = JSON.parse(readFileSync('fixtures/kills.json', 'utf8'));
  const kills = Object.entries(byLaws.kills).map(([name, byLaw]) => {
    const killing = vectors.filter(({ kills }) => kills.includes(name));
    return [name, { laws: Object.keys(byLaw), vectors: killing.map(({ id }) => id) }] as const;
  });
  return { laws: allLaws, vectors, kills: Object.fromEntries(kills) };
}
