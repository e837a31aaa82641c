import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const document = 'docs/claims.md';

/** Rewrites the table of claims in the documents, as `lifspec claims --format markdown` prints it. */
export function writeClaims(): void {
  const args = ['dist/src/cli/main.js', 'claims', '--format', 'markdown'];
  const table = execFileSync(process.execPath, args, { encoding: 'utf8' });
  writeFileSync(
    document,
    readFileSync(document, 'utf8').replace(/^\|.*\n(\|.*\n)*/m, () => table),
  );
}
