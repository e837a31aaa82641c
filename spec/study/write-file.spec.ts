import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/base/input-error.ts';
import {
  refuseSystemErrors,
  requireFolder,
  requireWritableFile,
  writeNamedFile,
} from '../../src/study/folder/write-file.ts';
import { temporaryFolder } from '../temporary-folder.ts';

describe('an output file named by the user', () => {
  it('is written completely, in a folder that is created if necessary', () => {
    const file = join(temporaryFolder(), 'new', 'verdict.json');
    requireWritableFile(file);
    writeNamedFile(file, 'old');
    writeNamedFile(file, 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(readdirSync(join(file, '..'))).toEqual(['verdict.json']);
  });

  it('can be a link, which remains a link', () => {
    const folder = temporaryFolder();
    const [file, link] = [join(folder, 'file'), join(folder, 'link')];
    writeFileSync(file, 'old');
    symlinkSync(file, link);
    writeNamedFile(link, 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
  });

  it('can be a link to a link in another folder, whose target is created', () => {
    const folder = temporaryFolder();
    const link = join(folder, 'links', 'link');
    mkdirSync(join(folder, 'links'));
    symlinkSync(join('..', 'second'), link);
    symlinkSync(join('new', 'file'), join(folder, 'second'));
    requireWritableFile(link);
    writeNamedFile(link, 'new');
    expect(readFileSync(join(folder, 'new', 'file'), 'utf8')).toBe('new');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
  });

  it('cannot be a link to itself', () => {
    const link = join(temporaryFolder(), 'link');
    symlinkSync('link', link);
    expect(() => requireWritableFile(link)).toThrow(`${link}: cannot be written: its links form a loop (ELOOP)`);
  });

  it('is refused with a reason if it leads to a missing folder by a link', () => {
    const link = join(temporaryFolder(), 'link');
    symlinkSync('/proc/nowhere/folder', link);
    expect(() => requireFolder(link)).toThrow('the target of a link, is missing (ENOENT)');
  });

  it('cannot be written if permission is missing', () => {
    const refused = () => {
      throw Object.assign(new Error(), { code: 'EACCES' });
    };
    const message = 'locked: cannot be written: permission is missing (EACCES)';
    expect(() => refuseSystemErrors('locked', refused)).toThrow(new InputError(message));
  });

  it.skipIf(process.platform === 'win32')('can be a pipe, which receives the text and remains a pipe', () => {
    const pipe = join(temporaryFolder(), 'pipe');
    const script = `import { writeNamedFile } from './dist/src/study/folder/write-file.js'; writeNamedFile('${pipe}', 'new');`;
    const command = `mkfifo '${pipe}'; cat '${pipe}' & "$0" --input-type=module --eval "$1"; wait`;
    const { stdout } = spawnSync('sh', ['-c', command, process.execPath, script], { encoding: 'utf8' });
    expect(stdout).toBe('new');
    expect(lstatSync(pipe).isFIFO()).toBe(true);
  });

  it.skipIf(!existsSync('/dev/full'))('is not written if the disk is full', () => {
    expect(() => writeNamedFile('/dev/full', 'new')).toThrow('/dev/full: cannot be written: the disk is full (ENOSPC)');
    expect(lstatSync('/dev/full').isCharacterDevice()).toBe(true);
  });

  it('can be a pipe if a program reads it, and is refused otherwise', async () => {
    const pipe = join(temporaryFolder(), 'pipe');
    spawnSync('mkfifo', [pipe]);
    expect(() => writeNamedFile(pipe, 'verdict')).toThrow('cannot be written: no program reads this pipe (ENXIO)');
    const reader = spawn('cat', [pipe]);
    const read = once(reader.stdout, 'data');
    // until the reader has opened the pipe, it is refused
    await expect.poll(() => succeeds(() => writeNamedFile(pipe, 'verdict'))).toBe(true);
    expect(String(await read)).toBe('verdict');
  });

  it('cannot be a folder', () => {
    const folder = temporaryFolder();
    expect(() => requireWritableFile(folder)).toThrow(`${folder}: is a folder; expected a file to write`);
    expect(() => writeNamedFile(folder, 'new')).toThrow(`${folder}: is a folder; expected a file to write`);
  });
});

function succeeds(act: () => void): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}
