import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../base/input-error.ts';
import { parseJson } from '../../base/json.ts';
import { isThere, readText } from '../../base/read-text.ts';
import type { Study } from '../prepare.ts';
import { studyVersions } from '../results/saved-results.ts';
import type { RunOptions } from '../run/monitor.ts';
import type { Task } from '../run/plan.ts';
import { type Journal, openJournal } from './journal.ts';
import { lockNames, withLock } from './lock.ts';
import { writeJson } from './write-file.ts';

/** The versions and settings with which the contents of a folder were computed, whatever their names. */
export const manifestSchema = z.object({ versions: z.looseObject({}), settings: z.looseObject({}) });

type Manifest = Readonly<Record<keyof z.infer<typeof manifestSchema>, object>>;

/** The files and folders in the folder of a study that only lifspec may write. */
export const ownFiles = (directory: string): string[] =>
  [...lockNames, 'study.json', 'journal.jsonl', 'results.json', 'networks'].map((name) => join(directory, name));

/**
 * Works in a folder while no other process does. It is created if it is missing, and contains a file with the settings.
 *
 * @param name - of that file
 * @param act - receives what the file contained, and a function that throws if another process has taken over the lock
 * @throws {InputError} if the folder is in use, or contains something else or results of other settings
 */
export async function withOwnFolder<Schema extends z.ZodType<Manifest>, Value>(
  directory: string,
  { name, schema }: { readonly name: string; readonly schema: Schema },
  settings: object,
  { monitor }: Pick<RunOptions, 'monitor'>,
  act: (requireLock: () => void, saved?: z.infer<Schema>) => Promise<Value>,
): Promise<Value> {
  const manifest = { versions: studyVersions, settings };
  readOwn(directory, name, schema); // a folder with other contents gets no lock
  const work = async (requireLock: () => void) => {
    const saved = readOwn(directory, name, schema);
    if (saved === undefined) writeJson(directory, name, manifest);
    else requireSame(directory, saved, manifest);
    return act(requireLock, saved);
  };
  return withLock(directory, work, monitor?.note);
}

/**
 * Works in the folder of a study, which contains its settings and its journal.
 *
 * @param directory - if omitted, nothing is saved
 */
export async function withStudyFolder<Value>(
  directory: string | undefined,
  { settings, architecture }: Pick<Study, 'settings' | 'architecture'>,
  tasks: readonly Task[],
  options: Pick<RunOptions, 'monitor'>,
  act: (journal?: Journal) => Promise<Value>,
): Promise<Value> {
  if (directory === undefined) return act();
  const file = { name: 'study.json', schema: manifestSchema };
  return withOwnFolder(directory, file, settings, options, async (requireLock) => {
    const journal = openJournal(join(directory, 'journal.jsonl'), tasks, architecture);
    const append: Journal['append'] = (task, block) => {
      requireLock();
      journal.append(task, block);
    };
    try {
      return await act({ ...journal, append });
    } finally {
      journal.close();
    }
  });
}

/**
 * Reads the file that marks a folder as lifspec's, or returns undefined if the folder is missing or empty. What is
 * written next would overwrite files of the same names, so a folder with other contents is rejected.
 *
 * @throws {InputError} if the folder contains something else, or the file is damaged
 */
export function readOwn<Schema extends z.ZodType>(
  directory: string,
  name: string,
  schema: Schema,
): z.infer<Schema> | undefined {
  const path = join(directory, name);
  const names = isThere(directory) ? readdirSync(directory) : [];
  // a run that was killed at its start leaves its lock and a partial file
  const foreign = names.find((other) => !lockNames.includes(other.replace(/\.part$/, '')) && other !== `${name}.part`);
  if (foreign === undefined) return undefined;
  // another process may have written it since the folder was listed
  if (isThere(path)) return parseJson(schema, readText(path), path, '; delete the folder to start again');
  throw new InputError(`${directory}: is not empty and contains no ${name}; choose an empty folder`);
}

/** Names the first setting or version that differs, with both values. */
function requireSame(directory: string, saved: Manifest, now: Manifest): void {
  const [before, wanted] = [saved, now].map(flatten) as [Record<string, unknown>, Record<string, unknown>];
  const text = (value: unknown) => JSON.stringify(value) ?? 'none';
  const name = Object.keys({ ...before, ...wanted }).find((one) => text(before[one]) !== text(wanted[one]));
  if (name === undefined) return;
  const difference = `${name} ${text(before[name])}, not ${text(wanted[name])}`;
  throw new InputError(`${directory}: has ${difference}; choose the same settings or another folder`);
}

function flatten({ versions, settings }: Manifest): Record<string, unknown> {
  const named = Object.entries(versions).map(([name, version]) => [`version of ${name}`, version]);
  return { ...settings, ...Object.fromEntries(named) };
}
