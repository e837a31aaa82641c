import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { InputError } from '../base/input-error.ts';
import { packageRoot } from '../base/package-root.ts';
import { versions } from '../base/version.ts';
import { claims } from '../conformance/claims.ts';
import {
  type ClaimEntry,
  type ClaimsOutput,
  claimVerdict,
  formatClaimsMarkdown,
  formatClaimsText,
  formatVerification,
  type Verification,
} from '../report/claims.ts';
import { numberOf } from '../study/answer/words.ts';
import { gatherEvidence } from '../study/evidence/gather-evidence.ts';
import { readStudies } from '../study/results/read-saved.ts';
import type { SavedStudy } from '../study/results/saved-results.ts';
import { Nonconformity } from './exit-code.ts';
import { verifyStudy } from './verify.ts';

interface ClaimsOptions {
  readonly format: 'text' | 'json' | 'markdown';
  readonly studies?: string;
  readonly verify?: true;
  readonly networks?: string;
}

/** `lifspec claims` */
export function claimsCommand(): Command {
  return new Command('claims')
    .summary('what is claimed about the spike amplitude, and what stands behind it')
    .description(
      'Lists the claims: what is said, in which scope, the verdict, the laws that encode it (npm test holds lifspec to them), and the evidence on real digits, worked out from the studies that are kept.',
    )
    .option('--studies <dir>', 'folder of kept studies, a folder each (default: those that come with lifspec)')
    .option('--verify', 'run some points of the kept studies again and compare every number; a difference ends with 1')
    .option('--networks <dir>', 'with --verify: train networks there that take long, and find them again')
    .addOption(new Option('--format <name>', 'of stdout').choices(['text', 'json', 'markdown']).default('text'))
    .addHelpText('after', examples)
    .action(printClaims);
}

const examples = `
Examples:
  lifspec claims
  lifspec claims --format markdown
  lifspec claims --verify
  lifspec claims --verify --networks networks    networks of ten epochs trained again too: minutes each`;

async function printClaims({ format, studies: folder, verify, networks }: ClaimsOptions): Promise<void> {
  if (folder !== undefined && !existsSync(folder)) throw new InputError(`--studies ${folder}: there is no such folder`);
  if (networks !== undefined && !verify) throw new InputError('--networks goes with --verify');
  const place = folder ?? join(packageRoot(), 'fixtures', 'studies');
  const studies = readStudies(place);
  if (verify && studies.length === 0) throw new InputError(`--verify: ${place} holds no study whose numbers there are`);
  const claims = await joinClaims(studies);
  const verification: Verification[] = [];
  for (const study of verify ? studies : []) verification.push(await verifyStudy(study, networks));
  process.stdout.write(formatOf({ versions, claims, ...(verify ? { verification } : {}) }, format));
  const count = verification.flatMap(({ differences }) => differences).length;
  if (count > 0) throw new Nonconformity(`${numberOf(count, 'number')} of kept studies came out differently`);
}

/** Every claim with the laws that encode it and what kept studies say of it. */
async function joinClaims(studies: readonly SavedStudy[]): Promise<ClaimEntry[]> {
  const { allLaws } = await import('../../properties/laws.ts'); // slow to load
  const evidence = gatherEvidence(studies);
  return claims.map(({ why: _, ...claim }) => {
    const laws = allLaws.filter((law) => law.claim === claim.id).map(({ id, statement }) => ({ id, statement }));
    const own = evidence.filter((one) => one.claim === claim.id);
    const found = own.map(({ study, sentence, holds }) => ({ study, sentence, holds }));
    return { ...claim, laws, verdict: claimVerdict(laws, own), evidence: found };
  });
}

function formatOf(output: ClaimsOutput, format: ClaimsOptions['format']): string {
  if (format === 'json') return `${JSON.stringify(output, null, 2)}\n`;
  const verified = output.verification ? `\n${formatVerification(output.verification)}` : '';
  return (format === 'markdown' ? formatClaimsMarkdown(output.claims) : formatClaimsText(output.claims)) + verified;
}
