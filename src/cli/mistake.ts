import { versions } from '../base/version.ts';
import { printable } from '../conformance/protocol/driver/printable.ts';

/** Longest line of where a mistake was made. */
const longestLine = 600;

/** What is said of an error that nobody expected: that it is lifspec's, to be reported, and where it was made. */
export function describeMistake(error: unknown): string {
  const where = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const lines = where.split('\n').map((line) => printable(line, longestLine));
  const environment = `lifspec ${versions.lifspec}, Node ${process.versions.node}, ${process.platform}`;
  return `this is a mistake of lifspec itself and says nothing of what was judged; please report it with the command and these lines (${environment}): ${lines.join('\n')}`;
}
