import { ask } from '../ask.ts';
import type { CapabilityName, Implementation } from '../implementation.ts';
import { ImplementationFault } from '../protocol/driver/fault.ts';
import { countSpikes } from '../vectors/comparison.ts';
import type { Case, Finding, StartAnother } from './case.ts';
import { listenTo } from './exchange.ts';

/** An answer with fewer spikes is too plain to show a difference. */
const fewestSpikes = 4;

const isTelling = (output: unknown) => (countSpikes(output) ?? fewestSpikes) >= fewestSpikes;

/** A request with its answer as text. */
interface Answered {
  readonly what: 'an early' | 'a failing';
  readonly input: unknown;
  readonly answer: string;
}

/** Failing requests of each capability that are sent to another process, at most. */
const mostFailing = 10;

/**
 * Adds cases that send an early request for each capability again, after all others, and to another process. Laws that
 * repeat a request do so at once. Only these cases detect a simulator that warms up, drifts with the number of requests
 * or reads a clock, or whose answers depend on its process, such as on the process id or on Python's hashes of strings.
 * The other process also receives requests that were answered wrongly, because a wrong cache spoils only later answers.
 *
 * @param runs - how often each request is sent again; a tenth of it for training, which takes seconds
 */
export function withRepetitions(
  cases: readonly Case[],
  capabilities: readonly CapabilityName[],
  runs: number,
): readonly Case[] {
  const seen = new Map<CapabilityName, Answered[]>(capabilities.map((name) => [name, []]));
  const watched = (implementation: Implementation) =>
    listenTo(implementation, ({ capability, input, output }) => {
      const own = seen.get(capability);
      if (output !== undefined && !own?.some(({ what }) => what === 'an early') && isTelling(output))
        own?.unshift({ what: 'an early', input, answer: textOf(output) });
    });
  const runWatched = async (one: Case, ...[implementation, another]: Parameters<Case['run']>) => {
    const finding = await one.run(watched(implementation), another);
    for (const { capability, input, output } of (finding.failure && finding.exchanges) ?? []) {
      const own = seen.get(capability);
      const isRepeatable = output !== undefined && (input as { state?: unknown }).state === undefined;
      if (isRepeatable && own && own.length <= mostFailing)
        own.push({ what: 'a failing', input, answer: textOf(output) });
    }
    return finding;
  };
  const title = 'gives the same answer to an early request again: after all others, many times, and in another process';
  const repetitions = capabilities.map((capability): Case => {
    const times = Math.ceil(capability === 'training' ? runs / 10 : runs);
    return {
      ...{ id: `repeat/${capability}`, clause: 'determinism', kind: 'law', title, requests: times },
      ...{ needs: [capability], assumes: [], isLast: true },
      run: (implementation, another) => repeat(capability, seen.get(capability) ?? [], times, implementation, another),
    };
  });
  return [...cases.map((one): Case => ({ ...one, run: (...given) => runWatched(one, ...given) })), ...repetitions];
}

async function repeat(
  capability: CapabilityName,
  [first, ...others]: readonly Answered[],
  times: number,
  implementation: Implementation,
  another?: StartAnother,
): Promise<Finding> {
  if (first?.what !== 'an early') return { notApplicable: `no request for ${capability} was answered before` };
  const again = async (one: Implementation, { what, input, answer }: Answered, when: string) => {
    const response = await ask(one[capability] as (input: never) => unknown, input);
    const got = response.is === 'answer' ? textOf(response.output) : String(response.error);
    return got === answer ? undefined : differing(what, when, answer, got);
  };
  for (let time = 1; time <= times; time++) {
    const found = await again(implementation, first, `when it is sent again (time ${time})`);
    if (found !== undefined) return found;
  }
  try {
    const other = await another?.();
    for (const one of other ? [first, ...others] : []) {
      const found = await again(other as Implementation, one, 'in another process');
      if (found !== undefined) return found;
    }
    return {};
  } catch (error) {
    // it may be unable to run twice, for instance if it occupies a device
    if (!(error instanceof ImplementationFault)) throw error;
    return { skipped: { reason: `does not run a second time: ${error.message}`, by: 'lifspec' } };
  }
}

/** An answer without its state, as text that can be compared. */
function textOf(output: unknown): string {
  const { state: _, ...answer } = output as { readonly state?: unknown };
  return JSON.stringify(answer);
}

function differing(what: Answered['what'], when: string, expected: string, got: string): Finding {
  const message = `answers ${what} request of the check differently ${when}`;
  return { failure: { message, expected: shortened(expected), got: `${when}: ${shortened(got)}` } };
}

const longest = 400;
const shortened = (answer: string) => (answer.length > longest ? `${answer.slice(0, longest)}…` : answer);
