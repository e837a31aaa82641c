import { Command } from 'commander';
import { z } from 'zod';
import { lifInput } from '../../properties/arbitraries/lif.ts';
import { InputError } from '../base/input-error.ts';
import { nengoDlDirectory } from '../base/package-root.ts';
import { printable } from '../base/text.ts';
import { simulatorOf } from '../conformance/chosen-simulator.ts';
import { judgedVersions } from '../conformance/clauses.ts';
import { comparePair, knownRules } from '../conformance/compare/compare.ts';
import type { PairFindings } from '../conformance/compare/findings.ts';
import { forBoth, mapPair, type Pair, type Side } from '../conformance/compare/pair.ts';
import type { NetworkInput } from '../conformance/implementation.ts';
import { runsSchema } from '../conformance/judge/choice.ts';
import { requireProtocol } from '../conformance/judge/first-requests.ts';
import { declaredRules } from '../conformance/judge/judge-program.ts';
import { checkSeed } from '../conformance/judge/plan.ts';
import { areEventsOnly, type CompareOutput, doEventsAgree, reportComparison } from '../report/compare.ts';
import { formatsOf } from '../report/formats.ts';
import { tutorialPoint } from '../simulator/network/effective.ts';
import { hasMnist, loadFirst } from '../study/dataset/mnist.ts';
import { readNetwork } from '../study/network/folder.ts';
import { publishedVectors } from '../vectors.ts';
import { nonconformity, unjudged } from './errors.ts';
import { optionFor } from './options.ts';
import { prepareOutputs, type ReportOptions, reportOption, writeReports } from './output.ts';
import { addTimeout, named, type OpenedProgram, type ProgramOptions, withPrograms } from './programs.ts';
import { withProgress } from './progress.ts';

const formats = formatsOf(reportComparison);

interface CompareOptions extends ProgramOptions, ReportOptions {
  readonly runs: number;
  readonly images?: number;
}

export function compareCommand(): Command {
  const command = new Command('compare')
    .summary('explain why two simulators differ: the smallest input, the rules, the cost')
    .description(
      'Starts two programs that speak the protocol, separated by --, and sends both the same inputs. Reports whether they agree, the smallest input that separates them, the rules that explain the difference, and what it costs in a network; or that the rules are the same and only rounding differs. Exit code: 0 if all spikes agree, 1 if not, 2 if the command line is wrong, 3 if one of them could not be judged, or no input is answered by both.',
    )
    .argument('<commands...>', 'A and its arguments, --, B and its arguments; options of lifspec come before A')
    .passThroughOptions()
    .addOption(
      optionFor('--runs <n>', 'number of generated inputs, in addition to the vectors', runsSchema).default(30),
    )
    .addOption(
      optionFor(
        '--images <n>',
        'digits shown to a network under both rules (default: 20 if installed)',
        z.int().min(0),
      ),
    )
    .addOption(reportOption(Object.keys(formats)));
  return addTimeout(command).addHelpText('after', examples).action(compare);
}

const examples = `
Examples:
  lifspec compare python a.py -- python b.py
  lifspec compare lifspec serve -- lifspec serve --mutant reset=subtract
  lifspec compare ./mine --float32 -- ./mine --float64                      one adapter, two settings
  lifspec compare --report html=why.html --images 200 python a.py -- python b.py
  lifspec compare --images 0 --runs 100 -- ./old -- ./new                   after a leading --, too`;

async function compare(words: readonly string[], options: CompareOptions): Promise<void> {
  const commands = splitCommands(words);
  prepareOutputs(options, words);
  await withPrograms(options, async (open) => {
    const programs = await forBoth((side) => open(commands[side], nameOf(side, commands)));
    const output = await comparePrograms(programs, commands, options);
    writeReports(formats, output, options);
    await forBoth((side) => programs[side].close());
    if (areEventsOnly(output)) {
      const agree = doEventsAgree(output);
      if (agree === null) throw unjudged('no probe of events is answered by both', 'A and B');
      if (!agree) throw nonconformity('the events of A and B differ');
      return;
    }
    if (output.agrees === null) throw unjudged('no input is answered by both', 'A and B');
    if (!output.agrees) throw nonconformity('A and B differ');
  });
}

