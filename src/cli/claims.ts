import { Command, Option } from 'commander';
import { type ClaimEntry, formatClaimsMarkdown, formatClaimsText } from '../report/claims.ts';
import { versions } from '../version.ts';

interface ClaimsOptions {
  readonly format: 'text' | 'json' | 'markdown';
}

/** `lifspec claims` */
export function claimsCommand(): Command {
  return new Command('claims')
    .summary('what is claimed about the spike amplitude, and what stands behind it')
    .description('Lists the claims: what is said, in which scope, and which laws encode it.')
    .addOption(new Option('--format <name>', 'of stdout').choices(['text', 'json', 'markdown']).default('text'))
    .addHelpText('after', examples)
    .action(printClaims);
}

const examples = `
Examples:
  lifspec claims
  lifspec claims --format markdown`;

async function printClaims({ format }: ClaimsOptions): Promise<void> {
  const entries = await joinClaims();
  process.stdout.write(formatOf(entries, format));
}

/** Every claim with the laws that encode it. */
async function joinClaims(): Promise<ClaimEntry[]> {
  const [{ claims }, { laws }] = await Promise.all([
    import('../../properties/claims.ts'),
    import('../../properties/index.ts'), // slow to load
  ]);
  return claims.map((claim) => {
    const own = laws.filter((law) => law.claim === claim.id).map(({ id, statement }) => ({ id, statement }));
    return { ...claim, laws: own, verdict: own.length > 0 ? 'stated as a law' : 'no law yet', evidence: 'none yet' };
  });
}

function formatOf(entries: readonly ClaimEntry[], format: ClaimsOptions['format']): string {
  if (format === 'json') return `${JSON.stringify({ versions, claims: entries }, null, 2)}\n`;
  return format === 'markdown' ? formatClaimsMarkdown(entries) : formatClaimsText(entries);
}
