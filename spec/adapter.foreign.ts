import { afterAll, beforeAll, describe, it } from 'vitest';
import { exploration } from '../properties/runs.ts';
import { groupBy } from '../src/base/group-by.ts';
import { loadSuite } from '../src/cli/suite.ts';
import { deviationsOf } from '../src/conformance/assumption.ts';
import { findClause } from '../src/conformance/clauses.ts';
import { readConventions } from '../src/conformance/conventions/conventions-schema.ts';
import type { CaseResult } from '../src/conformance/judge/case.ts';
import { type Judgement, judge } from '../src/conformance/judge/judge.ts';
import { gatherCases } from '../src/conformance/judge/plan.ts';
import { describeLevel } from '../src/conformance/level.ts';
import { connect } from '../src/conformance/protocol/driver/connect.ts';

/*
 * Tests a program in another language: `LIFSPEC_ADAPTER="python my-adapter.py" npm test`. Every law and vector is a
 * test, listed under its clause.
 */

/** Splits a command into words without a shell. A word with blanks must be quoted. */
const command = (process.env.LIFSPEC_ADAPTER ?? '').match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
const connection = await connect(command.map((word) => word.replace(/^(["'])(.*)\1$/, '$2')));
const { implementation, description } = connection;
const conventions = readConventions(description.conventions);
const cases = gatherCases(loadSuite(), conventions, description.precision, exploration(process.env));

/** More time than a slow simulator needs, in milliseconds. */
const patience = 3_600_000;

describe(`${implementation.name}, ${description.precision}`, () => {
  let judgement: Judgement;

  beforeAll(async () => {
    judgement = await judge(implementation, { cases, deviations: deviationsOf(conventions) });
  }, patience);

  afterAll(() => connection.close(), patience);

  for (const [clause, own] of groupBy(cases, (one) => one.clause)) {
    describe(`${clause}: ${findClause(clause).statement}`, () => {
      for (const one of own) {
        it(`${one.title} (${one.id})`, (context) => {
          const result = judgement.results.find((other) => other.case.id === one.id) as CaseResult;
          const { outcome, reason } = result;
          if (outcome === 'skipped' || outcome === 'not applicable') context.skip(`${outcome}: ${reason}`);
          if (outcome !== 'passed') throw new Error(describeResult(result, judgement));
        });
      }
    });
  }
});

function describeResult({ outcome, level, failure, reason }: CaseResult, { fault }: Judgement): string {
  if (failure === undefined) return `${outcome}: ${fault?.message ?? reason ?? (level ? describeLevel(level) : '')}`;
  return `${failure.message}\n  expected  ${failure.expected}\n  got       ${failure.got}`;
}
