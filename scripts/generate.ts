/**
 * Rewrites the generated files of the repository: `npm run generate`. A second run writes the same bytes.
 *
 *   npm run generate -- --only kills,studies
 *   npm run generate -- --except board
 */
import { parseArgs } from 'node:util';
import { saveVerdicts } from '../adapters/validation/verdicts.ts';
import { writeClaims } from './write-claims.ts';
import { writeDefinition } from './write-definition.ts';
import { writeFixtures } from './write-fixtures.ts';
import { writeGuide } from './write-guide.ts';
import { writeKills } from './write-kills.ts';
import { writeResults } from './write-results.ts';
import { writeStudies } from './write-studies.ts';

/**
 * The generators, by name. Their order matters: the definition reads which laws and vectors kill which mutants.
 */
const generators: Readonly<Record<string, () => void | Promise<void>>> = {
  kills: writeKills,
  definition: writeDefinition,
  studies: writeStudies,
  results: writeResults,
  claims: writeClaims,
  board: () => saveVerdicts({}),
  guide: writeGuide,
  fixtures: writeFixtures,
};

const chosen = chooseGenerators();
for (const [name, generate] of Object.entries(generators)) {
  if (!chosen.includes(name)) continue;
  console.log(name);
  await generate();
}

/** Ends the process with a message if the options are wrong. */
function chooseGenerators(): string[] {
  const names = Object.keys(generators);
  try {
    const { values } = parseArgs({ options: { only: { type: 'string' }, except: { type: 'string', default: '' } } });
    const except = values.except.split(',').filter(Boolean);
    const only = values.only?.split(',').filter(Boolean) ?? names;
    const unknown = [...only, ...except].find((name) => !names.includes(name));
    if (unknown !== undefined) throw new Error(`"${unknown}" is not a generator`);
    return only.filter((name) => !except.includes(name));
  } catch (error) {
    console.error(`${(error as Error).message}; usage: npm run generate -- [--only|--except ${names.join(',')}]`);
    process.exit(2);
  }
}
