import { setImmediate as immediately, setTimeout as sleep } from 'node:timers/promises';
import { printable } from '../../../base/text.ts';
import { AdapterProcess, type Ending } from './adapter-process.ts';
import { type FaultKind, ImplementationFault, type Phase } from './fault.ts';
import { type Limits, Transcript, type TranscriptListener } from './options.ts';
import { Tail } from './streams.ts';

/** Timers of Node run for at most 24 days. */
const milliseconds = (seconds: number) => Math.min(1000 * seconds, 2 ** 31 - 1);

/** Runs a program and kills it at its first fault. */
export class Supervisor {
  readonly program: AdapterProcess;
  readonly stderr: Tail;
  fault: ImplementationFault | undefined;
  phase: Phase = 'start';
  /** For messages. */
  activity = 'at the start';
  private readonly limits: Limits;
  private readonly transcript: Transcript;
  /** Cancels the scheduled timers. */
  private readonly cancellations = new Set<() => void>();
  private readonly onFault: (fault: ImplementationFault) => void;
  private hasOutputEnded = false;
  /** The stream that the program has closed: a fault unless it exits. */
  private closed: { readonly kind: FaultKind; readonly message: string } | undefined;

  constructor(
    command: readonly string[],
    limits: Limits,
    transcript: TranscriptListener | undefined,
    heard: { readonly onLine: (line: Buffer) => void; readonly onFault: (fault: ImplementationFault) => void },
  ) {
    this.limits = limits;
    this.onFault = heard.onFault;
    this.transcript = new Transcript(transcript);
    this.stderr = new Tail(limits.stderrBytes);
    this.program = new AdapterProcess(command, limits.answerBytes, {
      onLine: (line) => {
        this.transcript.hearLine(line);
        if (this.fault === undefined) heard.onLine(line);
      },
      onOversize: () => this.fail('oversize', `wrote a line longer than ${limits.answerBytes} bytes`),
      onOutputEnd: () => this.outputEnded(),
      onInputClosed: () => this.expectEnd('closed-input', 'closed its stdin and kept running'),
      onStderr: (chunk) => {
        this.stderr.add(chunk);
        this.transcript.hearStderr(chunk);
      },
    });
    this.after(limits.totalSeconds, () => this.fail('total-time', `took longer than ${limits.totalSeconds} s in all`));
    this.program.ended.then((ending) => this.programEnded(ending));
  }

  /** Kills the program because of a fault. Only the first fault counts. */
  fail(kind: FaultKind, message: string): void {
    if (this.fault !== undefined) return;
    const last = kind === 'crash' || kind === 'early-exit' || kind === 'hang' ? this.stderr.tellingLine : undefined;
    const hint = last === undefined ? '' : `; on stderr: "${printable(last)}"`;
    this.fault = new ImplementationFault(kind, this.phase, `${this.activity}: ${message}${hint}`);
    this.end();
    this.onFault(this.fault);
  }

  /** Kills a program that has not answered in time, with the known reason. */
  failForSilence(seconds: number, hint: string): void {
    const { ending, halfLineBytes } = this.program;
    if (ending !== undefined) this.failForEnding(ending);
    else if (this.closed !== undefined) this.fail(this.closed.kind, this.closed.message);
    else if (halfLineBytes > 0) this.fail('half-line', `wrote half a line, but not its end within ${seconds} s`);
    else this.fail('hang', `no answer within ${seconds} s${hint}`);
  }

  send(line: string): void {
    this.transcript.tell({ sent: line });
    this.program.write(`${line}\n`);
  }

  /** Sends the last request and waits for the program to exit. */
  async stop(line: string): Promise<void> {
    this.phase = 'stop';
    this.activity = 'at the stop';
    this.send(line);
    this.program.endInput();
    const ending = await within(this.limits.stopSeconds, this.program.ended);
    if (ending === undefined) {
      this.fail('hang', `did not end within ${this.limits.stopSeconds} s of stop`);
      return;
    }
    const outputEnded = this.program.outputEnded.then(() => true);
    const isClosed = await within(this.limits.lingerSeconds, outputEnded);
    if (ending.code !== 0) this.failForEnding(ending);
    else if (this.program.halfLineBytes > 0) this.fail('half-line', 'ended in the middle of a line');
    else if (!isClosed) this.fail('left-behind', 'exited, but a child process did not, and holds stdout open');
    else if (!(await this.isGone())) this.fail('left-behind', 'exited, but a child process did not');
  }

  end(): void {
    for (const cancel of this.cancellations) cancel();
    this.program.destroy();
  }

  /**
   * Runs a function later, unless the program ends first. Output that the program wrote in the meantime is read first,
   * because this process may have been stopped or busy.
   *
   * @returns a function that cancels it
   */
  after(seconds: number, action: () => void): () => void {
    if (this.fault !== undefined) return () => {};
    let heard: NodeJS.Immediate | undefined;
    const perform = () => {
      this.cancellations.delete(cancel);
      action();
    };
    const timer = setTimeout(() => {
      heard = setImmediate(perform);
    }, milliseconds(seconds));
    const cancel = () => {
      clearTimeout(timer);
      clearImmediate(heard);
      this.cancellations.delete(cancel);
    };
    this.cancellations.add(cancel);
    return cancel;
  }

  private outputEnded(): void {
    this.hasOutputEnded = true;
    if (this.phase === 'stop') return;
    if (this.program.ending !== undefined) this.failForEnding(this.program.ending);
    else this.expectEnd('closed-output', 'closed its stdout and kept running');
  }

  /** Waits for the last lines, which may arrive after the exit event. A child process may keep the pipe open. */
  private programEnded(ending: Ending): void {
    this.transcript.tell({ ended: describeEnding(ending) });
    if (this.phase === 'stop') return;
    if (this.hasOutputEnded) this.failForEnding(ending);
    else this.after(this.limits.lingerSeconds, () => this.failForEnding(ending));
  }

  private failForEnding(ending: Ending): void {
    const half = this.program.halfLineBytes > 0 ? ', in the middle of a line' : '';
    if (ending.code !== 0) this.fail('crash', `ended with ${describeEnding(ending)}${half}`);
    else this.fail(half ? 'half-line' : 'early-exit', `ended with exit code 0 before stop${half}`);
  }

  private expectEnd(kind: FaultKind, message: string): void {
    if (this.phase === 'stop') return;
    this.closed ??= { kind, message };
    this.after(this.limits.lingerSeconds, () => {
      if (this.program.ending === undefined) this.fail(kind, message);
    });
  }

  /** Child processes may take a moment to exit. */
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

/** The value of a promise; undefined if it takes longer, after pending events were handled. */
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
