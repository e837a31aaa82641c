import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../base/input-error.ts';
import { makeFolder } from '../../base/make-folder.ts';
import type { Versions } from '../../base/version.ts';
import type { SeriesSettings, StudySettings } from '../results/settings.ts';
import type { Task } from '../run/plan.ts';
import { type Journal, openJournal } from './journal.ts';
import { releaseLock, takeLock } from './lock.ts';
import { type MadeWith, requireSameSettings } from './same-settings.ts';

const manifestName = 'study.json';
const journalName = 'journal.jsonl';
const lockName = 'lock';

/** The folder of a study. It belongs to one process until it is closed. */
export interface StudyFolder {
  /** The results so far. */
  readonly journal: Journal;
  readonly close: () => void;
}

/**
 * Opens or creates the folder of a study: takes its lock, writes the settings or compares them with the saved ones,
 * and opens the journal.
 *
 * @throws {InputError} if the folder cannot be written, is in use, or contains something else or a study of other
 *   settings
 */
export async function openStudyFolder(
  directory: string,
  settings: StudySettings | SeriesSettings,
  versions: Versions,
  tasks: readonly Task[],
): Promise<StudyFolder> {
  refuseSystemErrors(directory, () => {
    makeFolder(directory);
    requireStudyFolder(directory);
  });
  const lock = join(directory, lockName);
  await takeLock(lock).catch((error) => refuseSystemError(directory, error));
  try {
    refuseSystemErrors(directory, () => saveManifest(directory, { versions, settings }));
    const journal = refuseSystemErrors(directory, () => openJournal(join(directory, journalName), tasks));
    const close = () => {
      journal.close();
      releaseLock(lock);
    };
    return { journal, close };
  } catch (error) {
    releaseLock(lock);
    throw error;
  }
}

/** Writes a file atomically: after a kill, it exists completely or not at all. */
export function writeWhole(directory: string, name: string, text: string): void {
  refuseSystemErrors(directory, () => {
    const path = join(directory, name);
    try {
      writeSynced(`${path}.part`, text);
      renameSync(`${path}.part`, path);
    } catch (error) {
      rmSync(`${path}.part`, { force: true }); // a full disk leaves a partial file
      throw error;
    }
  });
}

function writeSynced(path: string, text: string): void {
  const file = openSync(path, 'w');
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Creates a folder if it is missing.
 *
 * @throws {InputError} if it cannot be created, is not a folder, or cannot be written to
 */
export function requireFolder(directory: string): void {
  refuseSystemErrors(directory, () => {
    makeFolder(directory);
    readdirSync(directory);
    accessSync(directory, constants.W_OK);
  });
}

function saveManifest(directory: string, manifest: MadeWith): void {
  const saved = readManifest(join(directory, manifestName));
  if (saved === undefined) writeWhole(directory, manifestName, `${JSON.stringify(manifest, null, 2)}\n`);
  else requireSameSettings(directory, 'a study', saved, manifest, 'choose the same settings or another folder');
}

function readManifest(path: string): MadeWith | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new InputError(`${path}: cannot be read; delete the folder to start again`);
  }
}

/** Results would overwrite files with the same names, so a folder with other contents is rejected. */
function requireStudyFolder(directory: string): void {
  const names = readdirSync(directory);
  const isBegun = names.some(
    (name) => name === manifestName || name.startsWith(lockName) || name === `${manifestName}.part`,
  );
  if (names.length > 0 && !isBegun) throw new InputError(`${directory}: is not a study folder; choose an empty one`);
}

/** Converts an error of the file system to an InputError about the folder. */
export function refuseSystemErrors<Value>(directory: string, action: () => Value): Value {
  try {
    return action();
  } catch (error) {
    return refuseSystemError(directory, error);
  }
}

function refuseSystemError(directory: string, error: unknown): never {
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof InputError || code === undefined) throw error;
  throw new InputError(`${directory}: cannot be written (${code})`);
}
