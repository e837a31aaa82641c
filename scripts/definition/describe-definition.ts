import { createHash } from 'node:crypto';
import { versions } from '../../src/base/version.ts';
import { type Clause, clauses } from '../../src/conformance/clauses.ts';

/** A law or vector. */
interface Case {
  readonly id: string;
  readonly clause: string;
}

/** The contents of the lists below the clauses. */
export interface DefinitionSources {
  readonly laws: readonly Case[];
  readonly vectors: readonly Case[];
  /** The ids of the laws and vectors that kill each mutant, by name. */
  readonly kills: Readonly<Record<string, { readonly laws: readonly string[]; readonly vectors?: readonly string[] }>>;
}

/**
 * Fills in the laws, vectors and mutants of every clause, between `<!-- N1 -->` and `<!-- /N1 -->`.
 *
 * @throws {Error} if a clause is missing from the document, or its sentence there differs from its statement
 */
export function describeDefinition(document: string, sources: DefinitionSources): string {
  return clauses.reduce((text, clause) => {
    const { number, statement } = clause;
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
    return text.slice(0, from + start.length) + listsOf(clause, sources) + text.slice(to);
  }, document);
}

/** Which text of a clause belongs to a version of the specification. */
export interface SpecificationMap {
  readonly specification: string;
  /** SHA-256 of the section of each clause, without its lists of laws, vectors and mutants. */
  readonly clauses: readonly (Clause & { readonly digest: string })[];
}

export function mapSpecification(definition: string): SpecificationMap {
  return {
    specification: versions.specification,
    clauses: clauses.map((clause) => {
      const { number } = clause;
      const [text = ''] = sectionOf(definition, number)?.split(`<!-- ${number} -->`) ?? [];
      return { ...clause, digest: digestOf(text) };
    }),
  };
}

const digestOf = (text: string) => createHash('sha256').update(text.trim()).digest('hex');

/** The text of a clause in the document, from its heading to the next one. */
function sectionOf(document: string, number: string): string | undefined {
  return document.split(/^(?=#{2,3} )/m).find((part) => part.startsWith(`### ${number} `));
}

function listsOf(clause: Clause, { laws, vectors, kills }: DefinitionSources): string {
  const isOwn = (one: Case) => one.clause === clause.id;
  const ownLaws = laws.filter(isOwn).map(({ id }) => id);
  const ownVectors = vectors.filter(isOwn).map(({ id }) => id);
  const ownMutants = mutantsOf([...ownLaws, ...ownVectors], kills);
  const counts = Object.entries({ law: ownLaws, vector: ownVectors, mutant: ownMutants })
    .filter(([, { length }]) => length > 0)
    .map(([noun, { length }]) => plural(length, noun))
    .join(', ');
  const list = (title: string, ids: readonly string[]) =>
    ids.length === 0 ? [] : [`- ${title}: ${ids.map((id) => `\`${id}\``).join(', ')}`];
  return [
    `<details><summary><code>${clause.id}</code>: ${counts}</summary>\n`,
    ...list('laws', ownLaws),
    ...list('vectors', ownVectors),
    ...list('mutants', ownMutants),
    '\n</details>\n',
  ].join('\n');
}

/** Mutants whose most specific killer is among the given laws and vectors: the one that kills the fewest mutants. */
function mutantsOf(ids: readonly string[], kills: DefinitionSources['kills']): string[] {
  const killersOf = Object.entries(kills).map(([name, { laws, vectors = [] }]) => ({
    name,
    killers: laws.length > 0 ? laws : vectors,
  }));
  const killedBy = (id: string) => killersOf.filter(({ killers }) => killers.includes(id)).length;
  return killersOf
    .filter(({ killers }) => {
      const [first, ...others] = killers;
      return first !== undefined && ids.includes(others.reduce((a, b) => (killedBy(b) < killedBy(a) ? b : a), first));
    })
    .map(({ name }) => name);
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
