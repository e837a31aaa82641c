import { describe, expect, it } from 'vitest';
import { type Conventions, nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import { declaredConventions, readConventions } from '../../src/conformance/conventions/conventions-schema.ts';
import { profiles } from '../../src/conformance/conventions/profiles.ts';

describe('the conventions that an implementation declares', () => {
  it('are those of Nengo if it says nothing', () => {
    expect(readConventions(undefined)).toEqual(nengoConventions);
  });

  it('are those of Nengo in all that it leaves out', () => {
    const declared = { integrator: 'euler', refractory: { kind: 'none' } } as const;
    expect(readConventions(declared)).toEqual({ ...nengoConventions, ...declared });
  });

  it.each(profiles.map(({ id, conventions }) => [id, conventions] as const))('may be those of %s', (_, conventions) => {
    expect(readConventions(conventions)).toEqual(conventions);
  });

  it.each([
    ['a field that is none', { integrater: 'exact' }],
    ['a choice that is none', { reset: 'to-zero' }],
    ['no steps asleep', { refractory: { kind: 'fixed-steps', steps: 0, meanwhile: 'clamped' } }],
    ['whole steps without a rounding', { refractory: { kind: 'whole-steps', more: 0, meanwhile: 'clamped' } }],
    ['a text', 'euler'],
  ])('are never %s', (_, declared) => {
    expect(declaredConventions.safeParse(declared).success).toBe(false);
  });

  it('may be a number of steps asleep, whatever the refractory time', () => {
    const refractory = { kind: 'fixed-steps', steps: 2, meanwhile: 'clamped' } as const;
    expect(readConventions({ refractory })).toEqual({ ...nengoConventions, refractory });
  });

  it('know every field', () => {
    const known = Object.keys((declaredConventions as unknown as { shape: Conventions }).shape);
    expect(known).toEqual(Object.keys(nengoConventions));
  });
});
