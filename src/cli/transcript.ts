import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { TranscriptEntry, TranscriptListener } from '../conformance/protocol/driver/options.ts';
import { openNamedFile } from '../study/folder/write-file.ts';
import { shownPath } from './output.ts';

/**
 * How much a transcript contains: the beginning of a long message, and the beginning and the end of a long
 * conversation.
 */
const most = { characters: 10_000, bytes: 64 * 2 ** 20, lastEntries: 100 };

/** A file with the messages of a conversation. */
export interface Transcript {
  readonly write: TranscriptListener;
  /** Writes the last messages, and replaces an earlier file of this name unless there were no messages. */
  readonly end: () => void;
}

/**
 * Opens a transcript. Every line is written at once, so that it survives a crash. If the disk is full, the transcript
 * ends with a warning and the command continues.
 *
 * @param bounds - limits on its size
 * @throws {InputError} if it cannot be opened
 */
export function openTranscript(path: string, bounds: typeof most = most): Transcript {
  const file = openNamedFile(path);
  let [isBroken, isOpen, bytes, omitted] = [false, true, 0, 0];
  const last: string[] = [];
  const unlessBroken = (act: () => void) => {
    try {
      if (!isBroken) act();
    } catch (error) {
      isBroken = true;
      const { code } = error as NodeJS.ErrnoException;
      process.stderr.write(
        `lifspec: --transcript ${shownPath(path)}: ends here because it cannot be written (${code})\n`,
      );
    }
  };
  const write = (line: string) =>
    unlessBroken(() => {
      const content = Buffer.from(`${line}\n`);
      writeFileSync(file.descriptor, content);
      bytes += content.length;
    });
  const end = () => {
    process.off('exit', end);
    if (!isOpen) return;
    isOpen = false;
    if (omitted > 0) write(JSON.stringify({ omittedEntries: omitted }));
    last.forEach(write);
    isBroken = false; // what was written before the disk was full replaces the earlier file
    unlessBroken(bytes > 0 ? file.finish : file.discard);
  };
  process.on('exit', end); // after a signal
  return {
    write: (entry) => {
      const line = JSON.stringify(shorten(entry, bounds.characters));
      if (bytes < bounds.bytes) write(line);
      else last.push(line);
      if (last.length <= bounds.lastEntries) return;
      last.shift();
      omitted++;
    },
    end,
  };
}

/** Replaces a long message with its beginning, with the length and SHA-256 of the whole. */
function shorten(entry: TranscriptEntry, mostCharacters: number): object {
  const long = Object.entries(entry).find(([, text]) => typeof text === 'string' && text.length > mostCharacters);
  if (long === undefined) return entry;
  const [name, text] = long as [string, string];
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { ...entry, [name]: text.slice(0, mostCharacters), characters: text.length, sha256 };
}
