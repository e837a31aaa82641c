import { setImmediate as immediately, setTimeout as sleep } from 'node:timers/promises';
import { AdapterProcess, type Ending } from './adapter-process.ts';
import { type FaultKind, ImplementationFault, type Phase } from './fault.ts';
import type { Limits } from './limits.ts';
import { type ConnectOptions, Listeners } from './listeners.ts';
import { printable } from './printable.ts';
import { Tail } from './tail.ts';

/** A time for a timer of Node, which cannot wait longer than 24 days. */
const milliseconds = (seconds: number) => Math.min(1000 * seconds, 2 ** 31 - 1);

/** Runs a program, and ends it at its first fault. */
export class Supervisor {
  readonly program: AdapterProcess;
  readonly stderr: Tail;
  readonly listeners: Listeners;
  /** The first thing that went wrong. */
  fault: ImplementationFault | undefined;
  phase: Phase = 'start';
  /** What is going on, for messages. */
  activity = 'at the start';
  private readonly limits: Limits;
  /** Each calls off something that is to be done later. */
  private readonly plans = new Set<() => void>();
  private readonly onFault: (fault: ImplementationFault) => void;
  private hasOutputEnded = false;
  /** What it has closed, if it does not end. */
  private closed: { readonly kind: FaultKind; readonly message: string } | undefined;

  constructor(
    command: readonly string[],
    limits: Limits,
    options: ConnectOptions,
    heard: { readonly onLine: (line: Buffer) => void; readonly onFault: (fault: ImplementationFault) => void },
  ) {
    this.limits = limits;
    this.onFault = heard.onFault;
    this.listeners = new Listeners(options);
    this.stderr = new Tail(limits.stderrBytes);
    this.program = new AdapterProcess(command, limits.answerBytes, {
      onLine: (line) => this.hear(line, heard.onLine),
      onOversize: () => this.fail('oversize', `wrote a line longer than ${limits.answerBytes} bytes`),
      onOutputEnd: () => this.outputEnded(),
      onInputClosed: () => this.expectEnd('closed-input', 'closed its stdin and went on'),
      onStderr: (chunk) => this.hearStderr(chunk),
    });
    this.after(limits.totalSeconds, () => this.fail('total-time', `took longer than ${limits.totalSeconds} s in all`));
    this.program.ended.then((ending) => this.programEnded(ending));
  }

  /** Notes a fault and ends the program. Only the first one counts. */
  fail(kind: FaultKind, message: string): void {
    if (this.fault !== undefined) return;
    const last = kind === 'crash' || kind === 'early-exit' || kind === 'hang' ? this.stderr.tellingLine : undefined;
    const hint = last === undefined ? '' : `; on stderr: "${printable(last)}"`;
    this.fault = new ImplementationFault(kind, this.phase, `${this.activity}: ${message}${hint}`);
    this.end();
    this.onFault(this.fault);
  }

  /** Ends a program that has not answered in time, for what is the reason if that is known already. */
  failForSilence(seconds: number, hint: string): void {
    const { ending, halfLineBytes } = this.program;
    if (ending !== undefined) this.failForEnding(ending);
    else if (this.closed !== undefined) this.fail(this.closed.kind, this.closed.message);
    else if (halfLineBytes > 0) this.fail('half-line', `wrote half a line, and not its end within ${seconds} s`);
    else this.fail('hang', `no answer within ${seconds} s${hint}`);
  }

  send(line: string): void {
    this.listeners.tell({ sent: line });
    this.program.write(`${line}\n`);
  }

