import { Command, Option } from 'commander';
import { versions } from '../base/version.ts';
import { probeCount } from '../conformance/conventions/answers.ts';
import { contradictions } from '../conformance/conventions/contradiction.ts';
import { fingerprint } from '../conformance/conventions/fingerprint.ts';
import { type Connection, connect } from '../conformance/protocol/driver/connect.ts';
import { describeContradiction, type FingerprintOutput, formatFingerprintText } from '../report/fingerprint.ts';
import { addLimitOptions, type LimitOptions, limitsOf } from './limit-options.ts';
import { Nonconformity } from './nonconformity.ts';
import { startProgress } from './progress.ts';
import { openTranscript } from './transcript.ts';
import { Unjudged } from './unjudged.ts';

interface FingerprintOptions extends LimitOptions {
  readonly transcript?: string;
  readonly report: 'text' | 'json';
}

/** `lifspec fingerprint` */
export function fingerprintCommand(): Command {
  const command = new Command('fingerprint')
    .summary('which rules does a simulator follow: integration, threshold, reset, refractory time, spike height?')
    .description(
      'Starts a program that speaks the protocol, runs its neurons on traces that tell all known conventions apart, and names those that explain every spike and voltage. One that follows none of them gets no name, but the nearest and the step where it departs. Ends with 0 if conventions were found; with 1 if it follows none that are known, or others than it declares; with 3 if it could not be asked.',
    )
    .argument('<command...>', 'the program and its arguments, after --')
    .option('--transcript <file>', 'keep all that is said, a JSON object a line')
    .addOption(new Option('--report <format>', 'of stdout').choices(['text', 'json']).default('text'))
    .addHelpText('after', examples)
    .action(fingerprintProgram);
  return addLimitOptions(command);
}

const examples = `
Examples:
  lifspec fingerprint -- lifspec serve
  lifspec fingerprint -- lifspec serve --mutant integrates-by-euler
  lifspec fingerprint --report json -- python my-adapter.py`;

async function fingerprintProgram(command: readonly string[], options: FingerprintOptions): Promise<void> {
  const transcript = openTranscript(options.transcript);
  try {
    const connection = await connect(command, limitsOf(options), transcript.listeners);
    const output = await fingerprintOf(connection);
    process.stdout.write(
      options.report === 'json' ? `${JSON.stringify(output, null, 2)}\n` : formatFingerprintText(output),
    );
    await connection.close();
    endWith(output);
  } finally {
    transcript.close();
  }
}

async function fingerprintOf(connection: Connection): Promise<FingerprintOutput> {
  const { implementation, description } = connection;
  const { id: _, implementation: names, precision, capabilities, conventions } = description;
  // a pipe gets nothing: reports and messages are read by programs there
  const progress = process.stderr.isTTY ? startProgress(process.stderr, probeCount, 'probes') : undefined;
  try {
    const found = await fingerprint(implementation, (asked) => progress?.update(asked));
    const judged = { ...names, precision, capabilities };
    return { versions, implementation: judged, fingerprint: found, contradictions: contradictions(conventions, found) };
  } catch (error) {
    await connection.close().catch(() => {});
    throw error;
  } finally {
    progress?.end();
  }
}

function endWith({
  implementation: { name },
  fingerprint: { outcome, probes },
  contradictions: found,
}: FingerprintOutput) {
  if (outcome === 'untold') throw new Unjudged(`no probe was answered: ${probes[0]?.reason}`);
  if (outcome === 'outside') throw new Nonconformity(`${name} follows none of the known conventions`);
  if (found.length > 0) throw new Nonconformity(`${name} ${found.map(describeContradiction).join('; ')}`);
}
