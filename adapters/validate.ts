import { constants } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import { loadSuite } from '../src/cli/suite.ts';
import { planCheck } from '../src/conformance/judge/plan.ts';
import { prepareAdapter } from './prepare.ts';
import { type Adapter, adapters } from './validation/adapters.ts';
import { environmentOf } from './validation/environment-of.ts';
import { type Examination, examine } from './validation/examine.ts';
import { unexpectedIn } from './validation/expectation.ts';
import { changesFrom, type Kept, keptOf, readKept, writeKept, writeMatrix } from './validation/kept.ts';
import { summarize } from './validation/summary.ts';
import { watcher } from './validation/watcher.ts';

/** Inputs for each law: as many as `lifspec check` takes if nothing is said. */
const usualRuns = 30;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

const program = new Command('npm run validate --')
  .description(
    'Makes the environment of every adapter and has its simulator judged: is the adapter sound, which conventions does it follow, does it reach steps against them, does a whole network give the same classes. Ends with 0 if everything is as expected and as it is kept in fixtures/verdicts, with 1 if not, with 3 if a simulator could not be judged.',
  )
  .option('--only <names>', `comma-separated: ${adapters.map(({ name }) => name).join(', ')}`, named)
  .option('--update', 'keep what came out in place of what is kept')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));

function named(text: string): readonly Adapter[] {
  return text.split(',').map((name) => {
    const adapter = adapters.find((one) => one.name === name);
    if (adapter === undefined) throw new InvalidArgumentError(`there is no adapter "${name}".`);
    return adapter;
  });
}

/** Has a simulator judged; undefined if it could not be, of which the reason is said. */
async function judged({ name, file, runs = usualRuns }: Adapter, signal: AbortSignal): Promise<Judged | undefined> {
  const { onProgress, end } = watcher(name, say);
  try {
    const command = await prepareAdapter(file, say, signal);
    const environment = await environmentOf(file, command);
    const examination = await examine(
      command,
      planCheck(loadSuite(), { conventions: 'declared', runs }),
      onProgress,
    ).finally(end);
    return { examination, now: keptOf(examination, environment) };
  } catch (error) {
    say(`${name} could not be judged: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}

interface Judged {
  readonly examination: Examination;
  readonly now: Kept;
}

/** What is not as expected or not as it is kept, a sentence each. What is not as expected is never kept. */
function differencesOf(adapter: Adapter, { examination, now }: Judged): string[] {
  const { name } = adapter;
  const unexpected = unexpectedIn(adapter, examination);
  if (options.update && unexpected.length === 0) writeKept(name, now);
  const kept = readKept(name);
  if (kept === undefined) return [...unexpected, 'nothing is kept of it: --update keeps this'];
  return [...unexpected, ...changesFrom(kept, now)];
}

const { only = adapters, ...options } = program.parse().opts<{ only?: readonly Adapter[]; update?: true }>();
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stopping.abort(); // what is being installed; simulators end with this program
    process.exit(128 + constants.signals[signal]);
  });
}

const exitCodes = [];
for (const adapter of only) {
  const found = await judged(adapter, stopping.signal);
  if (found !== undefined) process.stdout.write(`${summarize(adapter.name, found.now).join('\n')}\n\n`);
  const differences = found === undefined ? [] : differencesOf(adapter, found);
  for (const sentence of differences) say(`${adapter.name}: ${sentence}`);
  exitCodes.push(found === undefined ? 3 : differences.length > 0 ? 1 : 0);
}
if (options.update) writeMatrix(adapters.map(({ name }) => name));
process.exitCode = Math.max(...exitCodes);
