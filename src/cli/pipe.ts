import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { InputError } from '../base/input-error.ts';
import { versions } from '../base/version.ts';
import { conventionsToDeclare } from '../conformance/conventions/conventions.ts';
import { fingerprint } from '../conformance/conventions/fingerprint.ts';
import { neverFires } from '../conformance/conventions/fingerprint-schema.ts';
import { profiles } from '../conformance/conventions/profiles.ts';
import type { Case, CaseResult } from '../conformance/judge/case.ts';
import { History } from '../conformance/judge/exchange.ts';
import { requireProtocol } from '../conformance/judge/first-requests.ts';
import {
  declaredRules,
  isUndeclared,
  judgeByRules,
  type Rules,
  requireProtocolOf,
  verdictOf,
} from '../conformance/judge/judge-program.ts';
import { type CheckChoice, type Plan, planCheck } from '../conformance/judge/plan.ts';
import { type Reading, readLine, readStart } from '../conformance/protocol/driver/answer.ts';
import type { Question } from '../conformance/protocol/driver/conversation.ts';
import { ImplementationFault } from '../conformance/protocol/driver/fault.ts';
import { remoteImplementation } from '../conformance/protocol/driver/remote.ts';
import { writeLine } from '../conformance/protocol/json-line.ts';
import { writeVector } from '../conformance/vectors/vector-file.ts';
import { reportComparison } from '../report/compare.ts';
import { reportFingerprint, tellDifferences, warnOfMistakes } from '../report/fingerprint.ts';
import { formatHtml } from '../report/html.ts';
import { formatText } from '../report/text.ts';
import { reportVerdict } from '../report/verdict.ts';
import { describeVerdict } from '../report/verdict-sentences.ts';
import { tune } from '../simulator/neuron/tuning.ts';
import { readNetwork } from '../study/network/folder.ts';
import { publishedVectors } from '../vectors.ts';
import { comparePrograms } from './compare.ts';
import { describeBug, describeRefusal } from './errors.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { OpenedProgram } from './programs.ts';
import { loadSuite } from './suite.ts';

/**
 * `lifspec pipe`: judges simulators that run in the process that started this one, such as Python. That process writes
 * commands to stdin, one JSON object per line. This one answers each with `{"result": …}`, `{"error": …}`, or
 * `{"fault": …}` if the first answers of a simulator are wrong. It writes `{"ask": request, "program": "a"}` whenever it
 * needs an answer of a simulator, which is the next line of stdin.
 */
export function pipeCommand(): Command {
  return new Command('pipe').description('Judges simulators in the process that started it.').action(servePipe);
}

async function servePipe(): Promise<void> {
  process.on('SIGINT', () => {}); // the other side ends this process by closing stdin
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const read = async () => {
    const { done, value } = await lines.next();
    if (done) process.exit(0);
    return value as string;
  };
  const write = (message: object) => process.stdout.write(`${writeLine(message)}\n`);
  let asked = 0;
  const session = new PipeSession(async (program: string, question: Question): Promise<Reading> => {
    write({ ask: { id: asked++, ...question }, program });
    return readLine(Buffer.from(await read()));
  });
  for (;;) {
    const request: PipeRequest = JSON.parse(await read());
    write(await answerTo(session, request));
  }
}

async function answerTo(session: PipeSession, request: PipeRequest): Promise<object> {
  try {
    return { result: await session.run(request) };
  } catch (error) {
    if (error instanceof ImplementationFault) return { fault: error.message };
    const refusal = describeRefusal(error);
    return refusal === undefined ? { error: describeBug(error), isBug: true } : { error: refusal };
  }
}

/** A command of the other side, such as `{"command":"case","id":"neuron/lif/leak"}`. */
type PipeRequest = Readonly<Record<string, unknown>> & { readonly command: string };

/** Sends a request to the simulator of a name. */
type Ask = (program: string, question: Question) => Promise<Reading>;

/** A result of a case that can be sent, to be summarized by this or another process. */
type SentResult = Omit<CaseResult, 'case'> & { readonly case: string };

/** What the other side has opened and planned so far. */
export class PipeSession {
  readonly #ask: Ask;
  readonly #programs = new Map<string, OpenedProgram>();
  #plan: Plan | undefined;
  #rules: Rules | undefined;
  /** Those under the conventions to judge by. */
  #cases: readonly Case[] = [];
  readonly #history = new History();

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** Runs a command of the other side. */
  async run(request: PipeRequest): Promise<unknown> {
    const run = this.#commands[request.command];
    if (run === undefined) throw new InputError(`${request.command}: there is no such command`);
    return await run(request as never);
  }

  readonly #commands: Readonly<Record<string, (request: never) => unknown>> = {
    open: ({ program, start }: { program: string; start: object }) => this.#open(program, start),
    plan: ({ choice }: { choice: CheckChoice }) => this.#choose(choice),
    rules: () => this.#settle(),
    case: ({ id }: { id: string }) => this.#judge(id),
    verdict: (request: { rules: Rules; results: readonly SentResult[] }) => this.#conclude(request),
    fingerprint: async () => {
      await this.#begin();
      const output = await fingerprintOf(this.#program('a'));
      return { output, text: formatText(reportFingerprint(output)) };
    },
    compare: (options: Parameters<typeof comparePrograms>[2]) => this.#compare(options),
    network: ({ folder }: { folder: string }) => networkWithGain(folder),
    vectors: () => publishedVectors().map(writeVector),
    profiles: () => profiles,
  };

