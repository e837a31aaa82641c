import type { Implementation } from '../../implementation.ts';
import type { Reading } from '../../protocol/driver/answer.ts';
import type { Connection } from '../../protocol/driver/connect.ts';
import { ImplementationFault, SkippedCase } from '../../protocol/driver/fault.ts';
import { remoteImplementation } from '../../protocol/driver/remote.ts';
import type { Description } from '../../protocol/message.ts';
import type { Case, Finding } from '../case.ts';
import type { KeptAnswers } from './read-answers.ts';
import { isContinued, Occurrences } from './request-id.ts';
import { fingerprintScope } from './write-requests.ts';

/** A request without an answer. */
export interface Unanswered {
  readonly id: number;
  /** The case that makes it. */
  readonly scope: string;
  readonly capability: string;
  readonly input: object;
  /** Whether it goes on from a state, so that it could not be asked with the others. */
  readonly isContinued: boolean;
}

/** Kept answers in the place of a program. */
export class Replay implements Pick<Connection, 'description' | 'implementation' | 'close'> {
  readonly description: Description;
  readonly implementation: Implementation;
  /** Requests that were made and have no answer, of cases that did not fail. */
  readonly unanswered: Unanswered[] = [];
  readonly #readings: KeptAnswers['readings'];
  readonly #occurrences = new Occurrences();
  #missing: Unanswered[] = [];
  #scope = fingerprintScope;

  constructor({ description, readings }: KeptAnswers) {
    this.description = description;
    this.#readings = readings;
    this.implementation = remoteImplementation({ ask: (question) => this.#ask(question as never) }, description);
    this.#enter(fingerprintScope);
  }

  /**
   * Nothing runs, so nothing has to end.
   *
   * @throws {ImplementationFault} if a request has no answer that could have been asked with the others
   */
  async close(): Promise<void> {
    const [first, ...more] = this.unanswered.filter(({ isContinued }) => !isContinued);
    if (first === undefined) return;
    const others = more.length > 0 ? `, and ${more.length} more` : '';
    const message = `there is no answer to request ${first.id} (${first.capability}, of ${first.scope})${others}`;
    throw new ImplementationFault('early-exit', 'run', message);
  }

  /**
   * The same case, whose requests are told from those of others. Inputs that were tried to make a failing case smaller have no
   * answers, and need none.
   */
  scoped(one: Case): Case {
    return { ...one, run: (implementation) => this.#within(one, () => one.run(implementation)) };
  }

  async #within({ id }: Case, run: () => Promise<Finding>): Promise<Finding> {
    this.#enter(id);
    let finding: Finding | undefined;
    try {
      finding = await run();
      return finding;
    } finally {
      if (finding?.failure === undefined) this.unanswered.push(...this.#missing);
      this.#enter(fingerprintScope);
    }
  }

  #enter(scope: string): void {
    this.#scope = scope;
    this.#occurrences.enter(scope);
    this.#missing = [];
  }

  async #ask({ capability, input }: Pick<Unanswered, 'capability' | 'input'>): Promise<Reading> {
    const id = this.#occurrences.next(capability, input);
    const reading = this.#readings.get(id);
    if (reading !== undefined) return reading;
    this.#missing.push({ id, scope: this.#scope, capability, input, isContinued: isContinued(input) });
    throw new SkippedCase(isContinued(input) ? 'goes on from a state, which takes a second round' : 'is not answered');
  }
}
