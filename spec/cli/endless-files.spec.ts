import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readText } from '../../src/base/read-text.ts';
import { describeRefusal } from '../../src/cli/errors.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { expectRefusal, miniatureWeights } from './command-line.ts';

/** A regular file of 0 bytes, as the system says, with 2^56 bytes. */
const endless = '/proc/self/pagemap';

const longer = 'is longer than its size of 0 bytes; expected a file that has an end';

/** What has no end, is no file, or never answers: how it comes under a path, and what is said about it. */
const kinds: readonly (readonly [kind: string, says: string | RegExp, make: (path: string) => unknown])[] = [
  ['an endless file of the system that says it is empty', longer, (path) => symlinkSync(endless, path)],
  ['a file of a terabyte, which takes no space on disk', 'is larger than 16 MB, the limit for such a file', makeHuge],
  ['the memory of the process', /read failed \(EIO\)/, (path) => symlinkSync('/proc/self/mem', path)],
  ['the messages of the kernel', /EAGAIN|permission is missing|is longer/, (path) => symlinkSync('/proc/kmsg', path)],
  ['zeros', 'is a device, not a file', (path) => symlinkSync('/dev/zero', path)],
  ['a full device', 'is a device, not a file', (path) => symlinkSync('/dev/full', path)],
  ['random numbers', 'is a device, not a file', (path) => symlinkSync('/dev/urandom', path)],
  ['a new terminal', 'is a device, not a file', (path) => symlinkSync('/dev/ptmx', path)],
  ['a pipe to which nothing writes', 'is a pipe, not a file', (path) => spawnSync('mkfifo', [path])],
  ['a pipe that a process holds open', 'is a pipe, not a file', makeOpenPipe],
  ['a socket', 'is a socket, not a file', makeSocket],
  ['a folder', 'is a folder, not a file', (path) => mkdirSync(path)],
  ['a link to itself', /it is a symbolic link \(ELOOP\)/, (path) => symlinkSync(path, path)],
];

function makeHuge(path: string): void {
  writeFileSync(path, '');
  truncateSync(path, 2 ** 40);
}

function makeOpenPipe(path: string): void {
  spawnSync('mkfifo', [`${path}.pipe`]);
  const pipe = openSync(`${path}.pipe`, 'r+');
  onTestFinished(() => closeSync(pipe));
  symlinkSync(`/proc/self/fd/${pipe}`, path);
}

async function makeSocket(path: string): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(() => void server.close());
}

const isLinux = process.platform === 'linux';

// a rule of the linter lets every command read what a user names with this function, or with those that it calls
describe.runIf(isLinux)('what is no file, or has no end, is refused at once', () => {
  it.each(kinds)('%s: %s', async (_, says, make) => {
    const path = join(temporaryFolder(), 'file');
    await make(path);
    const [start, before] = [process.memoryUsage().rss, process.cpuUsage()];
    expect(refusalOf(path)).toMatch(says);
    const { user, system } = process.cpuUsage(before);
    expect(process.memoryUsage().rss - start).toBeLessThan(100 * 2 ** 20);
    expect(user + system).toBeLessThan(1e6);
  });
});

function refusalOf(path: string): string | undefined {
  try {
    return `read ${readText(path).length} characters`;
  } catch (error) {
    const refusal = describeRefusal(error);
    expect(refusal).toMatch(new RegExp(`^${path}: `));
    return refusal;
  }
}

describe.runIf(isLinux)('a file without an end is refused in every place where a file is expected', () => {
  it.each([
    ['report FOLDER', 'results.json'],
    ['check --skip FILE -- true', 'skips.json'],
    ['sweep --network FOLDER', 'network.json'],
    ['sweep --network FOLDER', 'conv1_kernel.npy'],
    ['sweep --network FOLDER', 'initial_voltage.npy'],
    ['sweep --network FOLDER', 'images.npy'],
    ['train --network miniature --out FOLDER', 'training.json'],
    ['sweep --amplitudes 0.01 --images 2 --workers 1 --out FOLDER', 'study.json'],
  ])('%s: %s', async (line, name) => {
    const folder = line.includes('--network FOLDER') ? miniatureWeights() : temporaryFolder();
    const file = join(folder, name);
    rmSync(file, { force: true });
    symlinkSync(endless, file);
    const words = line.replace('FILE', file).replace('FOLDER', folder);
    await expectRefusal(words, `${file}: ${longer}`);
  });
});