  #open(program: string, start: object): void {
    const read = readStart({ answer: { id: 0, protocol: versions.protocol, ...start } });
    if ('flaw' in read) throw new InputError(read.flaw.message);
    const ask = (question: Question) => this.#ask(program, question);
    this.#programs.set(program, {
      description: read.known,
      implementation: remoteImplementation({ ask }, read.known),
    });
  }

  #program(name: string): OpenedProgram {
    const program = this.#programs.get(name);
    if (program === undefined) throw new InputError(`${name}: is not open`);
    return program;
  }

  get #planned(): Plan {
    if (this.#plan === undefined) throw new InputError('nothing is planned');
    return this.#plan;
  }

  /** The cases that apply to what the program supports, in order. */
  #choose(choice: CheckChoice): unknown {
    this.#plan = planCheck(loadSuite(), choice);
    this.#follow(declaredRules(this.#program('a'), this.#plan));
    return this.#cases
      .filter((one) => this.#supports(one))
      .map(({ id, clause, kind, title, needs, requests = 1 }) => ({ id, clause, kind, title, needs, requests }));
  }

  #follow(rules: Rules): void {
    this.#rules = rules;
    this.#cases = this.#planned.casesFor(rules.conventions, this.#program('a').implementation.precision);
  }

  #supports({ needs }: Case): boolean {
    return needs.every((name) => this.#program('a').implementation[name] !== undefined);
  }

  /** @throws {ImplementationFault} if the first answers of a program are wrong */
  async #begin(): Promise<void> {
    for (const { implementation, description } of this.#programs.values())
      await requireProtocol(implementation, description.capabilities, publishedVectors());
  }

  /** The conventions to judge by, and what to say if they have to be declared first. */
  async #settle(): Promise<unknown> {
    const { implementation } = this.#program('a');
    await requireProtocolOf({ implementation }, this.#planned);
    const found = implementation.neuron && (await fingerprint(implementation));
    const rules = { ...declaredRules(this.#program('a'), this.#planned), ...(found && { fingerprint: found }) };
    this.#follow(rules);
    if (!found?.conventions || !isUndeclared(rules, this.#planned)) return { rules };
    const undeclared = conventionsToDeclare(found.conventions);
    const differences = tellDifferences(found.conventions);
    return { rules, advice: { differences, undeclared, warnings: warnOfMistakes(found.conventions) } };
  }

  /** The result of a case. One that does not exist under the conventions that were found is not applicable. */
  async #judge(id: string): Promise<SentResult> {
    const hasFired = this.#rules?.fingerprint?.words !== neverFires;
    const cases = this.#cases.filter((one) => one.id === id);
    const [result] = await this.#run(cases, hasFired);
    if (result !== undefined) return { ...result, case: id };
    return { case: id, outcome: 'not applicable', reason: 'does not apply under its conventions' };
  }

  /** @param hasFired - whether it is known to fire, so that silence is an answer */
  async #run(cases: readonly Case[], hasFired: boolean): Promise<readonly CaseResult[]> {
    const plan = { ...this.#planned, casesFor: () => cases };
    const options = { history: this.#history, hasFired };
    const { results, fault } = await judgeByRules(this.#program('a'), this.#rules as Rules, plan, options);
    if (fault !== undefined) throw new Error(fault.message);
    return results;
  }

  /** The verdict on the results of this process and of others that judged the same simulator. */
  async #conclude({ rules, results }: { rules: Rules; results: readonly SentResult[] }): Promise<unknown> {
    this.#follow(rules);
    // the other side has no results for cases that need a missing capability
    const unsupported = this.#cases.filter((one) => !this.#supports(one));
    const known = new Map((await this.#run(unsupported, true)).map((result) => [result.case.id, result]));
    for (const { case: id, ...result } of results)
      known.set(id, { ...result, case: this.#cases.find((one) => one.id === id) as Case });
    const judged = this.#cases.flatMap(({ id }) => known.get(id) ?? []);
    const verdict = verdictOf(this.#program('a'), rules, { results: judged }, this.#planned);
    const document = reportVerdict(verdict);
    return { verdict, text: formatText(document), line: describeVerdict(verdict), html: formatHtml(document) };
  }

  async #compare(options: Parameters<typeof comparePrograms>[2]): Promise<unknown> {
    const programs = { a: this.#program('a'), b: this.#program('b') };
    await this.#begin();
    const output = await comparePrograms(programs, { a: ['A'], b: ['B'] }, options);
    const document = reportComparison(output);
    return { output, text: formatText(document), html: formatHtml(document) };
  }
}

/** A network from a folder, with the gain that its neurons have in all layers. */
function networkWithGain(folder: string): unknown {
  const network = readNetwork(folder);
  const { neuron } = network.architecture;
  return { ...network, gain: tune(neuron, neuron).gain };
}
