import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tabulateConventions } from '../../scripts/write-guide.ts';
import { loadSuite } from '../../src/cli/suite.ts';
import { nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { readConventions } from '../../src/conformance/choices/conventions-schema.ts';
import { simulate } from '../../src/conformance/choices/neuron-step.ts';
import type { NeuronInput } from '../../src/conformance/implementation.ts';
import { planCheck } from '../../src/conformance/judge/plan.ts';
import { readSkips } from '../../src/conformance/judge/skip.ts';
import { nirNeurons } from '../../src/conformance/nir/neurons.ts';
import { readInput } from '../../src/conformance/protocol/capabilities.ts';
import { connect } from '../../src/conformance/protocol/driver/connect.ts';
import {
  capabilityNames,
  errorAnswer,
  outputAnswer,
  runRequest,
  skippedAnswer,
  startAnswer,
  startRequest,
  stopRequest,
} from '../../src/conformance/protocol/protocol.ts';
import { reference } from '../../src/conformance/reference.ts';
import { bash } from '../bash.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const page = readFileSync('adapters/README.md', 'utf8');
/** The adapter of five lines, which the guide links to. */
const [, short = ''] = /^```python\n([\s\S]*?)^```$/m.exec(readFileSync('README.md', 'utf8')) ?? [];
const fences = Array.from(page.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm));
const blocks = (language: string) => fences.filter((fence) => fence[1] === language).map(([, , text = '']) => text);
const [adapter = '', declaration = ''] = blocks('python');
const hasPython = spawnSync('python3', ['--version']).status === 0;

describe('the guide for adapters', () => {
  it('shows messages that match the schemas', () => {
    const [messages = ''] = blocks('').filter((text) => text.startsWith('→ {"id":0'));
    const schemas = {
      '→': [startRequest, runRequest, stopRequest],
      '←': [startAnswer, outputAnswer, errorAnswer, skippedAnswer],
    };
    const lines = Array.from(messages.matchAll(/^([→←]) (\{.*\})/gm));
    expect(lines.length).toBe(9);
    for (const [, arrow, text = ''] of lines) {
      const message = JSON.parse(text);
      const fitting = schemas[arrow as '→' | '←'].filter((schema) => schema.safeParse(message).success);
      expect(fitting.length, text).toBeGreaterThan(0);
      for (const part of ['input', 'output']) {
        const schema = JSON.parse(readFileSync(`dist/schemas/protocol/neuron-${part}.schema.json`, 'utf8'));
        if (message[part] !== undefined) expect(new Ajv2020().validate(schema, message[part]), text).toBe(true);
      }
    }
  });

  it('links to a graph of NIR as JSON, which the reference runs', async () => {
    const [, example = ''] = /```json\n([\s\S]*?)```/.exec(readFileSync('docs/nir.md', 'utf8')) ?? [];
    const request = { id: 1, command: 'run', capability: 'nir', input: JSON.parse(example) };
    expect(runRequest.safeParse(request).success).toBe(true);
    expect(await reference().nir?.(readInput('nir', request.input) as never)).toMatchObject({ spikes: [[], []] });
    const [, network = ''] = /```json\n([^`]*tauRcSeconds[^`]*)```/.exec(readFileSync('docs/nir.md', 'utf8')) ?? [];
    const exported = reference().nir_export?.(JSON.parse(network));
    expect(exported).toMatchObject({ nodes: [{ type: 'Affine', bias: [0.5, 0] }, { tau: [0.02, 0.02] }] });
    for (const [type, parameters] of Object.entries(nirNeurons))
      for (const name of [type, ...parameters]) expect(readFileSync('docs/nir.md', 'utf8')).toContain(name);
  });

  it.each(capabilityNames)('describes %s', (name) => {
    expect(page).toContain(`\n| ${name} |`);
  });

  it('lists the conventions of the table of choices, Nengo’s first (npm run generate -- --only guide)', () => {
    const [, table] = /<!-- conventions -->\n([\s\S]*)<!-- \/conventions -->/.exec(page) ?? [];
    expect(table).toBe(tabulateConventions());
    expect(table).toContain('| comparison | `>` fires only above 1; `>=` fires at 1 |');
    expect(table).toContain('| integrator | `exact` f = 1 − e^(−x); `euler` f = x;');
  });
});

const input: NeuronInput = {
  dtSeconds: 0.001,
  tauRcSeconds: 0.02,
  tauRefSeconds: 0.002,
  amplitude: 0.5,
  minVoltage: 0,
  initialVoltage: [0, 0.5],
  current: Array.from({ length: 60 }, (_, step) => [1.5 + step / 16, 12 * (step % 5) - 20]),
};

/** A simulator for the adapter of five lines, in the module that it imports. */
const simulator = `
def run(current, voltage, gain):
    fired, trace = [], []
    for currents in current:
        voltage = [v + (j - v) * gain for v, j in zip(voltage, currents)]
        fired.append([v > 1 for v in voltage])
        voltage = [0.0 if v > 1 else v for v in voltage]
        trace.append(voltage)
    return fired, trace`;

/** The adapter of five lines, with the modules that it imports. */
const shortWithModules = `import sys, types
sys.path.insert(0, ${JSON.stringify(resolve('python/src'))})
exec(${JSON.stringify(simulator)}, sys.modules.setdefault("my_simulator", types.ModuleType("my_simulator")).__dict__)
${short}`;
const [start = '', loop = ''] = adapter.split(/(?=^for request)/m);

describe.skipIf(!hasPython)('an adapter in the guide', () => {
  it.each([
    ...blocks('sh').map((text) => text.replace(/ +#.*/, '')),
    ...Array.from(
      blocks('yaml')
        .join()
        .matchAll(/- run: (npx .*)/g),
      ([, command]) => command as string,
    ),
  ])('is checked as the guide says: %s', (command) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'adapter.py'), adapter);
    mkdirSync(join(folder, 'node_modules', '.bin'), { recursive: true });
    symlinkSync(resolve('dist/bundle/main.js'), join(folder, 'node_modules', '.bin', 'lifspec'));
    symlinkSync(execFileSync('which', ['python3'], { encoding: 'utf8' }).trim(), join(folder, 'python'));
    const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
    const { stdout, stderr, status } = bash(command, folder, env);
    expect(stdout, stderr).toContain('integrates by Euler');
    expect(status).toBe(1);
  });

  it('has a skip file that is valid', () => {
    const known = planCheck(loadSuite(), { runs: 1 }).casesFor(nengoConventions, 'float64');
    expect(readSkips('skips', blocks('json')[0] ?? '', known)).toHaveLength(1);
  });

  it.each([
    ['of five lines', shortWithModules],
    ['without the package', `${start}${declaration}${loop}`],
  ])('follows the conventions that it declares: %s', async (_, code) => {
    const { description, implementation, close } = await connect(['python3', '-c', code]);
    onTestFinished(() => close());
    const expected = simulate(readConventions(description.conventions), input);
    expect(expected.spikes.flat().length).toBeGreaterThan(10);
    const { spikes, spikeHeight } = expected;
    expect(await implementation.neuron?.(input)).toMatchObject({ spikes, spikeHeight });
  });
});
