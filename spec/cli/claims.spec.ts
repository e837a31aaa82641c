import { describe, expect, it } from 'vitest';
import type { ClaimsOutput } from '../../src/report/claims.ts';
import { expectSchema, lifspec } from './command-line.ts';

const listed = async (): Promise<ClaimsOutput> => JSON.parse((await lifspec('claims --format json')).stdout);

describe('lifspec claims', () => {
  it('lists all claims in order with their laws, in JSON that matches its schema', async () => {
    const output = await listed();
    const numbers = Array.from({ length: 12 }, (_, index) => `C${index + 1}`);
    expect(output.claims.map(({ id }) => id)).toEqual([...numbers, 'F1', 'F2', 'F3', 'F4', 'F5']);
    const lawsOf = (id: string) => output.claims.find((claim) => claim.id === id)?.laws.map((law) => law.id);
    expect(lawsOf('C3')).toContain('lif/silent-at-current-one');
    expect(lawsOf('C5')).toEqual(['rectifier/does-not-mind-the-amplitude', 'digits/falls-with-fixed-weights']);
    expect(lawsOf('F3')).toContain('amplitude/rescaling-trains-the-same');
    expectSchema('claims', output);
  });

  it('lists evidence from saved studies for every claim about a network', async () => {
    const { claims } = await listed();
    const bare = claims.filter(({ evidence }) => evidence.length === 0).map(({ id, about }) => `${id}: ${about}`);
    expect(bare).toEqual(['C1: a neuron', 'C2: a neuron', 'C3: a neuron', 'C10: a channel']);
  });
});
