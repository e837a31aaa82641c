import { writeLine } from '../number.ts';
import { breachOf, type Expected, type Reading, readLine } from './answer.ts';
import { ImplementationFault } from './fault.ts';
import type { Limits } from './limits.ts';
import type { ConnectOptions } from './listeners.ts';
import { Supervisor } from './supervisor.ts';

/** A request without its id. */
export type Question = Readonly<Record<string, unknown>> & { readonly command: 'start' | 'run' };

/** What is most often the matter with a program that runs and is never heard. */
const unflushed = ' (nothing has come: is stdout flushed after every answer, and stdin read a line at a time?)';

/** What has been asked and not been answered. */
interface Pending extends Expected {
  readonly settle: (reading: Reading) => void;
  readonly reject: (fault: ImplementationFault) => void;
  /** Calls the time limit off. */
  readonly inTime: () => void;
  isLate: boolean;
}

/** Questions and answers, one after the other, with a program that may do anything. */
export class Conversation {
  private readonly supervisor: Supervisor;
  private readonly limits: Limits;
  private queue: Promise<unknown> = Promise.resolve();
  private pending: Pending | undefined;
  private readonly asked = new Set<number>();
  private lastId = -1;
  private isFaultTold = false;
  private hasHeard = false;

  constructor(command: readonly string[], limits: Limits, options: ConnectOptions) {
    this.limits = limits;
    this.supervisor = new Supervisor(command, limits, options, {
      onLine: (line) => this.hear(line),
      onFault: (fault) => this.pending?.reject(this.tell(fault)),
    });
  }

  /** Resolves when the program runs; rejects if it cannot be run. */
  get started(): Promise<void> {
    return this.supervisor.program.started;
  }

  /** The end of what came on stderr. */
  get stderr(): string {
    return this.supervisor.stderr.text;
  }

  /** Asks when all earlier questions are answered. */
  ask(question: Question, about: string): Promise<Reading> {
    const turn = this.queue.then(() => this.askNow(question, about));
    this.queue = turn.catch(() => {});
    return turn;
  }

  /** Asks the program to end, and sees to it that nothing of it is left. */
  async close(): Promise<void> {
    await this.queue;
    const { supervisor } = this;
    if (supervisor.fault === undefined) await supervisor.stop(writeLine({ id: this.nextId(), command: 'stop' }));
    supervisor.end();
    supervisor.fault ??= this.tell(new ImplementationFault('closed', 'stop', 'the connection is closed'));
    if (!this.isFaultTold) throw this.tell(supervisor.fault);
  }

  /** Ends the program at once. */
  abandon(): void {
    this.supervisor.fault ??= this.tell(new ImplementationFault('closed', 'stop', 'the connection is closed'));
    this.supervisor.end();
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
      const inTime = supervisor.after(seconds, () => this.outOfTime(seconds));
      this.pending = { id, settle, reject, inTime, isLate: false };
      supervisor.send(line);
    });
  }

  /** Ids have gaps, so that nobody can count them instead of reading them. */
  private nextId(): number {
    this.lastId += this.lastId % 3 === 1 ? 2 : 1;
    return this.lastId;
  }

  private hear(line: Buffer): void {
    this.hasHeard = true;
    const { pending } = this;
    const reading = readLine(line);
    const breach = breachOf(reading, line, pending, this.asked);
    if (pending === undefined || breach !== undefined) {
      this.supervisor.fail(breach?.kind ?? 'extra-answer', breach?.message ?? '');
      return;
    }
    this.pending = undefined;
    if (this.supervisor.phase === 'start') this.supervisor.program.noteStarted();
    pending.inTime();
    pending.settle(reading);
  }

  private outOfTime(seconds: number): void {
    const { supervisor, pending, limits } = this;
    if (pending !== undefined) pending.isLate = true;
    supervisor.program.write(' '); // a program that has closed its stdin is found out
    supervisor.after(limits.lateSeconds, () => supervisor.failForSilence(seconds, this.hasHeard ? '' : unflushed));
  }

  private tell(fault: ImplementationFault): ImplementationFault {
    this.isFaultTold = true;
    return fault;
  }
}
