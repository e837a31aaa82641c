import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { InputError } from '../base/input-error.ts';
import { versions } from '../base/version.ts';
import { askProbes } from '../conformance/ask-probes.ts';
import type { ProbeResult } from '../conformance/choices/probes.ts';
import { profiles } from '../conformance/choices/profiles.ts';
import type { Case, CaseResult } from '../conformance/judge/case.ts';
import { type CheckChoice, requireChoice } from '../conformance/judge/choice.ts';
import { type ExchangeShown, History } from '../conformance/judge/exchange.ts';
import { requireProtocol } from '../conformance/judge/first-requests.ts';
import {
  declaredRules,
  diagnosedAfter,
  diagnosedRules,
  judgeByRules,
  type Rules,
  verdictOf,
  withEvents,
} from '../conformance/judge/judge-program.ts';
import { isUnexcused } from '../conformance/judge/make-verdict.ts';
import { type Plan, planCheck } from '../conformance/judge/plan.ts';
import type { JudgedCase } from '../conformance/judge/verdict.ts';
import { type Reading, readLine, readStart } from '../conformance/protocol/driver/answer.ts';
import type { Question } from '../conformance/protocol/driver/conversation.ts';
import { ImplementationFault } from '../conformance/protocol/driver/fault.ts';
import { remoteImplementation } from '../conformance/protocol/driver/remote.ts';
import { writeLine } from '../conformance/protocol/json-line.ts';
import { writeVector } from '../conformance/vectors/vector-file.ts';
import { reportComparison } from '../report/compare.ts';
import { describeDiagnosis, describeUnanswered } from '../report/diagnosis.ts';
import { type Calls, failingInput, writePython } from '../report/failing-input.ts';
import { formatHtml } from '../report/html.ts';
import { formatText } from '../report/text.ts';
import { reportVerdict } from '../report/verdict.ts';
import { longestInput } from '../report/verdict-failures.ts';
import { adviseDeclaration, describeExcused } from '../report/verdict-scope.ts';
import { describeVerdict } from '../report/verdict-sentences.ts';
import { tune } from '../simulator/neuron/tuning.ts';
import { readNetwork } from '../study/network/folder.ts';
import { readOutImages } from '../study/prepare.ts';
import { publishedVectors } from '../vectors.ts';
import { comparePrograms } from './compare.ts';
import { describeBug, describeRefusal } from './errors.ts';
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
  const session = new PipeSession(async (program, question) => {
    write({ ask: { id: asked++, ...question }, program });
    return readLine(Buffer.from(await read()));
  });
  for (;;) write(await answerTo(session, JSON.parse(await read())));
}

/** @param request - a method of the session, and its argument, such as `{"command":"case","id":"neuron/lif/leak"}` */
async function answerTo(session: PipeSession, request: { readonly command: keyof PipeSession }): Promise<object> {
  try {
    return { result: await session[request.command](request as never) };
  } catch (error) {
    if (error instanceof ImplementationFault) return { fault: error.message };
    const refusal = describeRefusal(error);
    return refusal === undefined ? { error: describeBug(error), isBug: true } : { error: refusal };
  }
}

/** Sends a request to the simulator of a name. */
type Ask = (program: string, question: Question) => Promise<Reading>;

/** A result of a case that can be sent, to be summarized by this or another process. */
type SentResult = Omit<CaseResult, 'case'> & { readonly case: string };

/**
 * What the other side has opened and planned so far. Its public methods are the commands. First, simulators are opened
 * as `a` and `b`. A judgement of `a` takes `plan`, `rules`, `case` for each case, and `verdict`.
 */
