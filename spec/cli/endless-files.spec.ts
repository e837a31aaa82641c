import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, ftruncateSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readText } from '../../src/base/read-text.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { expectRefusal, miniatureWeights } from './command-line.ts';

/** Creates a file that takes no space on disk but is a terabyte long. */
function hugeFile(path: string): string {
  const file = openSync(path, 'w');
  ftruncateSync(file, 2 ** 40);
  closeSync(file);
  return path;
}

/** Every kind of file that a command reads, by the option that names it. */
const kinds: readonly (readonly [line: string, limit: string])[] = [
  ['report FILE', '16 MB'],
  ['check --skip FILE -- true', '16 MB'],
];

/** The files of folders that a command reads. */
const inFolders = [
  ['report', 'results.json', '16 MB'],
  ['sweep --network', 'conv1_kernel.npy', '2 MB'],
  ['sweep --amplitudes 0.01 --images 2 --workers 1 --out', 'study.json', '16 MB'],
] as const;

describe('a file without an end', () => {
  it.skipIf(!existsSync('/dev/zero')).each(kinds)('is refused at once, if it is a device: %s', async (line) => {
    for (const device of ['/dev/zero', '/dev/full'])
      await expectRefusal(line.replace('FILE', device), `${device}: is a device, not a file`);
  });

  it.each(kinds)('is refused at once, if it is larger than such a file can be: %s', async (line, limit) => {
    const file = hugeFile(join(temporaryFolder(), 'huge.json'));
    await expectRefusal(line.replace('FILE', file), `${file}: is larger than ${limit}, the limit for such a file`);
  });

  it.each(inFolders)('is refused at once in a folder: %s, %s', async (line, name, limit) => {
    const folder = line.includes('--network') ? miniatureWeights() : temporaryFolder();
    const file = hugeFile(join(folder, name));
    await expectRefusal(`${line} ${folder}`, `${file}: is larger than ${limit}, the limit for such a file`);
  });
});

describe('a pipe', () => {
  // reading it would wait without reacting to Ctrl-C
  it.skipIf(process.platform === 'win32').each(inFolders)('is refused in a folder: %s, %s', async (line, name) => {
    const folder = line.includes('--network') ? miniatureWeights() : temporaryFolder();
    const file = join(folder, name);
    spawnSync('sh', ['-c', 'rm -f "$0" && mkfifo "$0"', file]);
    await expectRefusal(`${line} ${folder}`, `${file}: is a pipe, not a file`);
  });

  it.skipIf(process.platform === 'win32')('is read up to the limit, even if it never ends', () => {
    expect(readFrom('cat /dev/zero', 1)).toContain('/dev/stdin: is larger than 1 MB, the limit for such a file');
  });

  it.skipIf(!existsSync('/proc/version'))('is read although it has no size, like a file in /proc', () => {
    expect(readText('/proc/version')).toContain('version');
  });
});

/** Pipes the output of a shell command to a process that reads it, and returns what that process prints. */
function readFrom(command: string, ...limit: readonly number[]): string {
  const script = `
    import { readText } from './dist/src/base/read-text.js';
    process.stdout.write(String(readText('/dev/stdin', ${limit}).length));`;
  const words = ['-c', `${command} | "$0" --input-type=module --eval "$1"`, process.execPath, script];
  const { stdout, stderr } = spawnSync('sh', words, { encoding: 'utf8' });
  return stdout + stderr;
}