const nameOf = (side: Side, commands: Pair<readonly string[]>): string =>
  `${side.toUpperCase()} (${printable(commands[side].join(' '), 60)})`;

function splitCommands(words: readonly string[]): Pair<readonly string[]> {
  const ends = words.flatMap((word, index) => (word === '--' ? [index] : []));
  const [end = -1] = ends;
  const commands = { a: words.slice(0, Math.max(end, 0)), b: words.slice(end + 1) };
  const example = 'lifspec compare python a.py -- python b.py';
  if (ends.length > 1)
    throw new InputError(
      `-- separates the two programs, but occurs ${ends.length} times; put a command that contains -- into a script`,
    );
  if (commands.a.length === 0 || commands.b.length === 0)
    throw new InputError(`two programs are needed, separated by --, such as ${example}`);
  return commands;
}

/** @throws {ImplementationFault} if the first answers of one of them are wrong */
export async function comparePrograms(
  programs: Pair<OpenedProgram>,
  commands: Pair<readonly string[]>,
  { runs, images = hasMnist() ? 20 : 0 }: Pick<CompareOptions, 'runs' | 'images'>,
): Promise<CompareOutput> {
  const pair = mapPair((side) => programs[side].implementation);
  const [first, other] = [programs.a, programs.b].map(({ description }) => description.capabilities);
  const shared = (['neuron', 'events'] as const).filter((name) => first?.includes(name) && other?.includes(name));
  if (shared.length === 0)
    throw new InputError(
      `A supports only ${first?.join(', ')}, and B only ${other?.join(', ')}; both must support neuron, or both events`,
    );
  const inputs = {
    neurons: lifInput(),
    vectors: publishedVectors(),
    exploration: { seed: checkSeed, numRuns: runs },
    conventions: mapPair((side) => declaredRules(programs[side]).conventions),
  };
  await forBoth((side) =>
    requireProtocol(pair[side], shared, inputs.vectors).catch((error) => {
      throw named(error, nameOf(side, commands));
    }),
  );
  const findings = await withProgress((show) =>
    comparePair(pair, inputs, (done, total) => show(done, total, 'inputs')),
  );
  const describe = (side: Side) => {
    const { implementation, precision, capabilities } = programs[side].description;
    return { command: commands[side].join(' '), implementation: { ...implementation, precision, capabilities } };
  };
  return {
    versions: judgedVersions,
    a: describe('a'),
    b: describe('b'),
    ...findings,
    digits: await measureDigits(findings, images),
  };
}

/**
 * Shows the same digits to the network that NengoDL trained, in the reference under the rules of each. Null if their
 * neurons fire in the same steps.
 *
 * @throws {InputError} if there are too few digits, or the package that contains them is missing
 */
async function measureDigits({ diagnoses, separation }: PairFindings, count: number): Promise<CompareOutput['digits']> {
  const rules = knownRules(diagnoses);
  if (count === 0 || rules === undefined || separation?.what !== 'spikes') return null;
  const { input, labels } = digitsInput(count);
  const { a, b } = await forBoth(async (side) => {
    return (await simulatorOf(rules[side], 'float32').network(input)).predicted;
  });
  const right = (predicted: readonly number[]) => predicted.filter((label, index) => label === labels[index]).length;
  return {
    images: count,
    amplitude: input.amplitude,
    right: { a: right(a), b: right(b) },
    otherClass: a.filter((label, index) => label !== b[index]).length,
  };
}

function digitsInput(count: number): { readonly input: NetworkInput; readonly labels: Uint8Array } {
  const { architecture, layers, readout, initialVoltage } = readNetwork(nengoDlDirectory());
  const { images, labels } = loadFirst('test', '--images', count);
  const { amplitude, minVoltage, steps, dtSeconds } = tutorialPoint;
  const run = { architecture, amplitude, minVoltage, steps, dtSeconds, images };
  return { input: { ...run, initialVoltage, weights: { layers, readout } }, labels };
}
