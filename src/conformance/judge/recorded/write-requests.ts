import { versions } from '../../../base/version.ts';
import { askProbes } from '../../conventions/answers.ts';
import type { CapabilityName, Implementation } from '../../implementation.ts';
import { capabilityNames, wireCapabilities } from '../../protocol/capability.ts';
import { writeLine } from '../../protocol/number.ts';
import type { Case } from '../case.ts';
import { isContinued, Occurrences } from './request-id.ts';

/** The scope of the probes. */
export const fingerprintScope = 'fingerprint';

/** The first request of a file. */
export const startLine: string = writeLine({ id: 0, command: 'start', protocol: versions.protocol });

/** The last one: no answer comes. */
export const stopLine: string = writeLine({ id: 2 ** 52, command: 'stop' });

/** Requests that were written, so that none is written twice. */
export class Written {
  readonly #lengths = new Map<number, number>();
  readonly #write: (line: string) => void;

  /** @param write - receives each request, a line of JSON without its end */
  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  /**
   * Writes a request, unless it was written before.
   *
   * @throws {Error} if another request has its id
   */
  add(id: number, capability: string, input: unknown): void {
    const line = writeLine({ id, command: 'run', capability, input });
    const before = this.#lengths.get(id);
    if (before !== undefined && before !== line.length) throw new Error(`two requests have the id ${id}`);
    if (before === undefined) this.#write(line);
    this.#lengths.set(id, line.length);
  }
}

/**
 * Writes what cases ask, with the probes of the fingerprint. A request that goes on from a state is left out: that state is in
 * an answer that is not known yet.
 *
 * @param right - gives the answers on which the next question of a case may depend
 */
export async function writeRequests(cases: readonly Case[], right: Implementation, written: Written): Promise<void> {
  const occurrences = new Occurrences();
  const implementation = noting(right, (capability, input) => {
    const id = occurrences.next(capability, input);
    if (!isContinued(input)) written.add(id, capability, input);
  });
  occurrences.enter(fingerprintScope);
  if (right.neuron !== undefined) await askProbes(implementation);
  for (const one of cases) {
    occurrences.enter(one.id);
    await one.run(implementation);
  }
}

/** Tells what is asked, as it goes over the wire. */
function noting(right: Implementation, note: (capability: CapabilityName, input: object) => void): Implementation {
  const noted = capabilityNames
    .filter((name) => right[name] !== undefined)
    .map((name) => {
      const run = right[name] as (input: never) => unknown;
      const { writeInput } = wireCapabilities[name];
      const ask = (input: never) => {
        note(name, writeInput(input));
        return run(input);
      };
      return [name, ask];
    });
  return { ...right, ...Object.fromEntries(noted) };
}
