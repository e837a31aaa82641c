import { expect } from 'vitest';
import type { Verdict } from '../../src/conformance/judge/verdict.ts';
import { spawnLifspec } from './command-line.ts';

/**
 * Names of those that fail otherwise behind a pipe than in process: their answers depend on what ran before, which is not
 * the same there, or some of them, a class of 10 among ten, are refused by the schemas.
 */
const failsOtherwise = [
  'amplitude-multiplied-again-each-run',
  'amplitude-multiplied-again-each-time-it-is-asked',
  'counts-classes-from-one',
];

/**
 * Has a wrong implementation judged behind a pipe, and expects that it does not conform, that a claim is named that it is
 * known to break, and that it is among the wrong ones that it is said to look like, if it does not fail most cases: then
 * nothing is named that is not nearly the same, and behind a pipe, where other runs come before, it may not be.
 */
export function expectNamed(mutant: string, claims: readonly string[], ...options: readonly string[]): void {
  const program = [process.execPath, 'dist/src/cli/main.js', 'serve', '--mutant', mutant];
  const { status, stdout, stderr } = spawnLifspec('check', '--report', 'json', ...options, '--', ...program);
  expect([status, stderr]).toEqual([1, `lifspec: ${mutant} does not conform\n`]);
  const verdict: Verdict = JSON.parse(stdout);
  const broken = verdict.claims.filter(({ outcome }) => outcome === 'broken').map(({ id }) => id);
  // NaN, which no answer may hold, can break more of them here than in process
  expect(broken.filter((id) => claims.includes(id))).not.toEqual([]);
  const failsMost = verdict.counts.failed > verdict.counts.passed;
  if (!failsMost && !failsOtherwise.includes(mutant))
    expect(verdict.looksLike.map(({ name }) => name)).toContain(mutant);
}
