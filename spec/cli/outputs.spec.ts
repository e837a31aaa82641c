import { copyFileSync, linkSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTranscript } from '../../src/cli/transcript.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { contentOf, expectRefusal, fake, lifspec, messagesIn, miniatureWeights } from './command-line.ts';

const verdict = 'fixtures/verdicts/nengo.json';
const vector = 'fixtures/vectors/neuron/lif/leak.json';
const mine = '{"skips":[]}\n';

/** A folder with a file to be read, under its own name, through a link, and under a second name. */
function folderWith(source?: string): string {
  const folder = temporaryFolder();
  const file = join(folder, 'in.json');
  if (source === undefined) writeFileSync(file, mine);
  else copyFileSync(source, file);
  symlinkSync('in.json', join(folder, 'link.json'));
  linkSync(file, join(folder, 'hard.json'));
  return folder;
}

describe('an output', () => {
  it.each([
    ['matrix IN --report markdown=OUT', verdict, '--report markdown=OUT'],
    ['judge IN --report json=OUT', undefined, '--report json=OUT'],
    ['judge package.json --skip IN --report html=OUT', undefined, '--report html=OUT'],
    ['cases --after IN --out OUT', undefined, '--out OUT'],
    ['check --vector IN --report html=OUT -- true', vector, '--report html=OUT'],
    ['check --skip IN --transcript OUT -- true', undefined, '--transcript OUT'],
    ['check --transcript OUT -- node IN', undefined, '--transcript OUT'],
    ['smoke --transcript OUT -- node IN', undefined, '--transcript OUT'],
    ['fingerprint --transcript OUT -- node IN', undefined, '--transcript OUT'],
  ])('is refused if it is an input, under any name: %s', async (line, source, option) => {
    const folder = folderWith(source);
    const before = contentOf(folder);
    for (const name of ['in.json', 'link.json', 'hard.json']) {
      const withNames = (text: string) =>
        text.replaceAll(/IN|OUT/g, (word) => join(folder, word === 'IN' ? 'in.json' : name));
      await expectRefusal(withNames(line), `${withNames(option)}: this file is an input; choose another one`);
    }
    expect(contentOf(folder)).toEqual(before);
  });

  it('is refused if it is a file of a folder that is read', async () => {
    const weights = miniatureWeights();
    const before = contentOf(weights);
    const out = join(weights, 'network.json');
    await expectRefusal(`evaluate --weights ${weights} --images 2 --out ${out}`, `--out ${out}: this file is an input`);
    expect(contentOf(weights)).toEqual(before);
  });

  it('is refused if failing inputs would be saved beside the vector that is run again', async () => {
    const folder = folderWith(vector);
    const line = `check --vector ${join(folder, 'in.json')} --save-failures ${folder} -- true`;
    await expectRefusal(line, `--save-failures ${folder}: contains ${join(folder, 'in.json')}, an input`);
  });

  it('is refused if another option writes to the same file, under any name', async () => {
    const folder = folderWith();
    const [one, other] = [join(folder, 'in.json'), join(folder, 'link.json')];
    const line = `check --report json=${one} --report html=${other} -- true`;
    await expectRefusal(line, `--report html=${other}: another option writes to this file`);
    rmSync(one); // the link no longer has a target
    await expectRefusal(line, `--report html=${other}: another option writes to this file`);
  });

  it.each([
    ['cases --only nosuch --out OUT'],
    ['cases --after nowhere.jsonl --out OUT'],
    ['check --transcript OUT -- /no/such'],
    ['check --transcript OUT --only nosuch -- true'],
    ['check --report json=OUT -- /no/such'],
    ['smoke --transcript OUT -- /no/such'],
    ['judge package.json --report json=OUT'],
    ['matrix package.json --report html=OUT'],
  ])('is unchanged if the command fails: %s', async (line) => {
    const folder = temporaryFolder();
    const out = join(folder, 'out');
    writeFileSync(out, 'earlier');
    expect((await lifspec(line.replace('OUT', out))).status).toBe(2);
    expect(contentOf(folder)).toEqual({ out: 'earlier' });
  });

  it('leaves a file alone that is named like its temporary one, which may be an input or another output', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'cases.part'), 'mine');
    expect((await lifspec(`cases --only neuron/lif/leak --out ${join(folder, 'cases')}`)).status).toBe(0);
    expect(readFileSync(join(folder, 'cases.part'), 'utf8')).toBe('mine');
    expect(readdirSync(folder).sort()).toEqual(['cases', 'cases.part']);
  });

  it('is complete if two commands write it at once', () => {
    const file = join(temporaryFolder(), 'transcript.jsonl');
    const [one, other] = [openTranscript(file), openTranscript(file)];
    one.write({ atSeconds: 1, sent: 'a request' });
    one.end();
    expect(readFileSync(file, 'utf8')).toContain('"atSeconds":1');
    other.write({ atSeconds: 2, sent: 'a request' });
    other.end();
    expect(readFileSync(file, 'utf8')).toContain('"atSeconds":2');
  });
});

describe('a transcript', () => {
  const transcriptOf = async (name: string) => {
    const file = join(temporaryFolder(), 'transcript.jsonl');
    const { status, stderr } = await lifspec(`check --only neuron/lif/leak --transcript ${file} --`, ...fake(name));
    return { status, stderr, entries: messagesIn(readFileSync(file, 'utf8')) };
  };

  it.each(['garbage', 'garbage-in-the-middle', 'crash-in-the-middle', 'crash-at-start', 'list-for-an-answer'])(
    'contains the last exchange and the end of a program with a fault: %s',
    async (name) => {
      const { status, stderr, entries } = await transcriptOf(name);
      expect(status).toBe(3);
      expect(stderr).not.toContain('transcript');
      expect(entries.at(-1)).toHaveProperty('ended');
      expect(entries.findLast((entry) => 'sent' in entry).sent).toContain('"command":');
    },
  );

  it('shortens a long line to its beginning, with the length and digest of the whole', async () => {
    const { entries } = await transcriptOf('deeply-nested');
    const { received, characters, sha256 } = entries.find((entry) => 'characters' in entry);
    expect(received).toMatch(/^\{"id":\[{9994}$/);
    expect(characters).toBe(200_000 + '{"id":,"output":{}}'.length);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('has the beginning and the end of a long conversation', () => {
    const file = join(temporaryFolder(), 'transcript.jsonl');
    const { write, end } = openTranscript(file, { characters: 10, bytes: 100, lastEntries: 2 });
    for (let entry = 0; entry < 9; entry++) write({ atSeconds: entry, sent: 'a request' });
    end();
    expect(
      messagesIn(readFileSync(file, 'utf8')).map(({ atSeconds, omittedEntries }) => atSeconds ?? { omittedEntries }),
    ).toEqual([...[0, 1, 2], { omittedEntries: 4 }, ...[7, 8]]);
  });
});
