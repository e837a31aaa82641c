import { closeSync, openSync, writeSync } from 'node:fs';
import { InputError } from '../base/input-error.ts';
import type { ConnectOptions } from '../conformance/protocol/driver/listeners.ts';
import type { TranscriptEntry } from '../conformance/protocol/driver/transcript.ts';

/** A file into which all is written that is said. */
interface Transcript {
  readonly listeners: ConnectOptions;
  readonly close: () => void;
}

/**
 * Opens a file for a transcript, or nothing. Every line is written at once, so that it is there after a crash. A disk that
 * is full ends the transcript, not what it is of; that is said on stderr.
 *
 * @throws {InputError} if it cannot be opened
 */
export function openTranscript(path: string | undefined): Transcript {
  if (path === undefined) return { listeners: {}, close: () => {} };
  const file = open(path);
  let isBroken = false;
  const write = (entry: TranscriptEntry) => {
    if (isBroken) return;
    try {
      writeSync(file, `${JSON.stringify(entry)}\n`);
    } catch (error) {
      isBroken = true;
      const { code } = error as NodeJS.ErrnoException;
      process.stderr.write(`lifspec: --transcript ${path}: ends here, as it cannot be written (${code})\n`);
    }
  };
  return { listeners: { transcript: write }, close: () => closeSync(file) };
}

function open(path: string): number {
  try {
    return openSync(path, 'w');
  } catch (error) {
    throw new InputError(`--transcript ${path}: cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}
