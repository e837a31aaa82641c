import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../base/input-error.ts';
import { isThere, parseJson, readText } from '../../base/read-text.ts';
import { versions } from '../../base/version.ts';
import type { SeriesSettings, StudySettings } from '../results/settings.ts';
import type { Task } from '../run/plan.ts';
import { type Journal, openJournal } from './journal.ts';
import { lockName, withLock } from './lock.ts';
import { type MadeWith, requireSameSettings } from './same-settings.ts';
import { refuseSystemErrors, writeJson } from './write-file.ts';

/**
 * Works in the folder of a study, which is created if it is missing: takes its lock, writes the settings or compares
 * them with the saved ones, and opens the journal.
 *
 * @param directory - if omitted, nothing is saved
 * @param note - receives remarks about other processes
 * @throws {InputError} if the folder cannot be written, is in use, or contains something else or a study of other
 *   settings
 */
export async function withStudyFolder<Value>(
  directory: string | undefined,
  settings: StudySettings | SeriesSettings,
  tasks: readonly Task[],
  act: (journal?: Journal) => Promise<Value>,
  note?: (remark: string) => void,
): Promise<Value> {
  if (directory === undefined) return act();
  const readSaved = () => readManifest<MadeWith>(directory, 'study.json', 'a study folder');
  readSaved(); // a folder with other contents gets no lock
  const work = async (requireLock: () => void) => {
    const [saved, manifest] = [readSaved(), { versions, settings }];
    if (saved === undefined) writeJson(directory, 'study.json', manifest);
    else requireSameSettings(directory, 'a study', saved, manifest, 'choose the same settings or another folder');
    const journal = openJournal(join(directory, 'journal.jsonl'), tasks);
    const append: Journal['append'] = (task, block) => {
      requireLock();
      journal.append(task, block);
    };
    try {
      return await act({ ...journal, append });
    } finally {
      journal.close();
    }
  };
  return withLock(directory, work, note);
}

/**
 * Returns the settings that produced a folder's contents, or undefined if it has none. Results would overwrite files
 * with the same names, so a folder with other contents is rejected.
 *
 * @param what - the kind of folder, such as `a study folder`
 * @throws {InputError} if the folder contains something else, or the settings are damaged
 */
export function readManifest<Manifest>(directory: string, name: string, what: string): Manifest | undefined {
  return refuseSystemErrors(directory, () => {
    const path = join(directory, name);
    if (isThere(path)) return parseJson(readText(path), path, '; delete the folder to start again') as Manifest;
    const names = isThere(directory) ? readdirSync(directory) : [];
    // a run that was killed at its start leaves its lock and a partial file
    if (names.every((other) => lockName.test(other) || other === `${name}.part`)) return undefined;
    throw new InputError(`${directory}: is not ${what}; choose an empty one`);
  });
}
