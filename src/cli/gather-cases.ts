import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { laws } from '../../properties/laws.ts';
import { mutants } from '../../properties/mutants/index.ts';
import { foundVector } from '../../properties/vectors/found.ts';
import { packageRoot } from '../base/package-root.ts';
import type { PrecisionName } from '../base/precision.ts';
import { areNengos } from '../conformance/assumption.ts';
import type { Conventions } from '../conformance/conventions/conventions.ts';
import { simulatorOf } from '../conformance/conventions/simulate.ts';
import type { Implementation } from '../conformance/implementation.ts';
import type { Case } from '../conformance/judge/case.ts';
import { lawCase } from '../conformance/judge/law-case.ts';
import type { KnownMutant } from '../conformance/judge/likeness.ts';
import type { Exploration } from '../conformance/law.ts';
import { reference } from '../conformance/reference.ts';
import type { Vector } from '../conformance/vectors/vector.ts';
import { vectorCase } from '../conformance/vectors/vector-case.ts';

/** Every vector and law, by which an implementation of given conventions is judged; vectors are quick and come first. */
export function gatherCases(
  vectors: readonly Vector[],
  conventions: Conventions,
  precision: PrecisionName,
  exploration: Exploration,
): Case[] {
  const right = rightImplementation(conventions, precision);
  const answers = { right, ...(areNengos(conventions) && { asVector: foundVector }) };
  return [
    ...vectors.map((vector) => vectorCase(vector, conventions)),
    ...laws.map((law) => lawCase(law, exploration, answers)),
  ];
}

/** What is expected: the reference, with neurons of the conventions in place of its own. */
function rightImplementation(conventions: Conventions, precision: PrecisionName): Implementation {
  const { neuron } = simulatorOf(conventions, precision);
  return { ...reference(precision), ...(neuron && { neuron }) };
}

/** Every wrong implementation with the laws and vectors that it fails. */
export function knownMutants(vectors: readonly Vector[]): KnownMutant[] {
  const file = join(packageRoot(), 'fixtures', 'vectors', 'kill-matrix.json');
  const matrix: Readonly<Record<string, { laws?: string[] }>> = JSON.parse(readFileSync(file, 'utf8'));
  return mutants.map(({ name, difference, cites }) => {
    const byVectors = vectors.filter(({ kills }) => kills.includes(name)).map(({ id }) => id);
    const fails = [...(matrix[name]?.laws ?? []), ...byVectors];
    return { name, difference, ...(cites !== undefined && { cites }), fails };
  });
}
