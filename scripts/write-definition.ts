import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { allLaws } from '../properties/laws.ts';
import { formatJson } from '../src/base/text.ts';
import { versions } from '../src/base/version.ts';
import { clauses, type SpecificationMap } from '../src/conformance/clauses.ts';
import type { Law } from '../src/conformance/law.ts';
import { capabilityNames } from '../src/conformance/protocol/protocol.ts';
import type { Vector } from '../src/conformance/vectors/vector.ts';
import { writeVector } from '../src/conformance/vectors/vector-file.ts';
import { publishedVectors } from '../src/vectors.ts';

const path = 'docs/definition.md';
const mapPath = 'fixtures/clauses.json';

/** Rewrites the names of laws in docs/definition.md, and fixtures/clauses.json. */
export function writeDefinition(): void {
  const definition = describeDefinition(readFileSync(path, 'utf8'));
  writeFileSync(path, definition);
  const { digests }: SpecificationMap = JSON.parse(readFileSync(mapPath, 'utf8'));
  const map = mapSpecification(definition, digests);
  requireNewVersion(map, digests, readFileSync('CHANGELOG.md', 'utf8'));
  writeFileSync(mapPath, formatJson(map));
}

/**
 * Names the laws of every clause, between `<!-- N1 -->` and `<!-- /N1 -->`.
 *
 * @throws {Error} if a clause is missing from the document, or its sentence there differs from its statement
 */
export function describeDefinition(document: string): string {
  return clauses.reduce((text, clause) => {
    const { number, id, statement } = clause;
    const start = `<!-- ${number} -->\n`;
    const section = sectionOf(text, number);
    if (section === undefined) throw new Error(`docs/definition.md: the heading "### ${number} …" is missing`);
    if (!section.includes(`\n\n**${statement}**\n`))
      throw new Error(
        `docs/definition.md, ${number}: the sentence must be "${statement}", as in fixtures/clauses.json`,
      );
    const end = `<!-- /${number} -->`;
    const [from, to] = [text.indexOf(start), text.indexOf(end)];
    if (from < 0 || to < from)
      throw new Error(`docs/definition.md, ${number}: the lines ${start.trim()} and ${end} are missing`);
    return text.slice(0, from + start.length) + nameLaws(id) + text.slice(to);
  }, document);
}

interface SpecifiedSuite {
  readonly vectors: readonly Vector[];
  readonly laws: readonly (Pick<Law, 'id' | 'clause' | 'statement'> & Partial<Law>)[];
}

/**
 * The clauses with the digests of their sections, and the digest of the specification: what its clauses, vectors and
 * laws say. The mutants that a vector kills are no part of it, nor is the code of laws.
 *
 * @param released - the digests of the versions so far
 */
export function mapSpecification(
  definition: string,
  released: SpecificationMap['digests'],
  { vectors, laws }: SpecifiedSuite = { vectors: publishedVectors(), laws: allLaws },
): SpecificationMap {
  const digested = clauses.map((clause) => {
    const { number } = clause;
    const [text = ''] = sectionOf(definition, number)?.split(`<!-- ${number} -->`) ?? [];
    return { ...clause, formula: formulaIn(text), digest: digestOf(text) };
  });
  const specified = [
    digested,
    vectors.map((vector) => writeVector({ ...vector, kills: [] })),
    laws.map(({ id, clause, statement, needs, assumes, looksAt }) => [id, clause, statement, needs, assumes, looksAt]),
  ];
  const { specification } = versions;
  return {
    specification,
    digests: { ...released, [specification]: digestOf(JSON.stringify(specified)) },
    clauses: digested,
  };
}

/** @throws {Error} if a version that the changelog dates would get another digest */
export function requireNewVersion(
  { specification, digests }: SpecificationMap,
  recorded: SpecificationMap['digests'],
  changelog: string,
): void {
  const isReleased = /\(\d{4}-/.test(changelog.split(`\n## ${specification} `)[1]?.split('\n')[0] ?? '');
  if (!isReleased || recorded[specification] === digests[specification]) return;
  throw new Error(
    `specification ${specification} is released, but a clause, a vector or a law has changed; change "specification" in src/base/version.ts, or undo the change`,
  );
}

const digestOf = (text: string) => createHash('sha256').update(text.trim()).digest('hex');

/** The lines of the formula of a clause, which are those that are indented. */
const formulaIn = (text: string) => text.split('\n').flatMap((line) => /^ {4}(.*)/.exec(line)?.[1] ?? []);

/** The text of a clause in the document, from its heading to the next one. */
function sectionOf(document: string, number: string): string | undefined {
  return document.split(/^(?=#{2,3} )/m).find((part) => part.startsWith(`### ${number} `));
}

/** `threshold`, tested by the laws … */
function nameLaws(clause: string): string {
  const laws = allLaws.filter((law) => law.clause === clause).map(({ id }) => id);
  const repeated = clause === 'determinism' ? capabilityNames.map((name) => `repeat/${name}`) : [];
  const own = [...laws, ...repeated].map((id) => `\`${id}\``);
  return `Id \`${clause}\`; ${own.length === 1 ? 'law' : 'laws'} ${own.join(', ')}\n`;
}
