import type { PrecisionName } from '../../base/precision.ts';
import type { Versions } from '../../base/version.ts';
import type { Fingerprint } from '../conventions/fingerprint-schema.ts';
import type { LevelName, Shift } from '../level.ts';
import type { Outcome } from './judge.ts';

/** What is found out about an implementation; what `lifspec check --report json` prints. */
export interface Verdict {
  /** Of lifspec, the specification and the protocol. */
  readonly versions: Versions;
  /** Who was judged. */
  readonly implementation: ImplementationNames;
  /** On what lifspec ran: `Node 20.19.5, linux x64`. */
  readonly environment?: string;
  /** Of all vectors, that of the worst; null if only laws were tried. */
  readonly level: LevelName | null;
  /** Which way, if the level is `shifted`. */
  readonly shift?: Shift;
  /** Every case that applies passes, one at least, and the level is `steps` or better. */
  readonly conforming: boolean;
  /** How the implementation ended, if it did so before its time. */
  readonly fault: { readonly kind: string; readonly message: string; readonly case: string } | null;
  /** Cases by how they ended. */
  readonly counts: Readonly<Record<'passed' | 'failed' | 'skipped' | 'notApplicable' | 'notRun', number>>;
  /** The rules that it was judged by. */
  readonly conventions: JudgedConventions;
  /** Every claim and clause, in reading order. */
  readonly claims: readonly JudgedClaim[];
  /** Which conventions it follows; null if that was not asked. */
  readonly fingerprint: Fingerprint | null;
  /** What was not tried, by reason. */
  readonly skips: readonly SkippedCases[];
  /** What is no longer tested because of skips and of what the implementation does not offer. */
  readonly untested: readonly Untested[];
  /** The wrong implementations that fail most like this one, nearest first. */
  readonly looksLike: readonly Likeness[];
  /** Seed of the generated inputs, and how many of them each law was tried on. */
  readonly exploration: { readonly seed: number; readonly numRuns: number };
}

/** What an implementation says of itself. */
export interface ImplementationNames {
  /** Of the simulator. */
  readonly name: string;
  /** Of the simulator. */
  readonly version?: string;
  /** In which it is written. */
  readonly language?: string;
  /** Where it is found. */
  readonly homepage?: string;
  /** In what it computes. */
  readonly precision: PrecisionName;
  /** What it offers. */
  readonly capabilities: readonly string[];
}

/** The rules that an implementation was judged by. */
export interface JudgedConventions {
  /** Where they are from; Nengo's are taken if it declares none. */
  readonly source: 'Nengo' | 'declared' | 'fingerprint';
  /** In what they are not Nengo's. */
  readonly departures: readonly string[];
  /** In what it follows other conventions than it declares: `declares reset to zero, but follows reset by subtraction`. */
  readonly contradictions?: readonly string[];
}

/** A claim, or a clause of the neuron's definition, with all that judges it. */
export interface JudgedClaim {
  /** `C1`, `F2`, `threshold`, … */
  readonly id: string;
  /** What is claimed. */
  readonly statement: string;
  /** What goes wrong for a user where it does not hold; empty if nothing is known. */
  readonly why: string;
  /** Of its vectors; null without a vector that applies. */
  readonly level: LevelName | null;
  /** Which way, if the level is `shifted`. */
  readonly shift?: Shift;
  /** What its cases come to. */
  readonly outcome: ClaimOutcome;
  /** Laws and vectors, one or more. */
  readonly cases: readonly JudgedCase[];
}

/** What is known about a claim. */
export const claimOutcomes = ['holds', 'broken', 'skipped', 'not applicable', 'not run'] as const;

/** What is known about a claim. */
export type ClaimOutcome = (typeof claimOutcomes)[number];

/** A case with how it ended. */
export interface JudgedCase {
  /** Of the law or the vector. */
  readonly id: string;
  /** Which of the two it is. */
  readonly kind: 'law' | 'vector';
  /** What it says, a sentence without its subject. */
  readonly title: string;
  /** How it ended. */
  readonly outcome: Outcome;
  /** Null for laws and refusals, which hold or do not. */
  readonly level: LevelName | null;
  /** Which way, if the level is `shifted`. */
  readonly shift?: Shift;
  /** Why it was skipped, not applicable or not run. */
  readonly reason?: string;
  /** Why it failed. */
  readonly failure?: JudgedFailure;
}

/** Why a case failed. */
export interface JudgedFailure {
  /** What does not hold, a sentence. */
  readonly message: string;
  /** Drawn: a spike train in a line, one character a step, or a value. */
  readonly expected: string;
  /** The same of what came. */
  readonly got: string;
  /** The first stage that is off: `voltage`, `spikes`, … */
  readonly stage?: string;
  /** In which step, counted from 0. */
  readonly step?: number;
  /** In which neuron, counted from 0. */
  readonly neuron?: number;
  /** The smallest failing case that was found, as plain data. */
  readonly smallest?: unknown;
  /** The same as a vector, to be asked again. */
  readonly vector?: unknown;
}

/** Cases that were skipped for the same reason. */
export interface SkippedCases {
  /** Why. */
  readonly reason: string;
  /** Who skips them: a skip list, or the implementation. */
  readonly by: 'file' | 'implementation';
  /** Their ids, one or more. */
  readonly cases: readonly string[];
}

/** Something that no case looks for any more. */
export interface Untested {
  /** What it is. */
  readonly kind: 'claim' | 'mutant';
  /** Of the claim, or name of the wrong implementation. */
  readonly id: string;
  /** What is claimed, or what a wrong implementation does. */
  readonly what: string;
  /** Why no case looks for it. */
  readonly because: 'skips' | 'not applicable';
}

/** A wrong implementation that fails like this one. */
export interface Likeness {
  /** Of the wrong implementation. */
  readonly name: string;
  /** What it does otherwise, a sentence without its subject. */
  readonly difference: string;
  /** The real bug that it re-creates. */
  readonly cites?: string;
  /** Cases that both fail over cases that either fails, 0 … 1. */
  readonly alike: number;
}
