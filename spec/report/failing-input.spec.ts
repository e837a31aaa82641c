import { describe, expect, it } from 'vitest';
import { versions } from '../../src/base/version.ts';
import { loadSuite } from '../../src/cli/suite.ts';
import { nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { networkOf } from '../../src/conformance/chosen-simulator.ts';
import type { Implementation } from '../../src/conformance/implementation.ts';
import { planCheck } from '../../src/conformance/judge/plan.ts';
import type { JudgedCase, Verdict } from '../../src/conformance/judge/verdict.ts';
import { answerTo, describeImplementation } from '../../src/conformance/protocol/serve.ts';
import { reference } from '../../src/conformance/reference.ts';
import { failingInput } from '../../src/report/failing-input.ts';
import { formatHtml } from '../../src/report/html.ts';
import { formatMarkdown } from '../../src/report/markdown.ts';
import { formatText } from '../../src/report/text.ts';
import { reportVerdict } from '../../src/report/verdict.ts';
import { judged, mutant } from '../conformance/judged.ts';

/** The verdict on a mutant in some cases. */
async function verdictOn(wrong: string | Implementation, only: readonly string[], language?: string): Promise<Verdict> {
  const plan = planCheck(loadSuite(), { only, runs: 3 });
  const judgedOne = typeof wrong === 'string' ? mutant(wrong) : wrong;
  const verdict = await judged(judgedOne, { cases: plan.casesFor(nengoConventions, 'float64') });
  const { implementation } = verdict;
  return { ...verdict, implementation: { ...implementation, ...(language && { language }) } };
}

const failedIn = ({ clauses }: Verdict): JudgedCase[] =>
  clauses.flatMap(({ cases }) => cases).filter(({ failure }) => failure !== undefined);

const inputs = { dtSeconds: 0.001, tauRcSeconds: 0.02, tauRefSeconds: 0, amplitude: 1, minVoltage: null };
/** A failed case whose only request is given. */
const failing = (capability: string, input: object, answers: object = {}): JudgedCase => {
  const failure = { message: '', expected: '', got: '', smallest: { exchanges: [{ capability, input, ...answers }] } };
  return { id: 'lif/x', kind: 'law', title: 'is so', outcome: 'failed', failure };
};

describe('a failing input', () => {
  it('as JSON is the request, which another simulator answers, with both answers', async () => {
    const [one] = failedIn(await verdictOn('threshold=1.001', ['neuron/lif/nearest-to-threshold']));
    const { lines = [] } = failingInput(one as JudgedCase, { precision: 'float64' }) ?? {};
    const { output } = JSON.parse(await answered(lines[0] ?? ''));
    expect(lines.map((line) => line.slice(0, 10))).toEqual(['{"id":1,"c', 'answered: ', 'expected: ']);
    const { spikes, voltage } = JSON.parse((lines[2] ?? '').slice('expected: '.length));
    expect(output).toMatchObject({ spikes, voltage });
  });

  it('ends in the step that differs first', async () => {
    const [one] = failedIn(await verdictOn('refractoryExtra=one-step-more', ['neuron/lif/current-2.2']));
    const { step = 0 } = one?.failure ?? {};
    const { lines = [] } = failingInput(one as JudgedCase, { precision: 'float64' }) ?? {};
    expect(JSON.parse(lines[0] ?? '').input.current).toHaveLength(step + 1);
    expect(JSON.parse((lines[1] ?? '').slice('answered: '.length)).voltage).toHaveLength(step + 1);
  });

  it('is every request if a failure has several', () => {
    const exchange = { capability: 'synapse', input: { dtSeconds: 0.001, tauSeconds: 0.1, signal: [1] }, got: {} };
    const failure = { message: '', expected: '', got: '', smallest: { exchanges: [exchange, exchange] } };
    const one: JudgedCase = { id: 'low-pass/x', kind: 'law', title: 'is so', outcome: 'failed', failure };
    const { lines = [] } = failingInput(one, { precision: 'float64' }) ?? {};
    expect(lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line).id)).toEqual([1, 2]);
  });

  it('contains the weights of a network in the form of the protocol', async () => {
    const wrong = { name: 'wrong', precision: 'float64', network: networkOf({ padding: 'end' }) } as const;
    const [one] = failedIn(await verdictOn(wrong, ['network/pads-with-zeros']));
    const { lines = [] } = failingInput(one as JudgedCase, { precision: 'float64' }) ?? {};
    const { output } = JSON.parse(await answered(lines[0] ?? ''));
    expect(output.probed).toEqual(JSON.parse((lines[2] ?? '').slice('expected: '.length)).probed);
    const { lines: code = [] } = failingInput(one as JudgedCase, { precision: 'float64', language: 'Python' }) ?? {};
    expect(code.slice(0, 3)).toEqual([
      'import json',
      'from lifspec.requests import read_input',
      'got = network(read_input("network", json.loads(',
    ]);
  });

  it.each([
    ['no list', { exchanges: 3 }],
    ['no request', { exchanges: [null] }],
    ['an unknown capability', { exchanges: [{ capability: 'x', input: {} }] }],
    ['no current', { exchanges: [{ capability: 'neuron', input: {} }] }],
  ])('is left out if the file of a verdict contains %s', (_, smallest) => {
    const one = { ...failing('neuron', {}), failure: { message: '', expected: '', got: '', smallest } };
    expect(failingInput(one, { precision: 'float64' })).toBeUndefined();
  });

  it('as Python has floats with all their digits, and no number twice', () => {
    const run = { ...inputs, initialVoltage: [0], current: [[1.5], [1.5], [1.5], [1.5], [0.1 + 0.2]] };
    const { lines } = failingInput(failing('neuron', run), { precision: 'float64', language: 'Python' }) ?? {};
    expect(lines).toEqual([
      'import numpy as np',
      'got = neuron({',
      '    "dtSeconds": 0.001,',
      '    "tauRcSeconds": 0.02,',
      '    "tauRefSeconds": 0.0,',
      '    "amplitude": 1.0,',
      '    "minVoltage": float("-inf"),',
      '    "initialVoltage": np.array([0.0]),',
      '    "current": np.array([[1.5], [1.5], [1.5], [1.5], [0.30000000000000004]]),',
      '    "tauRcSteps": 20.0,',
      '    "tauRefSteps": 0.0,',
      '})',
    ]);
    const still = failing('neuron', { ...run, current: [[-0], [-0], [-0], [-0]], tauRefSeconds: 'NaN' });
    const { lines: others = [] } = failingInput(still, { precision: 'float64', language: 'Python' }) ?? {};
    expect(others.filter((line) => /current|tauRefSeconds/.test(line))).toEqual([
      '    "tauRefSeconds": float("NaN"),',
      '    "current": np.full((4, 1), -0.0),',
    ]);
  });

  it('is the same in every format, and on a page it is opened', async () => {
    const document = reportVerdict(await verdictOn('threshold=1.001', ['neuron/lif/just-above-threshold'], 'Python'));
    const code = failedIn(await verdictOn('threshold=1.001', ['neuron/lif/just-above-threshold'])).flatMap(
      (one) => failingInput(one, { precision: 'float64', language: 'Python' })?.lines ?? [],
    );
    expect(code.length).toBeGreaterThan(5);
    expect(formatText(document)).toContain(`just-above-threshold:\n${code.join('\n')}\n`);
    expect(formatMarkdown(document)).toContain(`just-above-threshold:\n\n\`\`\`python\n${code.join('\n')}\n\`\`\`\n`);
    expect(formatHtml(document).replaceAll('&quot;', '"')).toContain(`<pre tabindex="0">${code.join('\n')}</pre>`);
  });

  it('is on the page for each failed case', async () => {
    const verdict = await verdictOn('refractoryExtra=one-step-more', ['refractory', 'start']);
    const failed = failedIn(verdict).map(({ id }) => id);
    expect(failed.length).toBeGreaterThan(20);
    const html = formatHtml(reportVerdict(verdict));
    for (const id of failed)
      expect(html).toMatch(new RegExp(`<summary>failing input of ${id}(, up to the first difference)?</summary>`));
  });
});

