import childProcess, { type ChildProcess, spawnSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, vi } from 'vitest';
import { mutants } from '../../properties/mutants/index.ts';
import { versions } from '../../src/base/version.ts';
import { runCommandLine } from '../../src/cli/program.ts';
import type { Implementation } from '../../src/conformance/implementation.ts';
import { serve as answerLines, describeImplementation } from '../../src/conformance/protocol/serve.ts';
import { reference } from '../../src/conformance/reference.ts';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { build } from '../../src/simulator/network/build.ts';
import type { DescribedNetwork } from '../../src/study/network/description.ts';
import { writeNetwork } from '../../src/study/network/folder.ts';
import { once } from '../once.ts';
import { temporaryFolder } from '../temporary-folder.ts';

export const main = join('dist', 'src', 'cli', 'main.js');

/** The environment of the test runner would force colors. */
const environment = { ...process.env, FORCE_COLOR: undefined, NO_COLOR: undefined };

/** The result of a command. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command of the reference behind the protocol. */
export const serve: readonly string[] = [process.execPath, main, 'serve'];

const inThisProcess = 'in-this-process';

/** The programs that run in this process, because starting another one takes half a second of CPU time. */
const programs: (readonly [judged: Implementation, conventions: object | undefined])[] = [];

/**
 * The command of the reference, or of a mutant of it, in this process.
 *
 * @param conventions - what it declares; only its neurons can be asked then
 */
export function served(judged: string | Implementation = reference(), conventions?: object): readonly string[] {
  const whole = typeof judged === 'string' ? mutantNamed(judged) : judged;
  const { name, precision, neuron } = whole;
  programs.push([conventions === undefined ? whole : { name, precision, ...(neuron && { neuron }) }, conventions]);
  return [inThisProcess, String(programs.length - 1)];
}

function mutantNamed(name: string): Implementation {
  const mutant = mutants.find((one) => one.name === name);
  if (mutant === undefined) throw new Error(`${name}: there is no such mutant`);
  return mutant;
}

function startInThisProcess(index: number): ChildProcess {
  const [judged, conventions] = programs[index] as (typeof programs)[number];
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const child = Object.assign(new EventEmitter(), { stdin, stdout, stderr }) as unknown as ChildProcess;
  const description = { ...describeImplementation(judged, versions.lifspec), conventions: conventions as never };
  process.nextTick(() => child.emit('spawn'));
  void answerLines(judged, description, { input: stdin, output: stdout }).then(() => {
    child.emit('exit', 0, null);
    child.emit('close', 0, null);
  });
  return child;
}

const start = childProcess.spawn;
Object.assign(childProcess, {
  spawn: (file: string, words: string[], options: object) =>
    file === inThisProcess ? startInThisProcess(Number(words[0])) : start(file, words, options),
});
// in these short runs, starting a second thread takes longer than it saves
os.availableParallelism = () => 1;
syncBuiltinESMExports();

/** The command of a fake adapter with one fault. */
export function fake(name: string): string[] {
  return [process.execPath, 'spec/conformance/fakes.mjs', name];
}

/**
 * Runs a command in this process. Starting another process would take about half a second of CPU time.
 *
 * @param line - words separated by spaces
 * @param more - words that may contain spaces
 */
export function lifspec(line: string, ...more: readonly string[]): Promise<Ended> {
  return listenTo([...line.split(' '), ...more]);
}

async function listenTo(words: readonly string[]): Promise<Ended> {
  const said = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      said[name] += text;
      return true;
    }),
  );
  try {
    const status = await runCommandLine(words, (text) => process.stderr.write(`lifspec: ${text}\n`));
    // on a busy machine, progress is printed after some seconds
    return { status, stdout: said.stdout, stderr: said.stderr.replace(/^\d+ of \d+ .*\n/gm, '') };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** Expects a command to be refused: exit code 2, and one line on stderr that contains the message. */
export async function expectRefusal(line: string, message: string): Promise<void> {
  const { status, stdout, stderr } = await lifspec(line);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^lifspec: .+\n$/);
  expect(stderr).toContain(message);
}

const validatorOf = once((command: string) => {
  const schema = JSON.parse(readFileSync(`dist/schemas/${command}.schema.json`, 'utf8'));
  return new Ajv2020({ strict: true }).compile(schema);
});

/** Expects JSON that matches the published schema of the output of a command. */
export function expectSchema(command: string, output: unknown): void {
  const validate = validatorOf(command);
  expect(validate(output) ? [] : validate.errors).toEqual([]);
}

/** The messages in a text with one per line. */
export function messagesIn(text: string): ReturnType<typeof JSON.parse>[] {
  const lines = text.trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line));
}

/** Runs the built program in a separate process. */
export function spawnLifspec(line: string, ...more: readonly string[]): Ended {
  return spawnNode([main, ...line.split(' '), ...more]);
}

/** Runs Node in a separate process. */
export function spawnNode(words: readonly string[], variables: NodeJS.ProcessEnv = {}): Ended {
  if (!existsSync(main)) throw new Error(`${main} is missing: npm run build makes it`);
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    encoding: 'utf8',
    env: { ...environment, ...variables },
    maxBuffer: 2 ** 26, // a verdict is long if many cases fail
  });
  return { status, stdout, stderr };
}

/** Runs the built program in a separate process, which gets a signal at the moment that its variables describe. */
export function interruptLifspec(line: string, variables: NodeJS.ProcessEnv): Ended {
  return spawnNode(['--import', './spec/cli/interrupt.mjs', main, ...line.split(' ')], variables);
}

/** Makes the lock that a killed program left in a folder so old that the next one need not wait. */
export function ageLock(folder: string): void {
  utimesSync(join(folder, 'lock'), 0, 0);
}

/** The last line that was written, without control characters. */
export function lastLine(text: string): string | undefined {
  const lines = stripVTControlCharacters(text).split(/[\r\n]+/);
  return lines.findLast((line) => line !== '');
}

/** A folder with the weights of an untrained miniature network, which runs fast. */
export function miniatureWeights(change: Partial<DescribedNetwork> = {}): string {
  const folder = temporaryFolder();
  writeNetwork(folder, { ...build(miniature, 0), ...change });
  return folder;
}

/** The bytes of every file in a folder and its folders, as Latin-1, by name. */
export function contentOf(folder: string): Record<string, string> {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort() : [];
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), 'latin1')]));
}
