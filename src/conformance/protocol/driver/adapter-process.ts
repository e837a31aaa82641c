import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { LineReader } from './line-reader.ts';
import { type Family, isAlive, killFamily, markVariable, noteMembers, startWatched } from './process-group.ts';

/** What is heard of a program. */
export interface Listener {
  /** A whole line of stdout, without its end. */
  readonly onLine: (line: Buffer) => void;
  /** A line of stdout has become longer than `answerBytes`. */
  readonly onOversize: () => void;
  /** Its stdout is at its end. */
  readonly onOutputEnd: () => void;
  /** Its stdin takes nothing more. */
  readonly onInputClosed: () => void;
  readonly onStderr: (chunk: Buffer) => void;
}

/** How a program ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

let count = 0;

/** A program in a process group of its own, so that it can be ended with all that it started. */
export class AdapterProcess {
  /** Rejects if the program cannot be started. */
  readonly started: Promise<void>;
  readonly ended: Promise<Ending>;
  /** Nothing more will come on stdout. */
  readonly outputEnded: Promise<void>;
  ending: Ending | undefined;
  private readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  private readonly family: Family | undefined;
  private readonly lines: LineReader;
  private readonly release: () => void;

  constructor([file, ...words]: readonly string[], answerBytes: number, listener: Listener) {
    const mark = `${process.pid}.${count++}`;
    const env = { ...process.env, [markVariable]: mark };
    // on Windows it would get a console of its own, and no group
    const detached = process.platform !== 'win32';
    const start = () =>
      spawn(file as string, words, { stdio: ['pipe', 'pipe', 'pipe'], detached, env, windowsHide: true });
    const watch = startWatched(start, mark);
    this.child = watch.child;
    this.family = watch.family;
    this.release = watch.release;
    const { stdin, stdout, stderr } = this.child;
    this.lines = new LineReader(answerBytes, listener);
    this.started = new Promise((resolve, reject) => this.child.once('spawn', resolve).once('error', reject));
    this.ended = new Promise((resolve) => {
      this.child.once('exit', (code, signal) => {
        this.ending = { code, signal };
        resolve(this.ending);
      });
    });
    this.outputEnded = new Promise((resolve) => stdout.once('close', resolve));
    stdin.on('error', listener.onInputClosed);
    stdout.on('data', (chunk: Buffer) => this.lines.add(chunk));
    stdout.once('end', listener.onOutputEnd);
    stderr.on('data', listener.onStderr);
    for (const stream of [stdout, stderr]) stream.on('error', () => {});
  }

  /** What came after the last whole line, in bytes. */
  get halfLineBytes(): number {
    return this.lines.halfLineBytes;
  }

  write(text: string): void {
    this.child.stdin.write(text);
  }

  endInput(): void {
    this.child.stdin.end();
  }

  /** Finds out what it has started, as that may be hidden when it has ended. */
  noteStarted(): void {
    if (this.family !== undefined) noteMembers(this.family);
  }

  /** Whether it, or a process that it started, is still there. */
  get isAlive(): boolean {
    return this.family !== undefined && isAlive(this.family);
  }

  /** Ends it and all that it started, at once, and hears nothing more. */
  destroy(): void {
    if (this.family !== undefined) killFamily(this.family);
    this.child.stdin.destroy();
    this.child.stdout.destroy();
    this.child.stderr.destroy();
    this.release();
  }
}
