import fc from 'fast-check';
import { it } from 'vitest';
import { runsOf } from '../properties/runs.ts';
import type { Implementation } from '../src/conformance/implementation.ts';
import type { Law } from '../src/conformance/law.ts';
import { implementationUnderTest } from './implementation.ts';

/** Declares a test that a law holds for an implementation. */
export function holds(law: Law, implementation: Implementation = implementationUnderTest): void {
  it(`${law.clause}: ${law.statement}`, () => fc.assert(law.property(implementation), runsOf(law, process.env)));
}
