import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { InputError } from '../base/input-error.ts';
import { packageRoot } from '../base/package-root.ts';
import { isThere } from '../base/read-text.ts';
import { formatJson } from '../base/text.ts';
import { versions } from '../base/version.ts';
import { formatClaimsMarkdown, formatClaimsText, joinClaims } from '../report/claims.ts';
import { numberOf } from '../study/answer/words.ts';
import { gatherEvidence } from '../study/evidence/gather-evidence.ts';
import { readStudies } from '../study/results/read-saved.ts';
import { type Verification, verifyStudy } from '../study/verify.ts';
import { Nonconformity } from './errors.ts';
import { formatOption } from './output.ts';
import { monitored } from './progress.ts';

interface ClaimsOptions {
  readonly format: keyof typeof formats;
  readonly studies?: string;
  readonly verify?: true;
  readonly networks?: string;
}

const formats = { text: formatClaimsText, json: formatJson, markdown: formatClaimsMarkdown };

/** `lifspec claims` */
export function claimsCommand(): Command {
  return new Command('claims')
    .summary('the claims about the spike amplitude, with their laws and evidence')
    .description(
      'Lists the claims: statement, scope, verdict, the laws that encode it (npm test checks them against lifspec), and the evidence on MNIST from the saved studies.',
    )
    .option('--studies <dir>', 'folder that contains a folder per saved study (default: the studies of lifspec)')
    .option('--verify', 'rerun some points of the saved studies and compare every number; exits with 1 if one differs')
    .option(
      '--networks <dir>',
      'with --verify: folder for networks that take minutes to train, and are trained if they are missing',
    )
    .addOption(formatOption(formats))
    .addHelpText('after', examples)
    .action(printClaims);
}

const examples = `
Examples:
  lifspec claims
  lifspec claims --format markdown
  lifspec claims --verify
  lifspec claims --verify --networks networks    also trains networks for ten epochs: minutes each`;

async function printClaims({ format, studies: folder, verify, networks }: ClaimsOptions): Promise<void> {
  if (folder !== undefined && !(isThere(folder) && statSync(folder, { throwIfNoEntry: false })?.isDirectory()))
    throw new InputError(`--studies ${folder}: there is no such folder`);
  const directory = folder ?? join(packageRoot(), 'fixtures', 'studies');
  const studies = readStudies(directory);
  if (verify && studies.length === 0) throw new InputError(`--verify: ${directory} contains no study to rerun`);
  const { allLaws } = await import('../../properties/laws.ts'); // slow to load
  const claims = joinClaims(allLaws, gatherEvidence(studies));
  const verification: Verification[] = [];
  const run = { workers: availableParallelism(), engine: 'fast' } as const;
  for (const study of verify ? studies : [])
    verification.push(await monitored((monitor) => verifyStudy(study, networks, { ...run, monitor }), networks));
  process.stdout.write(formats[format]({ versions, claims, ...(verify && { verification }) }));
  const count = verification.flatMap(({ differences }) => differences).length;
  if (count > 0) throw new Nonconformity(`${numberOf(count, 'number')} of the saved studies could not be reproduced`);
}
