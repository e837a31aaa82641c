import type { CataloguedMutant, KillMatrix, Kills } from '../../properties/kill-matrix.ts';
import { triedOnNengo } from './nengo-suite.ts';

/** The text of fixtures/vectors/kill-matrix.json: a mutant a line. */
export function formatKillMatrix(matrix: KillMatrix): string {
  const lines = Object.entries(matrix).map(([name, kills]) => `  ${JSON.stringify(name)}: ${JSON.stringify(kills)}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

/** What may kill a mutant. */
export type Killers = (kills: Kills) => readonly string[] | undefined;

/** The number of mutants that something kills. */
export function countKilled(kills: readonly Kills[], by: Killers): number {
  return kills.filter((one) => (by(one)?.length ?? 0) > 0).length;
}

/** The kill matrix to be read: sums, the mutants that Nengo's own tests were tried on, all mutants. */
export function describeKillMatrix(matrix: KillMatrix, catalogue: readonly CataloguedMutant[]): string {
  return `# What kills which mutant

A mutant is a wrong implementation: the reference but for one difference. This page is written by \`scripts/kill-matrix/write-kill-matrix.ts\` from laws and vectors that were run against each; \`kill-matrix.json\` names all of them. Vectors speak the port, so they can be tried on wrong implementations of it only; wrong builders, channels and trainers are pieces that no simulator hands out.

${summary(matrix)}

## The 26 mutants on which Nengo's own tests were tried

Nengo's suite kills ${triedOnNengo.filter(({ killedByNengo }) => killedByNengo).length} of them. Here all die.

${table(
  ['changed in Nengo', 'mutant', 'Nengo’s tests', 'vectors', 'laws', 'for instance'],
  triedOnNengo.map(({ change, mutant, killedByNengo }) => [
    change,
    code(mutant),
    killedByNengo ? 'kill it' : '**pass it**',
    ...strengthOf(matrix[mutant]),
  ]),
)}

## All mutants

${table(
  ['mutant', 'what it does', 'seen in', 'vectors', 'laws', 'for instance'],
  catalogue.map(({ name, difference, cites }) => [code(name), difference, cites ?? '', ...strengthOf(matrix[name])]),
)}
`;
}

function summary(matrix: KillMatrix): string {
  const all = Object.values(matrix);
  const row = (name: string, kills: readonly Kills[]) => {
    const isOfPort = kills.every(({ vectors }) => vectors !== undefined);
    const killedBy = (by: (one: Kills) => readonly string[] | undefined) => String(countKilled(kills, by));
    return [
      name,
      String(kills.length),
      isOfPort ? killedBy(({ vectors }) => vectors) : '–',
      killedBy(({ laws }) => laws),
      killedBy(({ laws, vectors = [] }) => [...laws, ...vectors]),
    ];
  };
  const subjects = [...new Set(all.map(({ subject }) => subject))];
  return table(
    ['a wrong one of', 'mutants', 'killed by vectors', 'by laws', 'by either'],
    [
      ...subjects.map((name) =>
        row(
          name,
          all.filter(({ subject }) => subject === name),
        ),
      ),
      row(
        '**all of the port**',
        all.filter(({ vectors }) => vectors !== undefined),
      ),
      row('**all**', all),
    ],
  );
}

function strengthOf(kills: Kills | undefined): string[] {
  const { vectors, laws = [] } = kills ?? {};
  const instances = [vectors?.[0], laws[0]].filter((id) => id !== undefined);
  return [vectors ? String(vectors.length) : '–', String(laws.length), instances.map(code).join(', ')];
}

const code = (text: string) => (/^[a-z0-9./-]+$/.test(text) ? `\`${text}\`` : text);

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
