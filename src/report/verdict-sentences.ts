import { printable } from '../base/text.ts';
import type { Failure, JudgedCase, JudgedClause, Verdict } from '../conformance/judge/verdict.ts';
import { numberOf } from '../study/answer/words.ts';

/**
 * Whether any case was run. No case is run if the implementation fails before the first one, or has to declare its
 * conventions.
 */
export function isJudged({ counts: { passed, failed, skipped, notRun }, fault }: Verdict): boolean {
  return passed + failed + skipped > 0 || (notRun === 0 && fault === null);
}

/** The request that an implementation did not answer, and the end of what it wrote to stderr. */
export function describeFault({ fault }: Pick<Verdict, 'fault'>): string[] {
  if (fault === null) return [];
  const { kind, message, request, stderr = '' } = fault;
  return [
    ...(kind === 'hang' ? ['If it is only slow: --timeout allows more time per answer'] : []),
    ...describeCrash({ message, request, stderr }),
  ];
}

/** The verdict in one line. */
export function describeVerdict(
  verdict: Pick<Verdict, 'conforming' | 'counts' | 'fault'> & Partial<Pick<Verdict, 'bitIdentical' | 'exploration'>>,
): string {
  const { conforming, bitIdentical, counts, fault, exploration } = verdict;
  const notRun = counts.notRun > 0 ? `, ${counts.notRun} not run` : '';
  const cases = `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped, ${counts.notApplicable} not applicable${notRun}`;
  if (fault?.kind === 'interrupted') return `stopped before the end: ${cases}`;
  if (fault !== null) return `could not be judged: ${fault.message} (${fault.kind} in ${fault.case}; ${cases})`;
  const scope = exploration?.isQuick ? ' in a quick check of some cases' : '';
  const remark = bitIdentical ? ', bit-identical' : '';
  return `${conforming ? `conforms${describeShare(verdict)}` : 'does not conform'}${scope}${remark}: ${cases}`;
}

/** On what it conforms, if it skips something: ` on 89 of 99 cases, with 7 inputs skipped within laws`. */
function describeShare({ counts: { passed, failed, skipped, skippedInputs } }: Pick<Verdict, 'counts'>): string {
  const cases = skipped > 0 ? ` on ${passed} of ${passed + failed + skipped} cases` : '';
  return skippedInputs ? `${cases}, with ${numberOf(skippedInputs, 'input')} skipped within laws` : cases;
}

export function nameCase({ id, kind, title }: JudgedCase): string {
  return `${kind} ${id}: ${title}`;
}

/** Counts the passed cases among those that apply. */
export function tally(cases: readonly JudgedCase[]): string {
  const passed = cases.filter(({ outcome }) => outcome === 'passed').length;
  return `${passed} of ${cases.filter(({ outcome }) => outcome !== 'not applicable').length}`;
}

/** The failed cases of a clause, laws first because their cases are the smallest that fail. */
export function failedOf({ cases }: JudgedClause): JudgedCase[] {
  const failed = cases.filter(({ outcome }) => outcome === 'failed');
  return [...failed.filter(({ kind }) => kind === 'law'), ...failed.filter(({ kind }) => kind === 'vector')];
}

/** Writes the expected and the actual value, and where they first differ. */
export function describeFailure({ expected, got, stage, step, neuron, allowed, omitted }: Failure): string[] {
  const where = [stage, step === undefined ? '' : `step ${step}`, neuron === undefined ? '' : `neuron ${neuron}`];
  const within = allowed === undefined ? '' : ` (allowed: ${allowed.toPrecision(2)})`;
  return [
    `expected  ${expected}`,
    `got       ${got}`,
    ...(stage === undefined ? [] : [`first difference: ${where.filter((word) => word !== '').join(', ')}${within}`]),
    ...(omitted === undefined ? [] : [`left out: ${omitted}`]),
  ];
}

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
  return [`the request (${capability}):`, ...fieldsOf(input, shown.requestCharacters).map((field) => `  ${field}`)];
}

/**
 * The fields of a request as JSON. Where it is longer than so many characters, lists of numbers are given by their sizes.
 *
 * @example fieldsOf({ dtSeconds: 0.001, layer: { stride: 2, kernel: [[1, 2, 3], [4, 5, 6]] } }, 9)
 * // ['dtSeconds: 0.001', 'layer: {"stride":2,"kernel":[2 × 3 numbers]}']
 */
export function fieldsOf(input: unknown, longest: number): string[] {
  const fields = Object.entries((input ?? {}) as object).filter(([, value]) => value !== undefined);
  return fields.map(([name, value]) => `${name}: ${shorten(value, longest)}`);
}

function shorten(value: unknown, longest: number): string {
  const text = JSON.stringify(value);
  if (text.length <= longest || typeof value !== 'object' || value === null) return printable(text, longest);
  if (!Array.isArray(value)) {
    const fields = Object.entries(value).map(([name, one]) => `"${name}":${shorten(one, longest)}`);
    return `{${fields.join(',')}}`;
  }
  const isOfObjects = typeof value[0] === 'object' && !Array.isArray(value[0]);
  if (!isOfObjects) return `[${describeSizes(value)}]`;
  const more = value.length > mostObjects ? `,… ${value.length} in all` : '';
  return `[${value.slice(0, mostObjects).map((one) => shorten(one, longest))}${more}]`;
}

/** Layers, nodes, receptors or connections that are shown of a request. */
const mostObjects = 3;

/** `2 × 3 numbers`; lists of different lengths are only counted. */
function describeSizes(list: readonly unknown[]): string {
  const [first] = list;
  if (!Array.isArray(first)) return `${list.length} numbers`;
  const areEqual = list.every((one) => Array.isArray(one) && one.length === first.length);
  return areEqual ? `${list.length} × ${describeSizes(first)}` : `${list.length} lists`;
}
