import { writeLine } from '../json-line.ts';
import { breachOf, type Expected, type Reading, readLine } from './answer.ts';
import { ImplementationFault } from './fault.ts';
import type { Limits, TranscriptListener } from './options.ts';
import { Supervisor } from './supervisor.ts';

/** A request without its id. */
export type Question = Readonly<Record<string, unknown>> & { readonly command: 'start' | 'run' };

/** The most common reasons why a running program never answers. */
const unflushed = ' and none before; is stdout flushed after every answer, and stdin read line by line?';

/** A request without an answer yet. */
interface Pending extends Expected {
  readonly settle: (reading: Reading) => void;
  readonly reject: (fault: ImplementationFault) => void;
  readonly cancelTimeLimit: () => void;
  isLate: boolean;
}

/** Sends requests to a program one by one. */
export class Conversation {
  private readonly supervisor: Supervisor;
  private readonly limits: Limits;
  private queue: Promise<unknown> = Promise.resolve();
  private pending: Pending | undefined;
  private readonly asked = new Set<number>();
  private lastId = -1;
  private isFaultTold = false;
  private hasAnswered = false;

  constructor(command: readonly string[], limits: Limits, transcript: TranscriptListener | undefined) {
    this.limits = limits;
    this.supervisor = new Supervisor(command, limits, transcript, {
      onLine: (line) => this.hear(line),
      onFault: (fault) => this.pending?.reject(this.tell(fault)),
    });
  }

  get started(): Promise<void> {
    return this.supervisor.program.started;
  }

  get stderr(): string {
    return this.supervisor.stderr.text;
  }

  /** Sends a request as soon as all earlier ones are answered. */
  ask(question: Question, about: string): Promise<Reading> {
    const turn = this.queue.then(() => this.askNow(question, about));
    this.queue = turn.catch(() => {});
    return turn;
  }

  /** Asks the program to exit, then kills its process group. */
  async close(): Promise<void> {
    await this.queue;
    const { supervisor } = this;
    if (supervisor.fault === undefined) await supervisor.stop(writeLine({ id: this.nextId(), command: 'stop' }));
    const fault = this.abandon();
    if (!this.isFaultTold) throw this.tell(fault);
  }

  abandon(): ImplementationFault {
    this.supervisor.fault ??= this.tell(new ImplementationFault('closed', 'stop', 'the connection is closed'));
    this.supervisor.end();
    return this.supervisor.fault;
  }

  private askNow(question: Question, about: string): Promise<Reading> {
    const { supervisor, limits } = this;
    if (supervisor.fault !== undefined) return Promise.reject(this.tell(supervisor.fault));
    const id = this.nextId();
    supervisor.phase = question.command;
    supervisor.activity = question.command === 'start' ? 'at the start' : `request ${id} (${about})`;
    this.asked.add(id);
    const line = writeLine({ id, ...question });
    const seconds = question.command === 'start' ? limits.startSeconds : limits.requestSeconds;
    return new Promise((settle, reject) => {
      const cancelTimeLimit = supervisor.after(seconds, () => this.outOfTime(seconds));
      this.pending = { id, settle, reject, cancelTimeLimit, isLate: false };
      supervisor.send(line);
    });
  }

  /** Ids have gaps, which exposes programs that count instead of reading them. */
  private nextId(): number {
    this.lastId += this.lastId % 3 === 1 ? 2 : 1;
    return this.lastId;
  }

  private hear(line: Buffer): void {
    this.hasAnswered = true;
    const { pending } = this;
    const reading = readLine(line);
    const breach = breachOf(reading, line, pending, this.asked);
    if (pending === undefined || breach !== undefined) {
      this.supervisor.fail(breach?.kind ?? 'extra-answer', breach?.message ?? '');
      return;
    }
    this.pending = undefined;
    pending.cancelTimeLimit();
    pending.settle(reading);
  }

  private outOfTime(seconds: number): void {
    const { supervisor, pending, limits } = this;
    if (pending !== undefined) pending.isLate = true;
    supervisor.program.write(' '); // fails if the program has closed its stdin
    supervisor.after(limits.lateSeconds, () => supervisor.failForSilence(seconds, this.hasAnswered ? '' : unflushed));
  }

  private tell(fault: ImplementationFault): ImplementationFault {
    this.isFaultTold = true;
    return fault;
  }
}
