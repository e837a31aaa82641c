import { join } from 'node:path';
import { Command } from 'commander';
import { packageRoot } from '../base/package-root.ts';
import { versions } from '../base/version.ts';
import { claims } from '../conformance/claims.ts';
import { joinClaims, reportClaims } from '../report/claims.ts';
import { formatsOf } from '../report/formats.ts';
import { gatherEvidence } from '../study/evidence.ts';
import { readStudies } from '../study/results/read-saved.ts';
import { prepareOutputs, type ReportOptions, reportOption, writeReports } from './output.ts';

const formats = formatsOf(reportClaims);

export function claimsCommand(): Command {
  return new Command('claims')
    .summary('the claims about the spike amplitude, with their laws and evidence')
    .description(
      'Lists the claims: statement, scope, verdict, the laws that decide it (npm test checks them against lifspec), and the evidence on MNIST from the saved studies of lifspec.',
    )
    .addOption(reportOption(Object.keys(formats)))
    .addHelpText('after', '\nExamples:\n  lifspec claims\n  lifspec claims --report markdown')
    .action(async (options: ReportOptions) => {
      prepareOutputs(options, []);
      const { allLaws } = await import('../../properties/laws.ts'); // slow to load
      const studies = readStudies(join(packageRoot(), 'fixtures', 'studies'));
      writeReports(formats, { versions, claims: joinClaims(allLaws, gatherEvidence(claims, studies)) }, options);
    });
}
