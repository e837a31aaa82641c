import { printable } from './printable.ts';

/** Ways in which a program does not keep to the protocol. */
export const faultKinds = [
  /** It ended with another exit code than 0, or by a signal. */
  'crash',
  /** It ended with exit code 0 before it was asked to. */
  'early-exit',
  /** It did not answer, or end, within the time limit. */
  'hang',
  /** It answered after the time limit. */
  'late',
  /** All requests together took longer than the total time limit. */
  'total-time',
  /** It wrote a line that is no message. */
  'garbage',
  /** It wrote the beginning of a line, and never its end. */
  'half-line',
  'wrong-id',
  /** It answered what was not asked, or twice. */
  'extra-answer',
  /** A line is longer than the limit. */
  'oversize',
  /** It closed its stdin, or its stdout, and went on. */
  'closed-input',
  'closed-output',
  /** It answered the start with an error. */
  'start-refused',
  /** It ended, and a process that it started did not. */
  'left-behind',
  /** A field is missing, or is not what the schema says. */
  'shape',
  /** A number is NaN or infinite. */
  'not-finite',
  /** Nothing is wrong with it: the connection was closed, and then asked. */
  'closed',
] as const;
/** How a program failed. */
export type FaultKind = (typeof faultKinds)[number];

/** What was going on. */
export type Phase = 'start' | 'run' | 'stop';

/** A program does not keep to the protocol. The message is one line, safe to be shown. */
export class ImplementationFault extends Error {
  readonly kind: FaultKind;
  readonly during: Phase;
  /** The end of what it wrote there, if there is no connection that could tell. */
  stderr = '';

  constructor(kind: FaultKind, during: Phase, message: string) {
    super(printable(message, 600));
    this.name = 'ImplementationFault';
    this.kind = kind;
    this.during = during;
  }

  /** Whether nothing more can be asked. A single answer of a wrong shape is passed over, and the next one is read. */
  get isFatal(): boolean {
    return this.during !== 'run' || !(this.kind === 'shape' || this.kind === 'not-finite');
  }
}

/** An implementation says that it does not do this case. */
export class SkippedCase extends Error {
  readonly reason: string;

  constructor(reason: string) {
    super(`skipped: ${printable(reason)}`);
    this.name = 'SkippedCase';
    this.reason = printable(reason);
  }
}

/** An implementation answers that something went wrong. */
export class AnsweredError extends Error {
  readonly kind: string;

  constructor(kind: string, message: string) {
    super(`answered with an error, ${printable(kind, 60)}: ${printable(message)}`);
    this.name = 'AnsweredError';
    this.kind = kind;
  }
}
