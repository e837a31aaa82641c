import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../properties/kill-matrix.ts';
import { clauses } from '../src/conformance/clauses.ts';
import { nengoConventions } from '../src/conformance/conventions/conventions.ts';
import { probes, verifications } from '../src/conformance/conventions/probes.ts';
import { profiles } from '../src/conformance/conventions/profiles.ts';
import { writeLine } from '../src/conformance/protocol/json-line.ts';
import { wireCapabilities } from '../src/conformance/protocol/protocol.ts';

const folder = join('dist', 'conformance');

/* Writes what the Python package needs in addition to the vectors: clauses, mutants, profiles and probes. */
mkdirSync(folder, { recursive: true });
const mutants = catalogue.filter(({ isImplementation }) => isImplementation);
const { writeInput } = wireCapabilities.neuron;
const asked = [...probes, ...verifications].map((probe) => ({ ...probe, input: writeInput(probe.input as never) }));
writeList(
  'clauses',
  clauses.map(({ id, statement, why }) => ({ id, statement, why })),
);
writeList(
  'mutants',
  mutants.map(({ name, difference, cites }) => ({ name, difference, ...(cites !== undefined && { cites }) })),
);
writeList(
  'profiles',
  profiles.map((profile) => ({ ...profile, conventions: { ...nengoConventions, ...profile.conventions } })),
);
writeList('probes', asked);

/** One item per line, so that a change shows as one line. */
function writeList(name: string, items: readonly object[]): void {
  writeFileSync(join(folder, `${name}.json`), `[\n${items.map((item) => `  ${writeLine(item)}`).join(',\n')}\n]\n`);
}
