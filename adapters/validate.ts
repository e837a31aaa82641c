import { constants } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import { loadSuite } from '../src/cli/suite.ts';
import { defaultRuns, planCheck } from '../src/conformance/judge/plan.ts';
import { MissingLanguage } from './languages.ts';
import { prepareAdapter, versionsOf } from './prepare.ts';
import { type Adapter, adapters, areWrong, skipFileOf } from './validation/adapters.ts';
import { type Baseline, baselineOf, changesFrom, summarizeResult, unexpectedIn } from './validation/baseline.ts';
import { examine } from './validation/examine.ts';
import { type ComparedPair, PairComparer, pairsOf, unexpectedInPair } from './validation/pairs.ts';
import { readVerdicts, saveVerdicts } from './validation/verdicts.ts';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

const program = new Command('npm run validate --')
  .description(
    "Creates the environment of every adapter and tests its simulator: what its neurons do, and all cases by its own conventions and by Nengo's. Exit code: 0 if every result is as expected and equals its baseline in fixtures/verdicts.json (an adapter is skipped if its compiler or interpreter is not installed), 1 if not, 3 if a simulator could not be judged.",
  )
  .option('--only <names>', `comma-separated: ${adapters.map(({ name }) => name).join(', ')}`, readNames)
  .option('--update', 'write the results as the new baselines')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));

function readNames(text: string): readonly Adapter[] {
  return text.split(',').map((name) => {
    const adapter = adapters.find((one) => one.name === name);
    if (adapter === undefined) throw new InvalidArgumentError(`"${name}" is not an adapter.`);
    return adapter;
  });
}

/** Tests a simulator. */
async function validate(
  { name, file, runs = defaultRuns }: Adapter,
  signal: AbortSignal,
): Promise<Baseline | Unjudged> {
  try {
    const command = await prepareAdapter(file, say, signal);
    const ranOn = await versionsOf(file, command);
    const skip = skipFileOf(name);
    const choice = { runs, endOnFailure: true, ...(skip !== undefined && { skip }) } as const;
    const plan = planCheck(loadSuite(), choice);
    const examination = await examine(command, plan, (activity) => say(`${name}: ${activity}`));
    return baselineOf(examination, ranOn);
  } catch (error) {
    if (error instanceof MissingLanguage) {
      say(`${name} is skipped: ${error.message}`);
      return 'skipped';
    }
    say(`${name} could not be judged: ${error instanceof Error ? error.message : error}`);
    return 'failed';
  }
}

type Unjudged = 'skipped' | 'failed';

/**
 * Unexpected results and differences from the baseline, one sentence each. Unexpected results never become a baseline.
 */
function problemsOf(adapter: Adapter, result: Baseline): string[] {
  const { name } = adapter;
  const unexpected = unexpectedIn(adapter, result);
  if (options.update && unexpected.length === 0) saveVerdicts({ simulators: { [name]: result } });
  const baseline = readVerdicts().simulators[name];
  if (baseline === undefined) return [...unexpected, 'has no baseline; --update writes one'];
  return [...unexpected, ...changesFrom(baseline, result)];
}

/** The pairs of these adapters; for an update, also their pairs with the simulators that every other one is compared with. */
function pairsToValidate(chosen: readonly Adapter[]): ReturnType<typeof pairsOf> {
  if (!options.update) return pairsOf(chosen);
  const names = chosen.map(({ name }) => name);
  return pairsOf(adapters).filter((pair) => pair.some(({ name }) => names.includes(name)));
}

/** Compares the simulators with each other. Returns the exit code. */
async function validatePairs(chosen: readonly Adapter[]): Promise<number> {
  const comparer = new PairComparer(({ file }) => prepareAdapter(file, say, stopping.signal));
  const found: ComparedPair[] = [];
  const problems: string[] = [];
  try {
    for (const [a, b] of pairsToValidate(chosen)) {
      const result = await comparer.compare(a, b);
      found.push(result);
      const baseline = options.update ? [result] : readVerdicts().pairs;
      const saved = baseline.find((one) => one.a === a.name && one.b === b.name);
      const isDeclared = !areWrong(a.name) && !areWrong(b.name);
      const expected = isDeclared ? await comparer.expectedRules(a, b) : (saved?.rules ?? []);
      const unexpected = unexpectedInPair(result, expected, baseline);
      problems.push(...unexpected);
      say(
        `${a.name} and ${b.name}: same spikes on ${result.sameSpikes} of ${result.inputs} inputs, rules that differ: ${result.rules.join(', ') || 'none'}`,
      );
    }
  } catch (error) {
    say(`a pair could not be compared: ${error instanceof Error ? error.message : error}`);
    return 3;
  } finally {
    await comparer.close();
  }
  if (options.update) saveVerdicts({ pairs: found });
  for (const sentence of problems) say(sentence);
  return problems.length > 0 ? 1 : 0;
}

const { only = adapters, ...options } = program.parse().opts<{ only?: readonly Adapter[]; update?: true }>();
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stopping.abort(); // stops pip; simulators end with this process
    process.exit(128 + constants.signals[signal]);
  });
}

process.setMaxListeners(100); // each open program listens for the exit
const exitCodes = [];
const prepared: Adapter[] = [];
for (const adapter of only) {
  const result = await validate(adapter, stopping.signal);
  if (result !== 'skipped') prepared.push(adapter);
  exitCodes.push(exitCodeOf(adapter, result));
}
exitCodes.push(await validatePairs(prepared));
process.exitCode = Math.max(...exitCodes);

/** Prints a result and its problems. */
function exitCodeOf(adapter: Adapter, result: Baseline | Unjudged): number {
  if (typeof result === 'string') return result === 'skipped' ? 0 : 3;
  process.stdout.write(`${summarizeResult(adapter.name, result).join('\n')}\n\n`);
  const problems = problemsOf(adapter, result);
  for (const sentence of problems) say(`${adapter.name}: ${sentence}`);
  return problems.length > 0 ? 1 : 0;
}
