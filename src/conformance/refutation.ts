import type { Law } from './law.ts';
import { drawTrains } from './spike-trains.ts';

/** The expected value and the value that an implementation returned: spike trains or any other values. */
export interface ExpectedAndGot {
  /** Where in the output they differ: `layer 1, step 3`. */
  readonly where?: string;
  readonly expected: unknown;
  readonly got: unknown;
}

/**
 * Thrown by a law when an implementation breaks it. It carries both values, so that a test runner, a report and the
 * page can each present them. The message shows them one above the other.
 */
export class Refutation extends Error {
  readonly clause: string;
  readonly expected: unknown;
  readonly got: unknown;

  constructor({ clause, statement }: Pick<Law, 'clause' | 'statement'>, { where, expected, got }: ExpectedAndGot) {
    const drawing = drawTrains(expected, got);
    const position = where === undefined ? '' : ` (${where})`;
    super(`${clause}: ${statement}${position}\n  expected ${drawing.expected}\n  got      ${drawing.got}`);
    this.name = 'Refutation';
    this.clause = clause;
    this.expected = expected;
    this.got = got;
  }
}
