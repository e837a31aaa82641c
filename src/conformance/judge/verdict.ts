import type { PrecisionName } from '../../base/precision.ts';
import type { Versions } from '../../base/version.ts';
import type { Fingerprint } from '../conventions/fingerprint-schema.ts';
import type { LevelName, Shift } from '../level.ts';
import type { CaseOutcome, Fault } from './judge.ts';

/** The result of judging an implementation; what `lifspec check --report json` prints. */
export interface Verdict {
  readonly versions: Versions;
  readonly implementation: ImplementationNames;
  /** Where lifspec ran: `Node 20.19.5, linux x64`. */
  readonly environment?: string;
  /** The level of the worst vector; null if only laws were run. */
  readonly level: LevelName | null;
  /** Direction, if the level is `shifted`. */
  readonly shift?: Shift;
  /** Whether at least one case passed, none failed, and the level is `steps` or better. */
  readonly conforming: boolean;
  /** Why the implementation could not be judged to the end. */
  readonly fault: Fault | null;
  /** Number of cases by outcome. */
  readonly counts: Readonly<Record<'passed' | 'failed' | 'skipped' | 'notApplicable' | 'notRun', number>>;
  readonly conventions: JudgedConventions;
  /** All claims and clauses, in reading order. */
  readonly claims: readonly JudgedClaim[];
  /** Null if no fingerprint was taken. */
  readonly fingerprint: Fingerprint | null;
  readonly skips: readonly SkippedCases[];
  /** What no case tests any longer, because of skips and missing capabilities. */
  readonly untested: readonly Untested[];
  /** Mutants with similar failures, nearest first. */
  readonly looksLike: readonly Likeness[];
  /** The seed of the generated inputs, and the number of inputs per law. */
  readonly exploration: { readonly seed: number; readonly numRuns: number };
}

/** What an implementation says about itself. */
export interface ImplementationNames {
  readonly name: string;
  readonly version?: string;
  /** Programming language. */
  readonly language?: string;
  readonly homepage?: string;
  readonly precision: PrecisionName;
  readonly capabilities: readonly string[];
}

/** The conventions that an implementation was judged by. */
export interface JudgedConventions {
  /** Nengo's are used if the implementation declares none. */
  readonly source: 'Nengo' | 'declared' | 'fingerprint';
  /** How they differ from Nengo's. */
  readonly deviations: readonly string[];
  /** Declared conventions that are not followed: `declares reset to zero, but follows reset by subtraction`. */
  readonly mismatches?: readonly string[];
}

/** A claim, or a clause of the neuron's definition, with its cases. */
export interface JudgedClaim {
  /** `C1`, `F2`, `threshold`, … */
  readonly id: string;
  readonly statement: string;
  /** What goes wrong for a user if it does not hold; may be empty. */
  readonly why: string;
  /** Of its vectors; null if none applies. */
  readonly level: LevelName | null;
  readonly shift?: Shift;
  readonly outcome: ClaimOutcome;
  /** One or more. */
  readonly cases: readonly JudgedCase[];
}

/** Whether a claim holds. */
export const claimOutcomes = ['holds', 'broken', 'skipped', 'not applicable', 'not run'] as const;

/** Whether a claim holds. */
export type ClaimOutcome = (typeof claimOutcomes)[number];

/** A case with its outcome. */
export interface JudgedCase {
  readonly id: string;
  readonly kind: 'law' | 'vector';
  /** What is expected, a sentence without its subject. */
  readonly title: string;
  readonly outcome: CaseOutcome;
  /** Null for laws and refusals, which hold or do not. */
  readonly level: LevelName | null;
  readonly shift?: Shift;
  /** Why it was skipped, not applicable or not run. */
  readonly reason?: string;
  readonly failure?: JudgedFailure;
}

/** Why a case failed. */
export interface JudgedFailure {
  /** A sentence. */
  readonly message: string;
  /** A spike train with one character per step, or a value. */
  readonly expected: string;
  readonly got: string;
  /** The first stage that deviates: `voltage`, `spikes`, … */
  readonly stage?: string;
  /** Counted from 0. */
  readonly step?: number;
  /** Counted from 0. */
  readonly neuron?: number;
  /** The smallest failing case found, as plain data. */
  readonly smallest?: unknown;
  /** The same as a vector, which `lifspec check --vector` reads. */
  readonly vector?: unknown;
}

/** Cases that were skipped for the same reason. */
export interface SkippedCases {
  readonly reason: string;
  readonly by: 'file' | 'implementation';
  /** Ids, one or more. */
  readonly cases: readonly string[];
}

/** A claim that no case tests any longer, or a mutant that no case kills any longer. */
export interface Untested {
  readonly kind: 'claim' | 'mutant';
  readonly id: string;
  /** The claim's statement, or what the mutant does wrong. */
  readonly what: string;
  readonly because: 'skips' | 'not applicable';
}

/** A mutant with similar failures. */
export interface Likeness {
  readonly name: string;
  /** What it does wrong, a sentence without its subject. */
  readonly difference: string;
  /** The real bug that it reproduces. */
  readonly cites?: string;
  /** Number of cases that both fail, divided by the number that either fails. */
  readonly alike: number;
}
