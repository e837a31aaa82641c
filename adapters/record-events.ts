/** Writes what NEST and Brian2 answer to the known cases of events: `node dist/adapters/record-events.js`, after a build. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../src/base/package-root.ts';
import { ask } from '../src/conformance/ask.ts';
import type { Capability, EventsInput, EventsOutput } from '../src/conformance/implementation.ts';
import { readInput } from '../src/conformance/protocol/capabilities.ts';
import { connect } from '../src/conformance/protocol/driver/connect.ts';
import { prepareAdapter } from './prepare.ts';

const folder = join(packageRoot(), 'fixtures', 'events');
const { cases }: { cases: Record<string, { input: unknown }> } = JSON.parse(
  readFileSync(join(folder, 'known-answers.json'), 'utf8'),
);
const file = join(folder, 'recorded.json');
const recorded = [await record('nest-events-adapter.py'), await record('brian2-events-adapter.py')];
writeFileSync(file, `[\n${recorded.join(',\n')}\n]\n`);

/** A simulator with its answers, one per line. It skips the cases that it cannot express. */
async function record(adapter: string): Promise<string> {
  const command = await prepareAdapter(adapter, console.error);
  const { description, implementation, close } = await connect(command);
  const rows: string[] = [];
  for (const [name, { input }] of Object.entries(cases)) {
    const events = implementation.events as Capability<EventsInput, EventsOutput>;
    const response = await ask(events, readInput('events', input));
    if (response.is !== 'answer' && response.is !== 'skip') throw response.error;
    if (response.is === 'answer') rows.push(`  ${JSON.stringify(name)}: ${JSON.stringify(response.output)}`);
  }
  await close();
  const { implementation: about, conventions, eventConventions = {} } = description;
  const head = JSON.stringify({ adapter, ...about, conventions, eventConventions }).slice(0, -1);
  return `${head}, "answers": {\n${rows.join(',\n')}\n}}`;
}
