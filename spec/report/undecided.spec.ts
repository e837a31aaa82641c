import { describe, expect, it } from 'vitest';
import { laws } from '../../properties/laws.ts';
import { claims, claimsOfStudies } from '../../src/conformance/claims.ts';
import type { JudgedSubject } from '../../src/conformance/judge/verdict.ts';
import { describeUndecided } from '../../src/report/undecided.ts';
import { publishedVectors } from '../../src/vectors.ts';

const judgedIn = new Set([...laws.map(({ subject }) => subject), ...publishedVectors().map(({ claim }) => claim)]);
const verdictOn = (ids: readonly string[]) => ({ claims: ids.map((id) => ({ id }) as JudgedSubject) });

describe('a verdict on all cases', () => {
  it('names the claims that have neither a law nor a vector for programs', () => {
    const ids = claims.map(({ id }) => id).filter((id) => !judgedIn.has(id));
    expect(claimsOfStudies).toEqual(ids);
    const others = claims.map(({ id }) => id).filter((id) => !ids.includes(id));
    expect(describeUndecided(verdictOn(others))).toEqual([
      'not decided here: C6, F3, F4, F5, which need studies of many networks (docs/claims.md)',
    ]);
  });

  it('names none if only some claims were selected', () => {
    expect(describeUndecided(verdictOn(['C4']))).toEqual([]);
  });
});
