import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { contentOf, expectRefusal, lifspec, served } from './command-line.ts';

/** A folder with a file to be read, under its own name and through a link. */
function folderWith(): string {
  const folder = temporaryFolder();
  const file = join(folder, 'in.json');
  writeFileSync(file, '{"skips":[]}\n');
  symlinkSync('in.json', join(folder, 'link.json'));
  return folder;
}

describe('an output', () => {
  it.each([
    ['check --skip IN --report json=OUT -- true', '--report json=OUT'],
    ['check --report text=OUT -- node IN', '--report text=OUT'],
  ])('is refused if it is an input, under any name: %s', async (line, option) => {
    const folder = folderWith();
    const before = contentOf(folder);
    for (const name of ['in.json', 'link.json']) {
      const withNames = (text: string) =>
        text.replaceAll(/IN|OUT/g, (word) => join(folder, word === 'IN' ? 'in.json' : name));
      await expectRefusal(
        withNames(line),
        `${withNames(option)}: the command also reads or writes this file; choose another one`,
      );
    }
    expect(contentOf(folder)).toEqual(before);
  });

  it.each(['study.json', 'journal.jsonl', 'results.json', 'lock', 'networks/mine.csv'])(
    'is refused if a study saves it, even if there is no study yet: %s',
    async (name) => {
      const [folder, link] = [temporaryFolder(), join(temporaryFolder(), 'link')];
      symlinkSync(folder, link);
      const line = `sweep --out ${join(link, 'new')} --report csv=${join(folder, 'new', name)}`;
      await expectRefusal(line, 'the command also reads or writes this file; choose another one');
      expect(contentOf(folder)).toEqual({});
    },
  );

  it('is refused if another option writes to the same file, under any name', async () => {
    const folder = folderWith();
    const [one, other] = [join(folder, 'in.json'), join(folder, 'link.json')];
    const line = `check --report json=${one} --report html=${other} -- true`;
    await expectRefusal(line, `--report html=${other}: the command also reads or writes this file`);
  });

  it.each([
    ['check --report json=OUT --only nosuch -- true'],
    ['check --report json=OUT -- /no/such'],
    ['report package.json --report html=OUT'],
  ])('is unchanged if the command fails: %s', async (line) => {
    const folder = temporaryFolder();
    const out = join(folder, 'out');
    writeFileSync(out, 'earlier');
    expect((await lifspec(line.replace('OUT', out))).status).toBe(2);
    expect(contentOf(folder)).toEqual({ out: 'earlier' });
  });

  it('leaves a file alone that is named like its temporary one, which may be an input or another output', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'verdict.part'), 'mine');
    const line = `check --only neuron/lif/leak --report json=${join(folder, 'verdict')} --`;
    expect((await lifspec(line, ...served())).status).toBe(0);
    expect(readFileSync(join(folder, 'verdict.part'), 'utf8')).toBe('mine');
    expect(readdirSync(folder).sort()).toEqual(['verdict', 'verdict.part']);
  });
});
