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
    ...fields.map(([name, value]) => `  ${name}: ${printable(JSON.stringify(value), shown.requestCharacters)}`),
  ];
}
