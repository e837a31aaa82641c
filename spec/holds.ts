import fc from 'fast-check';
import { it } from 'vitest';
import type { Implementation } from '../src/conformance/implementation.ts';
import type { Law } from '../src/conformance/law.ts';
import { subject } from './subject.ts';

/** Puts a law into the document under its claim and its own words, and holds the subject to it. */
export function holds(law: Law, implementation: Implementation = subject): void {
  it(`${law.claim}: ${law.statement}`, () => fc.assert(law.property(implementation)));
}