  /** Sends the last request and waits for the end. */
  async stop(line: string): Promise<void> {
    this.phase = 'stop';
    this.activity = 'at the stop';
    this.program.noteStarted();
    this.send(line);
    this.program.endInput();
    const ending = await within(this.limits.stopSeconds, this.program.ended);
    if (ending === undefined) {
      this.fail('hang', `did not end within ${this.limits.stopSeconds} s of stop`);
      return;
    }
    const isClosed = await within(
      this.limits.lingerSeconds,
      this.program.outputEnded.then(() => true),
    );
    if (ending.code !== 0) this.failForEnding(ending);
    else if (this.program.halfLineBytes > 0) this.fail('half-line', 'ended in the middle of a line');
    else if (!isClosed) this.fail('left-behind', 'ended, but a process that it started did not, and holds its stdout');
    else if (!(await this.isGone())) this.fail('left-behind', 'ended, but a process that it started did not');
  }

  /** Ends the program and all that it started, at once. */
  end(): void {
    for (const callOff of this.plans) callOff();
    this.program.destroy();
  }

  /**
   * Does something later, unless the program is ended before. What it has said in the meantime is heard first: this
   * process may have been stopped, or busy, for longer than that.
   *
   * @returns calls it off
   */
  after(seconds: number, action: () => void): () => void {
    if (this.fault !== undefined) return () => {}; // it is ended already: nobody has to wait
    let heard: NodeJS.Immediate | undefined;
    const perform = () => {
      this.plans.delete(callOff);
      action();
    };
    const timer = setTimeout(() => {
      heard = setImmediate(perform);
    }, milliseconds(seconds));
    const callOff = () => {
      clearTimeout(timer);
      clearImmediate(heard);
      this.plans.delete(callOff);
    };
    this.plans.add(callOff);
    return callOff;
  }

  private hear(line: Buffer, onLine: (line: Buffer) => void): void {
    this.listeners.hearLine(line);
    if (this.fault === undefined) onLine(line);
  }

  private hearStderr(chunk: Buffer): void {
    this.stderr.add(chunk);
    this.listeners.hearStderr(chunk);
  }

  private outputEnded(): void {
    this.hasOutputEnded = true;
    if (this.phase === 'stop') return;
    if (this.program.ending !== undefined) this.failForEnding(this.program.ending);
    else this.expectEnd('closed-output', 'closed its stdout and went on');
  }

  /** Waits for the last lines, which may come after the news of the end; what it started may hold the pipe open. */
  private programEnded(ending: Ending): void {
    this.listeners.tell({ ended: describeEnding(ending) });
    if (this.phase === 'stop') return;
    if (this.hasOutputEnded) this.failForEnding(ending);
    else this.after(this.limits.lingerSeconds, () => this.failForEnding(ending));
  }

  private failForEnding(ending: Ending): void {
    const half = this.program.halfLineBytes > 0 ? ', in the middle of a line' : '';
    if (ending.code !== 0) this.fail('crash', `ended with ${describeEnding(ending)}${half}`);
    else this.fail(half ? 'half-line' : 'early-exit', `ended by itself with exit code 0${half}`);
  }

  private expectEnd(kind: FaultKind, message: string): void {
    if (this.phase === 'stop') return;
    this.closed ??= { kind, message };
    this.after(this.limits.lingerSeconds, () => {
      if (this.program.ending === undefined) this.fail(kind, message);
    });
  }

  /** What it started may take a moment to end. */
  private async isGone(): Promise<boolean> {
    const last = performance.now() + milliseconds(this.limits.lingerSeconds);
    for (let wait = 10; this.program.isAlive; wait *= 2) {
      const left = last - performance.now();
      if (left <= 0) return false;
      await sleep(Math.min(wait, left));
    }
    return true;
  }
}

/** What a promise brings, or undefined if it takes longer, also when all that has happened meanwhile is known. */
async function within<Value>(seconds: number, value: Promise<Value>): Promise<Value | undefined> {
  const waiting = new AbortController();
  const { signal } = waiting;
  try {
    const late = sleep(milliseconds(seconds), undefined, { signal }).then(() => immediately(undefined));
    return await Promise.race([value, late]);
  } finally {
    waiting.abort();
  }
}

function describeEnding({ code, signal }: Ending): string {
  return code === null ? `signal ${signal}` : `exit code ${code}`;
}
