import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { SweepOutput } from '../src/study/results/saved-results.ts';

const document = 'fixtures/README.md';
const sourcesFile = 'fixtures/sources.json';

/** Where a file of `fixtures`, or the files of a folder that have no entry of their own, come from. */
export interface FixtureSource {
  readonly path: string;
  readonly contents: string;
  /** What makes it; MNIST_DIR and DIR are folders. */
  readonly command: string;
  readonly seconds?: number;
  readonly versions?: string;
  /** The command by which CI makes it again; CI compares the digest of the others. */
  readonly ci?: string;
  readonly sha256?: string;
}

export const fixtureSources = (): FixtureSource[] => JSON.parse(readFileSync(sourcesFile, 'utf8'));

/** Rewrites the table in fixtures/README.md, and adds the digest of new fixtures that CI does not make again. */
export function writeFixtures(): void {
  const sources = fixtureSources().map((source) =>
    source.ci !== undefined || source.sha256 !== undefined ? source : { ...source, sha256: digestOf(source) },
  );
  const lines = sources.map((source) => `  ${JSON.stringify(source)}`);
  writeFileSync(sourcesFile, `[\n${lines.join(',\n')}\n]\n`);
  writeFileSync(document, describeFixtures(readFileSync(document, 'utf8'), sources));
}

export function describeFixtures(readme: string, sources: readonly FixtureSource[]): string {
  const head =
    '| `fixtures/…` | contents | command | versions | seconds | CI |\n| --- | --- | --- | --- | ---: | --- |\n';
  const rows = sources.map((source) => {
    const { path, contents, command, seconds = '–', ci } = source;
    const checked = ci === undefined ? 'digest' : `\`${ci}\``;
    const shown = /^(?:lifspec|npm|uv|python) /.test(command) ? `\`${command}\`` : command;
    return `| \`${path}\` | ${contents} | ${shown} | ${versionsOf(source)} | ${seconds} | ${checked} |\n`;
  });
  return readme.replace(/(?<=<!-- fixtures -->\n)[\s\S]*(?=<!-- \/fixtures -->)/, head + rows.join(''));
}

/** The versions that a study states, or those in the first lines of the script. */
function versionsOf({ path, command, versions }: FixtureSource): string {
  if (versions !== undefined) return versions;
  for (const file of ['results.json', 'explanation.json', 'training.json']) {
    const saved = `fixtures/${path}/${file}`;
    if (!existsSync(saved)) continue;
    const { lifspec, sources }: SweepOutput['versions'] = JSON.parse(readFileSync(saved, 'utf8')).versions;
    return `lifspec ${lifspec}, ${sources === undefined ? 'no digest of its sources' : `sources ${sources.slice(0, 12)}`}`;
  }
  const [script] = /\S+\.py/.exec(command) ?? [];
  if (script === undefined) return '–';
  const [, packages = ''] = /^# dependencies = \[(.*)\]$/m.exec(readFileSync(script, 'utf8')) ?? [];
  return packages.replaceAll('"', '').split(', ').slice(0, 3).join(', ');
}

/** The source of a file: the entry with the longest path that contains it. */
export function sourceOf(file: string, sources: readonly FixtureSource[]): FixtureSource | undefined {
  const own = sources.filter(({ path }) => `fixtures/${path}` === file || file.startsWith(`fixtures/${path}/`));
  return own.toSorted((a, b) => b.path.length - a.path.length)[0];
}

/** The files of `fixtures` that are data: neither documents, scripts, nor figures and texts of saved numbers. */
export function fixtureFiles(): string[] {
  const files = execFileSync('git', ['ls-files', 'fixtures'], { encoding: 'utf8' }).trim().split('\n');
  return files.filter((file) => file !== sourcesFile && !/\.(md|py|svg|txt)$/.test(file));
}

/** SHA-256 of the files of a source. The words of an answer follow from its numbers, and do not count. */
export function digestOf(source: FixtureSource, sources: readonly FixtureSource[] = fixtureSources()): string {
  const digest = createHash('sha256');
  for (const file of fixtureFiles()) {
    if (sourceOf(file, sources)?.path !== source.path) continue;
    digest.update(`${file}\n`).update(contentOf(file));
  }
  return digest.digest('hex');
}

function contentOf(file: string): string | Uint8Array {
  if (!/(?:results|explanation)\.json$/.test(file)) return readFileSync(file);
  return JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), answer: undefined });
}