describe('a pasted report', () => {
  it('explains what is tested, with units and the formula of each explained clause', async () => {
    const text = formatMarkdown(reportVerdict(await verdictOn('threshold=1.001', ['threshold'])));
    expect(text).toContain('### What is tested\n');
    expect(text).toMatch(/Times are in seconds .*voltages and currents have no unit/);
    expect(text).toContain('threshold:\n  fires  ⇔  v > 1\n');
  });

  it('explains nothing if nothing failed', async () => {
    expect(formatMarkdown(reportVerdict(await verdictOn('threshold=1.001', ['spike-height'])))).not.toContain(
      'What is',
    );
  });

  it('counts the clauses that do not apply in one line', async () => {
    const verdict = await verdictOn('threshold=1.001', ['threshold']);
    const [clause] = verdict.clauses;
    const others = ['rate', 'nir'].map((id) => ({ ...clause, id, outcome: 'not applicable' as const }));
    const text = formatMarkdown(reportVerdict({ ...verdict, clauses: [...verdict.clauses, ...others] as never }));
    expect(text).toContain('\n- 2 more clauses not tested\n');
  });
});

/** The answer of the reference to a request. */
async function answered(request: string): Promise<string> {
  const implementation = reference();
  return JSON.stringify(
    await answerTo(Buffer.from(request), implementation, describeImplementation(implementation, versions.lifspec)),
  );
}
