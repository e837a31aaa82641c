import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { writeLine } from '../json-line.ts';
import { LineReader } from './line-reader.ts';

interface ProgramListener {
  /** A line without its line end; undefined if it is too long. */
  readonly onLine: (line: Buffer | undefined) => void;
  /** It has exited. A child process may keep its streams open. */
  readonly onExit: () => void;
  /** It has exited, and nothing more can arrive. */
  readonly onSilence: () => void;
}

const stderrCharacters = 65_536;

/** A program in its own process group, so that its child processes can be killed with it. */
export class Program {
  /** Rejects if the program cannot be started. */
  readonly started: Promise<void>;
  /** The end of stderr. */
  stderr = '';
  /** The exit code, or the signal that ended it. */
  exit: number | NodeJS.Signals | undefined;
  isSilent = false;
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #lines: LineReader;
  readonly #cancelAtExit: () => void;

  constructor([file, ...words]: readonly string[], listener: ProgramListener) {
    this.#lines = new LineReader(listener.onLine);
    this.#cancelAtExit = atExit(() => this.#killGroup());
    try {
      // on Windows the program would get its own console but no group
      const detached = process.platform !== 'win32';
      this.#child = spawn(file as string, words, { stdio: ['pipe', 'pipe', 'pipe'], detached, windowsHide: true });
    } catch (error) {
      this.#cancelAtExit();
      throw error;
    }
    this.started = new Promise((resolve, reject) => this.#child.once('spawn', resolve).once('error', reject));
    this.#listen(listener);
  }

  #listen({ onExit, onSilence }: ProgramListener): void {
    const { stdin, stdout, stderr } = this.#child;
    stdout.on('data', (chunk: Buffer) => this.#lines.add(chunk));
    stderr.setEncoding('utf8').on('data', (text: string) => {
      this.stderr = (this.stderr + text).slice(-stderrCharacters);
    });
    for (const stream of [stdin, stdout, stderr]) stream.on('error', () => {});
    this.#child.once('exit', (code, signal) => {
      this.exit = code ?? (signal as NodeJS.Signals);
      onExit();
    });
    this.#child.once('close', () => {
      this.isSilent = true;
      onSilence();
    });
  }

  get hasHalfLine(): boolean {
    return this.#lines.halfLineBytes > 0;
  }

  /** How it ended: `exit code 1`. */
  get ending(): string {
    return typeof this.exit === 'number' ? `exit code ${this.exit}` : `signal ${this.exit}`;
  }

  send(message: object): void {
    this.#child.stdin.write(`${writeLine(message)}\n`);
  }

  endInput(): void {
    this.#child.stdin.end();
  }

  kill(): void {
    this.#killGroup();
    for (const stream of [this.#child.stdin, this.#child.stdout, this.#child.stderr]) stream.destroy();
    this.#cancelAtExit();
  }

  #killGroup(): void {
    if (this.#child?.pid !== undefined) killGroup(this.#child.pid);
  }
}

const politeSignals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/**
 * Calls a function when this process ends or receives a signal to end.
 *
 * @returns a function that cancels this
 */
function atExit(act: () => void): () => void {
  const stop = (signal: NodeJS.Signals) => {
    cancel();
    act();
    // another listener may exit later
    if (process.listenerCount(signal) === 0) process.exit(128 + constants.signals[signal]);
  };
  const cancel = () => {
    process.off('exit', act);
    for (const signal of politeSignals) process.off(signal, stop);
  };
  process.on('exit', act);
  for (const signal of politeSignals) process.on(signal, stop);
  return cancel;
}

/** Kills a process group, which has the pid of its first process. */
function killGroup(group: number): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(group), '/t', '/f'], { stdio: 'ignore', windowsHide: true });
    return;
  }
  try {
    process.kill(-group, 'SIGKILL');
  } catch {} // it has ended
}
