import { expect } from 'vitest';
import type { Verdict } from '../../src/conformance/judge/verdict.ts';
import { spawnLifspec } from './command-line.ts';

/**
 * Mutants that fail differently behind a pipe than in process. The answers of most depend on earlier runs, which differ
 * there. One answers class 10 of ten classes, which the schemas reject.
 */
const failsOtherwise = [
  'amplitude-multiplied-again-each-run',
  'amplitude-multiplied-again-each-time-it-is-asked',
  'counts-classes-from-one',
];

/**
 * Judges a mutant behind a pipe. Expects that it does not conform and that a claim it is known to break is reported.
 * Unless it fails most cases, the report must also list it among the similar mutants. A report on a mutant that fails
 * most cases lists only nearly identical mutants; behind a pipe, where other runs come before, it may not be one of
 * them.
 */
export function expectNamed(mutant: string, claims: readonly string[], ...options: readonly string[]): void {
  const program = [process.execPath, 'dist/src/cli/main.js', 'serve', '--mutant', mutant];
  const { status, stdout, stderr } = spawnLifspec('check', '--report', 'json', ...options, '--', ...program);
  expect([status, stderr]).toEqual([1, `lifspec: ${mutant} does not conform\n`]);
  const verdict: Verdict = JSON.parse(stdout);
  const broken = verdict.claims.filter(({ outcome }) => outcome === 'broken').map(({ id }) => id);
  // no answer may contain NaN, so more of them can break here than in process
  expect(broken.filter((id) => claims.includes(id))).not.toEqual([]);
  const failsMost = verdict.counts.failed > verdict.counts.passed;
  if (!failsMost && !failsOtherwise.includes(mutant))
    expect(verdict.looksLike.map(({ name }) => name)).toContain(mutant);
}
