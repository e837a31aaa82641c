import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { isGroupAlive, killGroup, startWatched } from './process-group.ts';
import { type LineListener, LineReader } from './streams.ts';

/** Receives what a program writes. */
export interface ProcessListener extends LineListener {
  readonly onOutputEnd: () => void;
  readonly onInputClosed: () => void;
  readonly onStderr: (chunk: Buffer) => void;
}

/** How a program ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A program in its own process group, so that its child processes can be killed with it. */
export class AdapterProcess {
  /** Rejects if the program cannot be started. */
  readonly started: Promise<void>;
  readonly ended: Promise<Ending>;
  /** Resolves when nothing more can arrive on stdout. */
  readonly outputEnded: Promise<void>;
  ending: Ending | undefined;
  private readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  private readonly lines: LineReader;
  private readonly release: () => void;

  constructor([file, ...words]: readonly string[], answerBytes: number, listener: ProcessListener) {
    // on Windows the program would get its own console but no group
    const detached = process.platform !== 'win32';
    const start = () => spawn(file as string, words, { stdio: ['pipe', 'pipe', 'pipe'], detached, windowsHide: true });
    const { child, release } = startWatched(start);
    this.child = child;
    this.release = release;
    const { stdin, stdout, stderr } = child;
    this.lines = new LineReader(answerBytes, listener);
    this.started = new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    this.ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
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

  /** Number of bytes after the last whole line. */
  get halfLineBytes(): number {
    return this.lines.halfLineBytes;
  }

  /** Whether the program, or a child process in its group, is running. */
  get isAlive(): boolean {
    return this.child.pid !== undefined && isGroupAlive(this.child.pid);
  }

  write(text: string): void {
    this.child.stdin.write(text);
  }

  endInput(): void {
    this.child.stdin.end();
  }

  destroy(): void {
    if (this.child.pid !== undefined) killGroup(this.child.pid);
    this.child.stdin.destroy();
    this.child.stdout.destroy();
    this.child.stderr.destroy();
    this.release();
  }
}
