import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, lstatSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeRefusal } from '../../src/cli/errors.ts';
import { requireFolder, requireWritableFile, writeNamedFile } from '../../src/study/folder/write-file.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const isUnix = process.platform !== 'win32';

describe('an output file named by the user', () => {
  it('can be a link, which remains a link', () => {
    const folder = temporaryFolder();
    const [file, link] = [join(folder, 'file'), join(folder, 'link')];
    writeFileSync(file, 'old');
    symlinkSync(file, link);
    requireWritableFile(link);
    writeNamedFile(link, 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
  });

  it.skipIf(!isUnix)('can be a pipe', async () => {
    const pipe = join(temporaryFolder(), 'pipe');
    spawnSync('mkfifo', [pipe]);
    const reader = spawn('cat', [pipe]);
    const [read, ended] = [once(reader.stdout, 'data'), once(reader, 'exit')];
    writeNamedFile(pipe, 'new', 60_000); // waits for the reader
    expect(String(await read)).toBe('new');
    expect(lstatSync(pipe).isFIFO()).toBe(true);
    await ended; // it reads until then
    expect(refusalOf(() => writeNamedFile(pipe, 'newer', 0))).toBe(`${pipe}: is a pipe that nothing reads`);
  });

  it('is refused with a reason if it is a folder, a link to itself, or in a folder that is missing', () => {
    const [folder, link] = [temporaryFolder(), join(temporaryFolder(), 'link')];
    expect(refusalOf(() => requireWritableFile(folder))).toBe(`${folder}: is a folder; expected a file to write`);
    const missing = join(folder, 'missing');
    expect(refusalOf(() => requireWritableFile(join(missing, 'file')))).toMatch(`${missing}: a folder in its path`);
    expect(existsSync(missing)).toBe(false);
    symlinkSync('link', link);
    expect(refusalOf(() => requireWritableFile(link))).toBe(`${link}: it is a symbolic link (ELOOP)`);
    const far = join(folder, 'far');
    symlinkSync(join(folder, 'nowhere', 'folder'), far);
    expect(refusalOf(() => requireFolder(far))).toContain('the target of a link, is missing (ENOENT)');
  });
});

/** What a user reads if a file or folder is refused. */
function refusalOf(act: () => void): string | undefined {
  try {
    act();
  } catch (error) {
    return describeRefusal(error);
  }
  return undefined;
}
