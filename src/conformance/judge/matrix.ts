import { groupBy } from '../../base/group-by.ts';
import type { Shift } from '../level.ts';
import type { JudgedClaim, Verdict } from './verdict.ts';

/** Several implementations side by side: claims by implementations. */
export interface Matrix {
  readonly columns: readonly Verdict[];
  readonly rows: readonly MatrixRow[];
}

/** A claim, and what is known about it of each implementation. */
export interface MatrixRow {
  readonly id: string;
  readonly statement: string;
  /** In the order of the columns. */
  readonly cells: readonly MatrixCell[];
}

/** What is known about a claim of an implementation; `not tested` where no case of it was run. */
export interface MatrixCell {
  readonly outcome: JudgedClaim['outcome'] | 'not tested';
  readonly level: JudgedClaim['level'];
  readonly shift?: Shift;
}

/** Puts verdicts side by side, in the order in which they come; claims in the order of the longest list. */
export function makeMatrix(columns: readonly Verdict[]): Matrix {
  const [longest, ...others] = columns.toSorted((a, b) => b.claims.length - a.claims.length);
  const all = groupBy(
    [longest, ...others].flatMap((verdict) => verdict?.claims ?? []),
    ({ id }) => id,
  );
  const rows = [...all].map(([id, [claim]]) => {
    return { id, statement: claim?.statement ?? '', cells: columns.map((verdict) => cellOf(verdict, id)) };
  });
  return { columns, rows };
}

function cellOf({ claims }: Verdict, id: string): MatrixCell {
  const claim = claims.find((one) => one.id === id);
  if (claim === undefined) return { outcome: 'not tested', level: null };
  const { outcome, level, shift } = claim;
  return { outcome, level, ...(shift !== undefined && { shift }) };
}
