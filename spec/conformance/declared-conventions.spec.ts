import { describe, expect, it } from 'vitest';
import { type Conventions, nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import { declaredConventions, readConventions } from '../../src/conformance/conventions/conventions-schema.ts';
import { profiles } from '../../src/conformance/conventions/profiles.ts';

describe('declared conventions', () => {
  it('are Nengo’s if nothing is declared', () => {
    expect(readConventions(undefined)).toEqual(nengoConventions);
  });

  it('are Nengo’s in every missing field', () => {
    const declared = { integrator: 'euler', refractory: { kind: 'none' } } as const;
    expect(readConventions(declared)).toEqual({ ...nengoConventions, ...declared });
  });

  it.each(profiles.map(({ id, conventions }) => [id, conventions] as const))('can be those of %s', (_, conventions) => {
    expect(readConventions(conventions)).toEqual(conventions);
  });

  it.each([
    ['an unknown field', { integrater: 'exact' }],
    ['an unknown choice', { reset: 'to-zero' }],
    ['zero refractory steps', { refractory: { kind: 'fixed-steps', steps: 0, meanwhile: 'clamped' } }],
    ['whole steps without a rounding rule', { refractory: { kind: 'whole-steps', more: 0, meanwhile: 'clamped' } }],
    ['a string', 'euler'],
  ])('cannot be %s', (_, declared) => {
    expect(declaredConventions.safeParse(declared).success).toBe(false);
  });

  it('can be a fixed number of refractory steps', () => {
    const refractory = { kind: 'fixed-steps', steps: 2, meanwhile: 'clamped' } as const;
    expect(readConventions({ refractory })).toEqual({ ...nengoConventions, refractory });
  });

  it('can set every field', () => {
    const known = Object.keys((declaredConventions as unknown as { shape: Conventions }).shape);
    expect(known).toEqual(Object.keys(nengoConventions));
  });
});
