import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Command, InvalidArgumentError } from 'commander';
import { lineOfError } from '../src/conformance/protocol/driver/fault.ts';
import { preparePython } from './environment.ts';
import { MissingLanguage } from './languages.ts';
import { type Found, foundFolder, readFound } from './validation/found.ts';

const execute = promisify(execFile);
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const names = readdirSync(foundFolder).map((file) => file.replace(/\.py$/, ''));

const program = new Command('npm run reproduce --')
  .description(
    'Shows the defects in adapters/found, without lifspec. Exit code: 0 if every script still shows its defect (a script is skipped if its version of Python is not installed), 1 if one no longer does, 3 if one could not be installed.',
  )
  .option('--only <names>', `comma-separated: ${names.join(', ')}`, readNames)
  .option('--newer', 'try releases that are newer than those with the defects, if there are any')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));

function readNames(text: string): readonly string[] {
  const chosen = text.split(',');
  const unknown = chosen.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new InvalidArgumentError(`"${unknown}" is not a file of adapters/found.`);
  return chosen;
}

const { only = names, newer: isNewer = false } = program.parse().opts<{ only?: string[]; newer?: boolean }>();
const exitCodes = [0];
for (const name of only) exitCodes.push(await reproduce(readFound(name)));
process.exitCode = Math.max(...exitCodes);

/** Runs a script and says whether its defect is still there. Returns the exit code. */
async function reproduce({ name, title }: Found): Promise<number> {
  const script = join(foundFolder, `${name}.py`);
  try {
    const python = await preparePython(script, say, { isNewer });
    try {
      await execute(python, [script]);
      console.log(`${name}: still there: ${title}`);
      return 0;
    } catch (error) {
      const { stderr = '', message } = error as Error & { stderr?: string };
      console.log(`${name}: no longer shown: ${lineOfError(stderr) ?? message}`);
      return 1;
    }
  } catch (error) {
    const { message } = error as Error;
    const hasNoNewer = isNewer && message.includes('No matching distribution');
    say(`${name}: ${hasNoNewer ? 'there is no newer release' : message}`);
    return hasNoNewer || error instanceof MissingLanguage ? 0 : 3;
  }
}
