import { join } from 'node:path';
import { packageRoot } from '../base/package-root.ts';
import { readText } from '../base/read-text.ts';

/**
 * A statement about the spike amplitude, with the conditions under which it applies. Laws and studies test whether it
 * holds.
 */
export interface Claim {
  /** `C…` answered the original question, `F…` were found later. Never reused. */
  readonly id: string;
  readonly statement: string;
  /** The conditions under which it applies, and its limits. */
  readonly scope: string;
  /** What goes wrong for a user if it does not hold, or if it holds and the user does not know it. */
  readonly why: string;
  /** How it can be shown: by laws that always hold, by statistics over seeds, or by measured numbers. */
  readonly kind: 'exact' | 'statistical' | 'measured' | 'exact and measured';
  /** The statistical test of saved studies that decides it; none if laws or a fixed bound do. */
  readonly method?: string;
  /** Ids of the laws that decide it; none for a claim that saved studies alone show. */
  readonly laws: readonly string[];
  /** Names of the saved studies that are its evidence; none for a claim that laws alone decide. */
  readonly studies?: readonly string[];
}

/** What the original answer claimed about the drop in accuracy (C), and what was found later (F): fixtures/claims.json. */
export const claims: readonly Claim[] = JSON.parse(readText(join(packageRoot(), 'fixtures', 'claims.json')));
