import type { Verdict } from '../../src/conformance/judge/verdict.ts';
import type { NirFingerprint } from '../../src/conformance/nir/fingerprint.ts';
import { formatMarkdownTable } from '../../src/report/markdown.ts';
import { makeColumns } from '../../src/report/table.ts';

/** The results of an importer that the table shows. */
interface Importer extends Pick<Verdict, 'implementation' | 'counts'> {
  readonly nir?: NirFingerprint;
}

/** NIR importers side by side: what each does with every parameter, how a spike resets a LIF, and the laws. */
export function formatImporters(importers: readonly Importer[]): string {
  const rows = importers[0]?.nir?.parameters ?? [];
  const names = [...rows.map(({ node, parameter }) => `${node}: \`${parameter}\``), 'reset of a LIF', 'laws'];
  const columns = importers.map(({ implementation, nir, counts }): [string, (name: string) => string] => {
    const findings = [...(nir?.parameters ?? []).map(({ finding }) => emphasized(finding)), nir?.reset ?? ''];
    const laws = `${counts.passed} hold, ${counts.failed} broken`;
    const cells = [...findings, laws];
    return [`${implementation.name} ${implementation.version}`, (name) => cells[names.indexOf(name)] as string];
  });
  return formatMarkdownTable(makeColumns(names, [['parameter', (name) => name], ...columns]));
}

/** Sets what no answer reports in bold. */
const emphasized = (finding: string): string =>
  finding === 'ignored' || finding === 'misread' ? `**${finding}**` : finding;
