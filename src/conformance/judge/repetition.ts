import { ask } from '../ask.ts';
import type { CapabilityName, Implementation } from '../implementation.ts';
import { ImplementationFault } from '../protocol/driver/fault.ts';
import { countSpikes } from '../vectors/comparison.ts';
import type { Case, Finding, StartAnother } from './case.ts';
import { listenTo } from './exchange.ts';

/** An answer with fewer spikes is too plain to show a difference. */
const fewestSpikes = 4;

const isTelling = (output: unknown) => (countSpikes(output) ?? fewestSpikes) >= fewestSpikes;

/** The first request for a capability whose answer is telling, with its answer as text. */
interface First {
  readonly input: unknown;
  readonly answer: string;
}

/**
 * Adds cases that send an early request for each capability again, after all others, and to another process. Laws that
 * repeat a request do so at once. Only these cases detect a simulator that warms up, drifts with the number of requests
 * or reads a clock, or whose answers depend on its process, such as on the process id or on Python's hashes of strings.
 *
 * @param runs - how often each request is sent again; a tenth of it for training, which takes seconds
 */
export function withRepetitions(
  cases: readonly Case[],
  capabilities: readonly CapabilityName[],
  runs: number,
): readonly Case[] {
  const firsts = new Map<CapabilityName, First>();
  const watched = (implementation: Implementation) =>
    listenTo(implementation, ({ capability, input, output }) => {
      if (output !== undefined && !firsts.has(capability) && isTelling(output))
        firsts.set(capability, { input, answer: textOf(output) });
    });
  const title = 'gives the same answer to an early request again: after all others, many times, and in another process';
  const repetitions = capabilities.map((capability): Case => {
    const times = Math.ceil(capability === 'training' ? runs / 10 : runs);
    return {
      ...{ id: `repeat/${capability}`, clause: 'determinism', kind: 'law', title, requests: times },
      ...{ needs: [capability], assumes: [], isLast: true },
      run: (implementation, another) => repeat(capability, firsts.get(capability), times, implementation, another),
    };
  });
  const watching = cases.map((one): Case => ({ ...one, run: (given, another) => one.run(watched(given), another) }));
  return [...watching, ...repetitions];
}

async function repeat(
  capability: CapabilityName,
  first: First | undefined,
  times: number,
  implementation: Implementation,
  another?: StartAnother,
): Promise<Finding> {
  if (first === undefined) return { notApplicable: `no request for ${capability} was answered before` };
  const other = another?.(); // starts meanwhile
  other?.catch(() => {});
  const again = async (one: Implementation, when: string): Promise<Finding | undefined> => {
    const response = await ask(one[capability] as (input: never) => unknown, first.input);
    const got = response.is === 'answer' ? textOf(response.output) : String(response.error);
    return got === first.answer ? undefined : differing(when, first.answer, got);
  };
  for (let time = 1; time <= times; time++) {
    const found = await again(implementation, `when it is sent again (time ${time})`);
    if (found !== undefined) return found;
  }
  try {
    return (other && (await again(await other, 'in another process'))) ?? {};
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

function differing(when: string, expected: string, got: string): Finding {
  const message = `answers an early request of the check differently ${when}`;
  return { failure: { message, expected: shortened(expected), got: `${when}: ${shortened(got)}` } };
}

const longest = 400;
const shortened = (answer: string) => (answer.length > longest ? `${answer.slice(0, longest)}…` : answer);
