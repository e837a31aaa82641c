import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { describeIssue } from '../../base/describe-issue.ts';
import { InputError } from '../../base/input-error.ts';
import { parseJson } from '../../base/json.ts';
import { isThere, readText } from '../../base/read-text.ts';
import { versions } from '../../base/version.ts';
import type { RunOptions } from '../run/monitor.ts';
import type { Task } from '../run/plan.ts';
import type { StudySettings } from '../settings.ts';
import { type Journal, openJournal } from './journal.ts';
import { lockNames, withLock } from './lock.ts';
import { madeWithSchema, requireSameSettings } from './same-settings.ts';
import { refuseSystemErrors, writeJson } from './write-file.ts';

/**
 * Works in the folder of a study, which is created if it is missing: takes its lock, writes the settings or compares
 * them with the saved ones, and opens the journal.
 *
 * @param directory - if omitted, nothing is saved
 * @throws {InputError} if the folder cannot be written, is in use, or contains something else or a study of other
 *   settings
 */
export async function withStudyFolder<Value>(
  directory: string | undefined,
  settings: StudySettings,
  tasks: readonly Task[],
  { monitor }: Pick<RunOptions, 'monitor'>,
  act: (journal?: Journal) => Promise<Value>,
): Promise<Value> {
  if (directory === undefined) return act();
  const readSaved = () => readOwn(directory, 'study.json', 'a study folder', madeWithSchema);
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
  return withLock(directory, work, monitor?.note);
}

/**
 * Reads the file that marks a folder as lifspec's, or returns undefined if the folder is missing or empty. What is
 * written next would overwrite files of the same names, so a folder with other contents is rejected.
 *
 * @param what - the kind of folder, such as `a study folder`
 * @throws {InputError} if the folder contains something else, or the file is damaged
 */
export function readOwn<Schema extends z.ZodType>(
  directory: string,
  name: string,
  what: string,
  schema: Schema,
): z.infer<Schema> | undefined {
  return refuseSystemErrors(directory, () => {
    const path = join(directory, name);
    const names = isThere(directory) ? readdirSync(directory) : [];
    // a run that was killed at its start leaves its lock and a partial file
    const foreign = names.find(
      (other) => !lockNames.includes(other.replace(/\.part$/, '')) && other !== `${name}.part`,
    );
    if (foreign === undefined) return undefined;
    // another process may have written it since the folder was listed
    if (isThere(path)) return readOwnFile(path, schema);
    throw new InputError(`${directory}: is not ${what}; choose an empty one`);
  });
}

/**
 * Reads a JSON file that lifspec wrote.
 *
 * @throws {InputError} if it is damaged
 */
export function readOwnFile<Schema extends z.ZodType>(path: string, schema: Schema): z.infer<Schema> {
  const advice = '; delete the folder to start again';
  const saved = parseJson(readText(path), path, advice);
  const { data, error } = schema.safeParse(saved);
  if (error === undefined) return data as z.infer<Schema>;
  const [issue] = error.issues as [z.core.$ZodIssue];
  throw new InputError(`${path}: is damaged (${describeIssue(issue, saved)})${advice}`);
}
