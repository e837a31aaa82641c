import { nameSome } from '../../../base/text.ts';
import type { Implementation } from '../../implementation.ts';
import type { Reading } from '../../protocol/driver/answer.ts';
import { ImplementationFault, SkippedCase } from '../../protocol/driver/fault.ts';
import { remoteImplementation } from '../../protocol/driver/remote.ts';
import type { StartAnswer } from '../../protocol/protocol.ts';
import type { Case, Finding } from '../case.ts';
import type { JudgedProgram } from '../judge-program.ts';
import type { RecordedAnswers } from './answers.ts';
import { fingerprintScope, isContinued, type RecordedRequest, RequestIds } from './requests.ts';

type UnansweredRequest = RecordedRequest & { readonly scope: string };

/** Cases without an answer that are named. */
const mostNamed = 8;

/** Recorded answers that replace a program. */
export class Replay implements JudgedProgram {
  readonly description: StartAnswer;
  readonly implementation: Implementation;
  /** Requests without an answer in cases that did not fail. */
  readonly unanswered: UnansweredRequest[] = [];
  readonly #readings: RecordedAnswers['readings'];
  readonly #ids = new RequestIds();
  #missing: UnansweredRequest[] = [];

  constructor({ description, readings }: RecordedAnswers) {
    this.description = description;
    this.#readings = readings;
    this.implementation = remoteImplementation({ ask: (question) => this.#ask(question as never) }, description);
  }

  /** @throws {ImplementationFault} if a request of the first round has no answer */
  async close(): Promise<void> {
    const missing = this.unanswered.filter((request) => !isContinued(request));
    if (missing.length === 0) return;
    const cases = [...new Set(missing.map(({ scope }) => scope))];
    const named = nameSome(cases, mostNamed);
    const [requests, them] = missing.length === 1 ? ['1 request is', 'it'] : [`${missing.length} requests are`, 'them'];
    const remedy = `lifspec cases --after writes ${them}, with the same --runs and --only`;
    throw new ImplementationFault('early-exit', 'run', `${requests} not answered, of ${named}; ${remedy}`);
  }

  /** The same cases, with their requests under their own ids. Inputs tried while shrinking need no answers. */
  scopedCases(cases: readonly Case[]): Case[] {
    return cases.map((one) => ({ ...one, run: (implementation) => this.#within(one, () => one.run(implementation)) }));
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
    this.#ids.enter(scope);
    this.#missing = [];
  }

  async #ask({ capability, input }: Omit<RecordedRequest, 'id'>): Promise<Reading> {
    const request = this.#ids.next(capability, input);
    const reading = this.#readings.get(request.id);
    if (reading !== undefined) return reading;
    this.#missing.push({ ...request, scope: this.#ids.scope });
    throw new SkippedCase(
      isContinued(request) ? 'continues from a state, which needs a second round' : 'is not answered',
      'lifspec',
    );
  }
}
