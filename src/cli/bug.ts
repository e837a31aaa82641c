import { printable } from '../base/text.ts';
import { versions } from '../base/version.ts';

/** Longest line of a stack trace, characters. */
const longestLine = 600;

/**
 * The message for an unexpected error: it is a bug in lifspec. The message contains everything that a bug report needs.
 */
export function describeBug(error: unknown): string {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const lines = trace.split('\n').map((line) => printable(line, longestLine));
  const environment = `lifspec ${versions.lifspec}, Node ${process.versions.node}, ${process.platform}`;
  return `This is a bug in lifspec, not in the program under test. Please report it with the command and these lines (${environment}): ${lines.join('\n')}`;
}
