import { Command, Option } from 'commander';
import { versions } from '../base/version.ts';
import { smoke } from '../conformance/judge/smoke/smoke.ts';
import { connect } from '../conformance/protocol/driver/connect.ts';
import { ImplementationFault } from '../conformance/protocol/driver/fault.ts';
import { formatSmokeText } from '../report/smoke.ts';
import { addLimitOptions, type LimitOptions, limitsOf } from './limit-options.ts';
import { Nonconformity } from './nonconformity.ts';
import { openTranscript } from './transcript.ts';

interface SmokeOptions extends LimitOptions {
  readonly transcript?: string;
  readonly report: 'text' | 'json';
}

/** `lifspec smoke` */
export function smokeCommand(): Command {
  const command = new Command('smoke')
    .summary('is an adapter sound: does it speak the protocol, whatever its neurons do?')
    .description(
      'Starts a program that speaks the protocol, asks it a little of everything that it offers, and names the field of an answer that is wrong. Ends with 0 if the adapter is sound, 1 if not, 3 if it could not be asked to the end: a crash, no answer in time, or something that is no answer.',
    )
    .argument('<command...>', 'the program and its arguments, after --');
  return addLimitOptions(command)
    .option('--transcript <file>', 'keep all that is said, a JSON object a line')
    .addOption(new Option('--report <format>', 'of stdout').choices(['text', 'json']).default('text'))
    .addHelpText('after', examples)
    .action(smokeProgram);
}

const examples = `
Examples:
  lifspec smoke -- lifspec serve
  lifspec smoke --transcript said.jsonl -- python my-adapter.py
  lifspec smoke --report json -- ./my-adapter --fast`;

async function smokeProgram(command: readonly string[], options: SmokeOptions): Promise<void> {
  const { transcript: path, report: format } = options;
  const transcript = openTranscript(path);
  try {
    const report = await smoke(() => connect(command, limitsOf(options), transcript.listeners));
    const output = { versions, ...report };
    process.stdout.write(format === 'json' ? `${JSON.stringify(output, null, 2)}\n` : formatSmokeText(report));
    const { verdict, fault } = report;
    if (fault !== undefined) throw new ImplementationFault(fault.kind, fault.during, fault.message);
    if (verdict === 'unsound') throw new Nonconformity('the adapter is not sound');
  } finally {
    transcript.close();
  }
}