export class PipeSession {
  readonly #ask: Ask;
  readonly #programs = new Map<string, OpenedProgram>();
  readonly #history = new History();
  #calls: Calls = {};
  #probed: readonly ProbeResult[] = [];
  #plan!: Plan;
  #rules!: Rules;
  /** Those under the conventions to judge by. */
  #cases: readonly Case[] = [];

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** @param calls - how code calls the functions of the program */
  open({ program, start, calls = {} }: { program: string; start: object; calls?: Calls }): void {
    this.#calls = calls;
    const read = readStart({ answer: { id: 0, protocol: versions.protocol, ...start } });
    if ('flaw' in read) throw new InputError(read.flaw.message);
    const ask = (question: Question) => this.#ask(program, question);
    this.#programs.set(program, {
      description: read.known,
      implementation: remoteImplementation({ ask }, read.known),
    });
  }

  /** The cases that apply to what the program supports, in order. */
  plan({ choice }: { choice: CheckChoice }): unknown {
    this.#plan = planCheck(loadSuite(), choice);
    this.#follow(declaredRules(this.#program('a')));
    return this.#cases
      .filter((one) => this.#supports(one))
      .map(({ run: _, assumes: __, requests = 1, ...one }) => ({ ...one, requests }));
  }

  /** The conventions to judge by, how it contradicts them, and what to say if they have to be declared first. */
  async rules(): Promise<unknown> {
    const { implementation } = this.#program('a');
    await requireProtocol(implementation, new Set(this.#cases.flatMap(({ needs }) => needs)), publishedVectors());
    this.#probed = implementation.neuron ? await askProbes(implementation) : [];
    const ofNeurons = implementation.neuron
      ? diagnosedRules(this.#program('a'), this.#probed)
      : declaredRules(this.#program('a'));
    const rules = await withEvents(this.#program('a'), ofNeurons);
    this.#follow(rules);
    const [followed] = rules.diagnosis?.sets ?? [];
    const verdict = verdictOf(this.#program('a'), rules, { results: [] }, this.#plan);
    const { undeclared, source } = verdict.conventions;
    const { diagnosis } = verdict;
    const { excused = [] } = verdict;
    const mismatches = [
      ...(diagnosis && isUnexcused(verdict) ? describeDiagnosis(diagnosis, source) : []),
      ...describeExcused(excused.filter(({ outcome }) => outcome === 'unneeded skip')),
    ];
    if (undeclared === undefined || followed === undefined) return { rules, mismatches };
    const { name } = this.#program('a').description.implementation;
    const lines = [...adviseDeclaration(name, followed), ...describeUnanswered(rules.diagnosis?.probes ?? [])];
    return { rules, mismatches, advice: { lines, undeclared } };
  }

  /**
   * The result of a case, and code that sends its failing input again. A case that does not exist under the conventions
   * that were found is not applicable.
   */
  async case({ id }: { id: string }): Promise<{ readonly result: SentResult; readonly code: string }> {
    const [found] = await this.#run(this.#cases.filter((one) => one.id === id));
    if (found !== undefined) return { result: { ...found, case: id }, code: this.#codeOf({ ...found.case, ...found }) };
    const reason = 'does not apply under its conventions';
    return { result: { case: id, outcome: 'not applicable', reason }, code: '' };
  }

  /** The verdict on the results of this process and of others that judged the same simulator. */
  async verdict({ rules, results }: { rules: Rules; results: readonly SentResult[] }): Promise<unknown> {
    this.#follow(rules);
    // the other side has no results for cases that need a missing capability
    const unsupported = await this.#run(this.#cases.filter((one) => !this.#supports(one)));
    const judged = this.#cases.flatMap((one): CaseResult[] => {
      const sent = results.find((result) => result.case === one.id);
      return sent ? [{ ...sent, case: one }] : unsupported.filter((result) => result.case === one);
    });
    const program = this.#program('a');
    const found = await diagnosedAfter(program, rules, this.#probed, { results: judged }, this.#history);
    const verdict = verdictOf(program, ...found, this.#plan);
    const document = reportVerdict(verdict);
    const failed = verdict.clauses.flatMap(({ cases }) => cases).map((one) => [one.id, this.#codeOf(one)] as const);
    const codes = Object.fromEntries(failed.filter(([, code]) => code !== ''));
    return { verdict, text: formatText(document), line: describeVerdict(verdict), html: formatHtml(document), codes };
  }

  /** Code that sends requests again, such as the one that was not answered. */
  code({ requests, calls }: { requests: readonly ExchangeShown[]; calls: Calls }): string {
    return writePython(requests, calls).join('\n');
  }

  /** Code that sends the failing input of a case again. */
  #codeOf(one: JudgedCase): string {
    const { implementation, precision } = this.#program('a').description;
    const code = failingInput(one, { ...implementation, precision }, this.#calls)?.lines.join('\n') ?? '';
    if (code.length <= longestInput) return code;
    return `# the input has ${code.length} characters; the page of --lifspec-html contains it`;
  }

  async compare(options: Parameters<typeof comparePrograms>[2]): Promise<unknown> {
    requireChoice(options);
    const programs = { a: this.#program('a'), b: this.#program('b') };
    const output = await comparePrograms(programs, { a: ['A'], b: ['B'] }, options);
    const document = reportComparison(output);
    return { output, text: formatText(document), html: formatHtml(document) };
  }

  /** A network from a folder, with the gain of its neurons. */
  network({ folder }: { folder: string }): unknown {
    const network = readNetwork(folder);
    const { neuron } = network.architecture;
    return { ...network, gain: tune(neuron, neuron).gain };
  }

  /** The read-outs of a network from a folder. */
  readonly run = readOutImages;

  vectors(): unknown {
    return publishedVectors().map(writeVector);
  }

  profiles(): unknown {
    return profiles;
  }

  #program(name: string): OpenedProgram {
    return this.#programs.get(name) as OpenedProgram;
  }

  #follow(rules: Rules): void {
    this.#rules = rules;
    this.#cases = this.#plan.casesFor(rules.conventions, this.#program('a').implementation.precision);
  }

  #supports({ needs }: Case): boolean {
    return needs.every((name) => this.#program('a').implementation[name] !== undefined);
  }

  async #run(cases: readonly Case[]): Promise<readonly CaseResult[]> {
    const hasFired = this.#rules.diagnosis?.outcome !== 'never fires'; // a single case does not show it
    const plan = { ...this.#plan, casesFor: () => cases };
    const options = { history: this.#history, hasFired };
    const { results, fault } = await judgeByRules(this.#program('a'), this.#rules, plan, options);
    if (fault !== undefined) throw new Error(fault.message);
    return results;
  }
}
