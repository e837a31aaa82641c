import { printable } from '../base/text.ts';

/** Number of lines of stderr that are shown, and of characters of a line of a request. */
const shown = { stderrLines: 10, requestCharacters: 150 };

interface Crash {
  /** What is printed beside it. */
  readonly message?: string | undefined;
  readonly request?: { readonly capability: string; readonly input: unknown } | undefined;
  readonly stderr: string;
}

/**
 * Describes the end of what a program wrote to stderr, unless the message quotes all of it, and the request that it did
 * not answer, a field per line.
 */
export function describeCrash({ message = '', request, stderr }: Crash): string[] {
  const end = stderr.trimEnd().split('\n').slice(-shown.stderrLines);
  return [
    ...(message.includes(stderr.trim()) ? [] : ['stderr:', ...end.map((line) => `  ${printable(line.trimEnd())}`)]),
    ...(request === undefined ? [] : describeRequest(request)),
  ];
}

function describeRequest({ capability, input }: NonNullable<Crash['request']>): string[] {
  const fields = Object.entries((input ?? {}) as object).filter(([, value]) => value !== undefined);
  return [
    `the request (${capability}):`,
    ...fields.map(([name, value]) => `  ${name}: ${shorten(JSON.stringify(value))}${describeSize(value)}`),
  ];
}

const shorten = (text: string): string =>
  text.length > shown.requestCharacters ? `${text.slice(0, shown.requestCharacters)} …` : text;

/** The sizes of a list of lists: ` (30 × 2)`; empty for numbers and short lists. */
function describeSize(value: unknown): string {
  if (!Array.isArray(value)) return '';
  const [first] = value;
  return Array.isArray(first) ? ` (${value.length} × ${first.length})` : ` (${value.length})`;
}
