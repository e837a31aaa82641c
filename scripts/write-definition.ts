import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { allLaws } from '../properties/laws.ts';
import { formatJson } from '../src/base/text.ts';
import { versions } from '../src/base/version.ts';
import { type Clause, clauses } from '../src/conformance/clauses.ts';
import { capabilityNames } from '../src/conformance/protocol/protocol.ts';

const path = 'docs/definition.md';

/** Rewrites the names of laws in docs/definition.md, and fixtures/clauses.json. */
export function writeDefinition(): void {
  const definition = describeDefinition(readFileSync(path, 'utf8'));
  writeFileSync(path, definition);
  const map = mapSpecification(definition);
  writeFileSync('fixtures/clauses.json', formatJson(map));
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

/** Which text of a clause belongs to a version of the specification. */
export interface SpecificationMap {
  readonly specification: string;
  /** SHA-256 of the section of each clause, without the names of its laws. */
  readonly clauses: readonly (Clause & { readonly digest: string })[];
}

export function mapSpecification(definition: string): SpecificationMap {
  return {
    specification: versions.specification,
    clauses: clauses.map((clause) => {
      const { number } = clause;
      const [text = ''] = sectionOf(definition, number)?.split(`<!-- ${number} -->`) ?? [];
      return { ...clause, formula: formulaIn(text), digest: digestOf(text) };
    }),
  };
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
