import { setImmediate as immediately, setTimeout as sleep } from 'node:timers/promises';
import { printable } from '../../../base/text.ts';
import { breachOf, type Reading, readLine } from './answer.ts';
import { type FaultKind, ImplementationFault, lineOfError, type Phase } from './fault.ts';
import { longestLineBytes } from './line-reader.ts';
import { Program } from './program.ts';

/** How long a program on the same machine may take: Python with a large library starts within a minute. */
export const defaultLimits = {
  /** For each answer, and from the start of the program to its first one. */
  answerSeconds: 60,
  /** From `stop` to the end of the program. */
  stopSeconds: 30,
  /** Waiting time for output after the exit of a program. */
  graceSeconds: 2,
};

export type Limits = Readonly<typeof defaultLimits>;

export type Question = Readonly<Record<string, unknown>> & { readonly command: 'start' | 'run' };

/** The most common reasons why a running program never answers. */
const unflushed = ' and none before; is stdout flushed after every answer, and stdin read line by line?';

interface Pending {
  readonly id: number;
  readonly settle: (reading: Reading) => void;
  readonly reject: (fault: ImplementationFault) => void;
  readonly request: ImplementationFault['request'];
  readonly cancelTimer: () => void;
}

/** Sends requests to a program one by one, and kills it at its first fault. */
export class Conversation {
  readonly program: Program;
  readonly #limits: Limits;
  #cancelGrace = () => {};
  readonly #asked = new Set<unknown>();
  /** Sends the requests that wait for an answer to an earlier one, in order. */
  readonly #waiting: (() => void)[] = [];
  #last: Promise<unknown> = Promise.resolve();
  #pending: Pending | undefined;
  #nextId = 0;
  #hasAnswered = false;
  #phase: Phase = 'start';
  /** Names the request in messages. */
  #activity = 'at the start';
  #fault: ImplementationFault | undefined;

