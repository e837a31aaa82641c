import { Command } from 'commander';
import { versions } from '../base/version.ts';
import { probeCount } from '../conformance/conventions/ask-probes.ts';
import { fingerprint } from '../conformance/conventions/fingerprint.ts';
import { neverFires } from '../conformance/conventions/fingerprint-schema.ts';
import { findMismatches } from '../conformance/conventions/mismatch.ts';
import { requireProtocol } from '../conformance/judge/first-requests.ts';
import { type FingerprintOutput, reportFingerprint } from '../report/fingerprint.ts';
import { formatsOf } from '../report/formats.ts';
import { publishedVectors } from '../vectors.ts';
import { nonconformity, unjudged } from './errors.ts';
import { prepareOutputs, type ReportOptions, reportOption, writeReports } from './output.ts';
import { addTimeout, type OpenedProgram, type ProgramOptions, withPrograms } from './programs.ts';
import { withProgress } from './progress.ts';

interface FingerprintOptions extends ProgramOptions, ReportOptions {}

const formats = formatsOf(reportFingerprint);

export function fingerprintCommand(): Command {
  const command = new Command('fingerprint')
    .summary('find out which conventions a simulator follows')
    .description(
      'Starts a program that speaks the protocol, runs its neurons on inputs that distinguish all known conventions, and names those that reproduce every spike and voltage. A simulator that matches none is reported with the closest known conventions and the first step at which they differ. Exit code: 0 if conventions were found; 1 if none match, if they differ from the declared ones, or if unanswered probes leave some undetermined; 2 if the command line is wrong; 3 if it could not be judged.',
    );
  return addTimeout(command)
    .argument('<command...>', 'the program and its arguments, after --')
    .addOption(reportOption(Object.keys(formats)))
    .addHelpText('after', examples)
    .action(fingerprintProgram);
}

const examples = `
Examples:
  lifspec fingerprint -- lifspec serve
  lifspec fingerprint -- lifspec serve --mutant integrator=euler
  lifspec fingerprint --report json -- python my-adapter.py`;

async function fingerprintProgram(words: readonly string[], options: FingerprintOptions): Promise<void> {
  prepareOutputs(options, words);
  await withPrograms(options, async (open) => {
    const connection = await open(words);
    const output = await fingerprintOf(connection);
    writeReports(formats, output, options);
    await connection.close();
    endWith(output);
  });
}

/** @throws {ImplementationFault} if the first answers of the program are wrong */
export async function fingerprintOf({ implementation, description }: OpenedProgram): Promise<FingerprintOutput> {
  const { implementation: names, precision, capabilities, conventions } = description;
  await requireProtocol(implementation, ['neuron'], publishedVectors());
  const found = await withProgress((show) => fingerprint(implementation, (done) => show(done, probeCount, 'probes')));
  const judged = { ...names, precision, capabilities };
  const mismatches = conventions === undefined ? null : findMismatches(conventions, found);
  return { versions, implementation: judged, fingerprint: found, mismatches };
}

function endWith({
  implementation: { name },
  fingerprint: { outcome, words, probes, notTold },
  mismatches,
}: FingerprintOutput) {
  if (outcome === 'untold') throw unjudged(`no probe was answered: ${probes[0]?.reason}`);
  if (words === neverFires) throw nonconformity(`${name} never fires`);
  if (outcome === 'outside') throw nonconformity(`${name} follows none of the known conventions`);
  if (mismatches?.length) throw nonconformity(`${name} ${mismatches.join('; ')}`);
  const unanswered = probes.filter((probe) => probe.outcome === 'unanswered').length;
  if (notTold.length === 0 || unanswered === 0) return;
  const fields = notTold.map(({ field }) => field).join(', ');
  throw nonconformity(`${name} leaves open: ${fields}; it did not answer ${unanswered} of ${probes.length} probes`);
}
