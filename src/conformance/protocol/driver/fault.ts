import { printable } from '../../../base/text.ts';

export const faultKinds = [
  /** It ended with an exit code other than 0, or by a signal. */
  'crash',
  /** It ended with exit code 0 before `stop`. */
  'early-exit',
  /** It did not answer, or end, within the time limit. */
  'hang',
  /** It wrote a line that is not a message. */
  'garbage',
  /** It wrote the beginning of a line but never its end. */
  'half-line',
  'wrong-id',
  /** It answered twice, or without a request. */
  'extra-answer',
  'oversize',
  'start-refused',
  /** A field is missing or does not match the schema. */
  'shape',
  'not-finite',
  /** It answered a small valid request with an error. */
  'failed',
  /** The user stopped lifspec. */
  'interrupted',
  /** lifspec closed the connection before the request. */
  'closed',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** The request that a program was answering. */
export type Phase = 'start' | 'run' | 'stop';

/** What a program answers instead of an output, or how it broke the protocol. */
export class ProgramError extends Error {}

/** A program broke the protocol. The message is one printable line. */
export class ImplementationFault extends ProgramError {
  readonly kind: FaultKind;
  readonly during: Phase;
  /** Names the program in messages, if there are two. */
  program = 'the program';
  /** The end of stderr. */
  stderr = '';
  /** The request that was not answered. */
  request: { readonly capability: string; readonly input: unknown } | undefined;

  constructor(kind: FaultKind, during: Phase, message: string) {
    super(printable(message, 600));
    this.name = 'ImplementationFault';
    this.kind = kind;
    this.during = during;
  }

  /** Whether the conversation is over. After an answer with a wrong shape, the next request is sent. */
  get isFatal(): boolean {
    return this.during !== 'run' || !(this.kind === 'shape' || this.kind === 'not-finite');
  }
}

/** A program skips a case, or lifspec does because the request exceeds the program's limits or takes too long. */
export class SkippedCase extends ProgramError {
  readonly reason: string;
  readonly by: 'implementation' | 'lifspec';

  constructor(reason: string, by: SkippedCase['by'] = 'implementation') {
    super(`skipped: ${printable(reason)}`);
    this.name = 'SkippedCase';
    this.reason = printable(reason);
    this.by = by;
  }
}

/** A program refuses a valid input because it cannot honor a parameter, which is better than ignoring it. */
export class Unsupported extends SkippedCase {
  readonly parameter: string;
  /** What it says about the parameter. */
  readonly detail: string;

  constructor(parameter: string, detail: string) {
    super(`cannot honor ${printable(parameter, 60)}: ${detail}`);
    this.name = 'Unsupported';
    this.detail = detail;
    this.parameter = printable(parameter, 60);
  }
}

/**
 * The line of stderr that best explains why a program ended: the last one that names an error, otherwise the last one.
 *
 * @example lineOfError('ValueError: no\n') // 'ValueError: no'
 */
export function lineOfError(stderr: string): string | undefined {
  const lines = stderr.trimEnd().split('\n');
  return lines.findLast((line) => namesError.test(line)) ?? (lines.at(-1) || undefined);
}

/** Stack frames and advice come after it: `at …` of Java and Node, goroutines of Go, hints of libraries. */
const namesError = /^(?!\s*at ).*(?:(?:Error|Exception)\b|\bpanic(?:ked)?\b|\bfatal\b)/i;