  constructor(command: readonly string[], limits: Limits) {
    const { graceSeconds } = limits;
    this.#limits = limits;
    this.program = new Program(command, {
      onLine: (line) => this.#hear(line),
      onExit: () => {
        if (this.#fault === undefined) this.#cancelGrace = callLater(graceSeconds, () => this.#failForExit());
      },
      onSilence: () => this.#failForExit(),
    });
  }

  /** Sends a request as soon as all earlier ones are answered. */
  ask(question: Question, about: string): Promise<Reading> {
    const answer = new Promise<Reading>((settle, reject) => {
      const send = () => this.#send(question, about, settle, reject);
      if (this.#pending === undefined) send();
      else this.#waiting.push(send);
    });
    this.#last = answer.catch(() => {});
    return answer;
  }

  /** Asks the program to exit, then kills its process group. */
  async close(): Promise<void> {
    await this.#last;
    if (this.#fault === undefined) await this.#stop();
    this.abandon();
    if (this.#fault !== undefined && this.#fault.kind !== 'closed') throw this.#fault;
  }

  /** Kills the program because the user stopped lifspec. */
  interrupt(): void {
    this.#fail('interrupted', 'stopped by the user');
  }

  abandon(): void {
    this.#fault ??= new ImplementationFault('closed', 'stop', 'the connection is closed');
    this.#end();
  }

  #send(question: Question, about: string, settle: Pending['settle'], reject: Pending['reject']): void {
    if (this.#fault !== undefined) {
      reject(this.#fault);
      return;
    }
    const id = this.#nextId++;
    const isStart = question.command === 'start';
    const seconds = this.#limits.answerSeconds;
    this.#asked.add(id);
    this.#phase = question.command;
    this.#activity = isStart ? 'at the start' : `request ${id} (${about})`;
    const cancelTimer = callLater(seconds, () => this.#failForSilence(seconds));
    const { capability, input } = question;
    const request = isStart ? undefined : { capability: String(capability), input };
    this.#pending = { id, settle, reject, request, cancelTimer };
    this.program.send({ id, ...question });
  }

  #hear(line: Buffer | undefined): void {
    if (this.#fault !== undefined) return;
    if (line === undefined) {
      this.#fail('oversize', `wrote a line longer than ${longestLineBytes} bytes`);
      return;
    }
    this.#hasAnswered = true;
    const reading = readLine(line);
    const breach = breachOf(reading, line, this.#pending?.id, this.#asked);
    if (breach !== undefined) {
      this.#fail(breach.kind, breach.message);
      return;
    }
    const answered = this.#takePending();
    this.#waiting.shift()?.(); // first, so that the program computes while its answer is judged
    answered?.settle(reading);
  }

  #takePending(): Pending | undefined {
    const pending = this.#pending;
    pending?.cancelTimer();
    this.#pending = undefined;
    return pending;
  }

  async #stop(): Promise<void> {
    const { program } = this;
    const { stopSeconds, graceSeconds } = this.#limits;
    this.#phase = 'stop';
    this.#activity = 'at the stop';
    program.send({ id: this.#nextId, command: 'stop' });
    program.endInput();
    if (!(await holdsWithin(stopSeconds, () => program.exit !== undefined))) {
      this.#fail('hang', `did not end within ${stopSeconds} s of stop`);
      return;
    }
    await holdsWithin(graceSeconds, () => program.isSilent); // a child process may hold stdout open
    if (program.exit !== 0) this.#fail('crash', `ended with ${program.ending}`);
    else if (program.hasHalfLine) this.#fail('half-line', 'ended in the middle of a line');
  }

  /** Kills the program because of a fault. Only the first fault counts. */
  #fail(kind: FaultKind, message: string): void {
    if (this.#fault !== undefined) return;
    const isUnexplained = kind === 'crash' || kind === 'early-exit' || kind === 'hang';
    const line = isUnexplained ? lineOfError(this.program.stderr) : undefined;
    const hint = line === undefined ? '' : `; on stderr: "${printable(line)}"`;
    this.#fault = new ImplementationFault(kind, this.#phase, `${this.#activity}: ${message}${hint}`);
    this.#fault.stderr = this.program.stderr;
    this.#fault.request = this.#pending?.request;
    this.#end();
    this.#takePending()?.reject(this.#fault);
    for (const send of this.#waiting.splice(0)) send(); // rejects
  }

  /** Names the known reason why a program did not answer in time. */
  #failForSilence(seconds: number): void {
    this.#failForExit();
    if (this.program.hasHalfLine) this.#fail('half-line', `wrote half a line, but not its end within ${seconds} s`);
    this.#fail('hang', `no answer within ${seconds} s${this.#hasAnswered ? '' : unflushed}`);
  }

  #failForExit(): void {
    const { exit, ending, hasHalfLine } = this.program;
    if (exit === undefined || this.#phase === 'stop') return;
    const half = hasHalfLine ? ', in the middle of a line' : '';
    if (exit !== 0) this.#fail('crash', `ended with ${ending}${half}`);
    else this.#fail(half ? 'half-line' : 'early-exit', `ended with exit code 0 before stop${half}`);
  }

  #end(): void {
    this.#cancelGrace();
    this.#pending?.cancelTimer();
    this.program.kill();
  }
}

/**
 * Calls a function later. Output that a program wrote in the meantime is read first, because this process may have
 * been stopped or busy.
 *
 * @returns a function that cancels the call
 */
function callLater(seconds: number, act: () => void): () => void {
  let call: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => {
    call = setImmediate(act);
  }, 1000 * seconds);
  return () => {
    clearTimeout(timer);
    clearImmediate(call);
  };
}

/** Whether a condition holds within a time, or after the events that arrived in that time. */
async function holdsWithin(seconds: number, holds: () => boolean): Promise<boolean> {
  const end = performance.now() + 1000 * seconds;
  while (performance.now() < end) {
    if (holds()) return true;
    await sleep(10);
  }
  await immediately();
  return holds();
}
