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

/** All laws, all published vectors, and the saved kill matrix. */
export function definitionSources(): DefinitionSources {
  const kills: KillMatrix = JSON.parse(readFileSync('fixtures/vectors/kill-matrix.json', 'utf8'));
  return { laws: allLaws, vectors: publishedVectors(), kills };
}
