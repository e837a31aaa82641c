import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ErrorRates, simulatedClaims, simulateVerdicts } from '../../scripts/write-error-rates.ts';
import { readStudies } from '../../src/study/results/read-saved.ts';

const studies = readStudies('fixtures/studies');
const { claims } = JSON.parse(readFileSync('fixtures/studies/error-rates.json', 'utf8')) as {
  readonly claims: readonly ErrorRates[];
};

describe('the saved chances of verdicts', () => {
  it.each(['C9', 'F4'])('are simulated again: %s', (id) => {
    const simulated = simulatedClaims.find(({ claim }) => claim === id) as (typeof simulatedClaims)[number];
    expect(simulateVerdicts(simulated, studies)).toEqual(claims.find(({ claim }) => claim === id));
  });
});
