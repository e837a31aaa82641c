import { ask } from '../ask.ts';
import type { CapabilityName, Implementation } from '../implementation.ts';
import { ImplementationFault } from '../protocol/driver/fault.ts';
import { type Divergence, firstOff, voltageTolerance } from '../vectors/comparison.ts';
import type { Case, Finding, StartAnother } from './case.ts';
import { type Recording, textOf } from './exchange.ts';

/**
 * A case that sends an early request for a capability again, after all other cases, right after a request with other
 * numbers, and to another process. Laws that repeat a request do so at once. Only these cases detect a simulator that warms up, drifts with the number of requests
 * or reads a clock, or whose answers depend on its process, such as on the process id or on Python's hashes of strings.
 *
 * @param runs - how often the request is sent again; a tenth of it for training, which takes seconds
 */
export function repetitionCase(capability: CapabilityName, runs: number): Case {
  const times = Math.ceil(capability === 'training' ? runs / 10 : runs);
  return {
    id: `repeat/${capability}`,
    clause: 'determinism',
    kind: 'law',
    needs: [capability],
    assumes: [],
    title:
      'gives the same answer to an early request again: after all others, many times, right after one with other numbers, and in another process',
    requests: times,
    isLast: true,
    run: (recording, another) => repeat(capability, recording, times, another),
  };
}

async function repeat(
  capability: CapabilityName,
  { implementation, history }: Recording,
  times: number,
  another?: StartAnother,
): Promise<Finding> {
  const early = history.early.get(capability);
  if (early === undefined) return { outcome: 'not applicable', reason: `answered no request for ${capability} before` };
  const again = async (one: Implementation, when: string) => {
    const response = await ask(one[capability] as (input: never) => unknown, early.input);
    if (response.is !== 'answer')
      return differing(when, { stage: 'answer', expected: 'an answer', got: response.error });
    const got = textOf(response.output);
    if (got === early.answer) return undefined;
    const [before, after] = [JSON.parse(early.answer), JSON.parse(got)];
    const near = (value: number) => voltageTolerance[one.precision] * Math.max(1, Math.abs(value));
    const isRounding = firstField(before, after, near) === undefined;
    return differing(
      when,
      firstField(before, after, () => 0),
      isRounding,
    );
  };
  for (let time = 1; time <= times; time++) {
    const found = await again(implementation, `when it is sent again (time ${time})`);
    if (found !== undefined) return found;
  }
  await ask(implementation[capability] as (input: never) => unknown, withOtherNumbers(early.input));
  const found = await again(implementation, 'right after one with other numbers: it depends on the request before');
  if (found !== undefined) return found;
  try {
    const other = await another?.();
    const found = other && (await again(other, 'in another process'));
    return found ?? { outcome: 'passed' };
  } catch (error) {
    // it may be unable to run twice, for instance if it occupies a device
    if (!(error instanceof ImplementationFault)) throw error;
    return { outcome: 'skipped', reason: `does not run a second time: ${error.message}`, skippedBy: 'lifspec' };
  }
}

/**
 * What the numbers of a request are multiplied by: the result is as valid, and all sizes are the same. With more input, more
 * neurons fire in the last steps, and leave a state.
 */
const scales = { usual: 0.75, ofInput: 4 };
const inputNames: readonly string[] = ['current', 'signal', 'inputs'];

/** A request of the same shape. Whole numbers outside of lists are sizes, and bytes are images. */
function withOtherNumbers(value: unknown, scale = scales.usual, isListed = false): unknown {
  if (typeof value === 'number') return isListed || !Number.isInteger(value) ? scale * value : value;
  if (value instanceof Float32Array) return value.map((one) => scale * one);
  if (Array.isArray(value)) return value.map((one) => withOtherNumbers(one, scale, true));
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      const own = inputNames.includes(name) ? scales.ofInput : scales.usual;
      return [name, name === 'labels' ? one : withOtherNumbers(one, own)];
    }),
  );
}

type Answer = Readonly<Record<string, unknown>>;

/** The first number that differs between two answers. */
function firstField(before: Answer, after: Answer, tolerance: (value: number) => number): Divergence | undefined {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  for (const field of fields) {
    const isObject = typeof before[field] === 'object' && !Array.isArray(before[field]);
    const off = isObject
      ? firstField(before[field] as Answer, (after[field] ?? {}) as Answer, tolerance)
      : firstOff(field, before[field] ?? 'nothing', after[field] ?? 'nothing', tolerance);
    if (off !== undefined && !Object.is(off.expected, off.got)) return off;
  }
  return undefined;
}

/** @param isRounding - whether only last digits differ */
function differing(when: string, off: Divergence | undefined, isRounding = false): Finding {
  const message = `answers an early request of the check differently ${when}`;
  const [expected, got] = [String(off?.expected), `${when}: ${off?.got}`];
  const instead = isRounding && { instead: 'rounding' as const };
  return { outcome: 'failed', failure: { message, expected, got, ...(off && { stage: off.stage }), ...instead } };
}
