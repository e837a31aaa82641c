import { Command } from 'commander';
import { formatJson } from '../base/text.ts';
import { versions } from '../base/version.ts';
import { smoke } from '../conformance/judge/smoke/smoke.ts';
import { formatSmokeText } from '../report/smoke.ts';
import { Nonconformity, Unjudged } from './errors.ts';
import { formatOption } from './output.ts';
import { addProgramOptions, type ProgramOptions, withPrograms } from './program-options.ts';

interface SmokeOptions extends ProgramOptions {
  readonly report: keyof typeof formats;
}

const formats = { text: formatSmokeText, json: formatJson };

/** `lifspec smoke` */
export function smokeCommand(): Command {
  const command = new Command('smoke')
    .summary('test whether an adapter speaks the protocol, whatever its neurons do')
    .description(
      'Starts a program that speaks the protocol, sends a few small requests for each of its capabilities, and reports every invalid field of an answer. Exit code: 0 if the adapter is sound, 1 if not, 2 if the command line is wrong, 3 if it could not be judged because it crashed, hung or broke the protocol.',
    );
  return addProgramOptions(command)
    .addOption(formatOption(formats, '--report <format>'))
    .addHelpText('after', examples)
    .action(smokeProgram);
}

const examples = `
Examples:
  lifspec smoke -- lifspec serve
  lifspec smoke --transcript messages.jsonl -- python my-adapter.py
  lifspec smoke --report json -- ./my-adapter --fast`;

async function smokeProgram(words: readonly string[], options: SmokeOptions): Promise<void> {
  await withPrograms(words, options, async (open) => {
    const report = await smoke(() => open(words));
    const output = { versions, ...report };
    process.stdout.write(formats[options.report](output));
    if (report.fault !== undefined) throw new Unjudged(report.fault.message);
    if (report.verdict === 'unsound') throw new Nonconformity('the adapter is not sound');
  });
}
