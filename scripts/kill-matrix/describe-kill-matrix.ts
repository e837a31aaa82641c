import type { CataloguedMutant, KillMatrix, Kills } from '../../properties/kill-matrix.ts';
import { triedOnNengo } from './nengo-suite.ts';

/** Formats fixtures/vectors/kill-matrix.json: one mutant per line. */
export function formatKillMatrix(matrix: KillMatrix): string {
  const lines = Object.entries(matrix).map(([name, kills]) => `  ${JSON.stringify(name)}: ${JSON.stringify(kills)}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

/** Selects the ids that kill a mutant. */
export type Killers = (kills: Kills) => readonly string[] | undefined;

/** Counts the mutants that at least one of the given laws or vectors kills. */
export function countKilled(kills: readonly Kills[], by: Killers): number {
  return kills.filter((one) => (by(one)?.length ?? 0) > 0).length;
}

/** Formats fixtures/vectors/kill-matrix.md: a summary, the mutants tested by Nengo's own tests, and all mutants. */
export function describeKillMatrix(matrix: KillMatrix, catalogue: readonly CataloguedMutant[]): string {
  return `# Kill matrix

A mutant is a correct implementation with one deliberate mistake. Every law and vector was run against every mutant. \`kill-matrix.json\` lists all of those that killed it. Vectors judge whole simulators, so they do not apply to mutants of builders, streams, channels and trainers.

\`npm run generate -- --only kill-matrix\` writes this page.

${summary(matrix)}

## The 26 mutants tested by Nengo's own tests

Nengo's tests kill ${triedOnNengo.filter(({ killedByNengo }) => killedByNengo).length} of them. The laws and vectors kill all 26.

${table(
  ['change to Nengo', 'mutant', 'Nengo’s tests', 'vectors', 'laws', 'examples'],
  triedOnNengo.map(({ change, mutant, killedByNengo }) => [
    change,
    code(mutant),
    killedByNengo ? 'fail' : '**pass**',
    ...strengthOf(matrix[mutant]),
  ]),
)}

## All mutants

${table(
  ['mutant', 'it …', 'seen in', 'vectors', 'laws', 'examples'],
  catalogue.map(({ name, difference, cites }) => [code(name), difference, cites ?? '', ...strengthOf(matrix[name])]),
)}
`;
}

function summary(matrix: KillMatrix): string {
  const all = Object.values(matrix);
  const row = (name: string, kills: readonly Kills[]) => {
    const areSimulators = kills.every(({ vectors }) => vectors !== undefined);
    const killedBy = (by: (one: Kills) => readonly string[] | undefined) => String(countKilled(kills, by));
    return [
      name,
      String(kills.length),
      areSimulators ? killedBy(({ vectors }) => vectors) : '–',
      killedBy(({ laws }) => laws),
      killedBy(({ laws, vectors = [] }) => [...laws, ...vectors]),
    ];
  };
  const topics = [...new Set(all.map(({ topic }) => topic))];
  return table(
    ['mutants of', 'number', 'killed by vectors', 'by laws', 'by either'],
    [
      ...topics.map((name) =>
        row(
          name,
          all.filter(({ topic }) => topic === name),
        ),
      ),
      row(
        '**simulators**',
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
