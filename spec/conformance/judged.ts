import { mutants } from '../../properties/mutants/index.ts';
import { lifLaws } from '../../properties/neuron/lif.ts';
import type { Implementation, NeuronInput } from '../../src/conformance/implementation.ts';
import type { Case, Finding } from '../../src/conformance/judge/case.ts';
import { type JudgeOptions, judge } from '../../src/conformance/judge/judge.ts';
import { lawCase } from '../../src/conformance/judge/law-case.ts';
import { makeVerdict } from '../../src/conformance/judge/make-verdict.ts';
import type { Failure, Verdict } from '../../src/conformance/judge/verdict.ts';
import type { Law } from '../../src/conformance/law.ts';
import { reference } from '../../src/conformance/reference.ts';

export const right: Implementation = reference('float64');
const exploration = { seed: 1830, numRuns: 6 };
/** Laws as cases, with a few inputs each. */
export const casesOf = (chosen: readonly Law[]): Case[] => chosen.map((law) => lawCase(law, exploration));
export const lifCases: readonly Case[] = lifLaws.map((law) => lawCase(law, { ...exploration, numRuns: 2 }));
export const mutant = (name: string): Implementation => mutants.find((one) => one.name === name) as Implementation;

export const judged = async (implementation: Implementation, options: JudgeOptions): Promise<Verdict> =>
  makeVerdict(await judge(implementation, options), {
    exploration,
    diagnosis: null,
    implementation: { name: 'one', precision: 'float64', capabilities: ['neuron'] },
    conventions: { source: 'Nengo', differing: {} },
  });

export const outcomesOf = ({ clauses }: Verdict): Record<string, string> =>
  Object.fromEntries(clauses.flatMap(({ cases }) => cases.map(({ id, outcome }) => [id, outcome])));

/** A step in which a neuron fires. */
export const oneStep: NeuronInput = {
  dtSeconds: 1,
  tauRcSeconds: 1,
  tauRefSeconds: 0,
  amplitude: 1,
  minVoltage: 0,
  initialVoltage: [0],
  current: [[9]],
};

/** A case with a given outcome and number of spikes. */
export function madeUp(id: string, finding: Finding | Error): Case {
  return {
    id,
    clause: 'spike-height',
    kind: 'vector',
    title: `is ${id}`,
    needs: ['neuron'],
    assumes: [],
    run: async ({ implementation: { neuron } }) => {
      if (finding instanceof Error) throw finding;
      await neuron?.(oneStep);
      return finding;
    },
  };
}

export const failure: Failure = { message: 'no', expected: 'a', got: 'b' };
export const passes: Case = madeUp('passes', { outcome: 'passed' });
export const fails: Case = madeUp('fails', { outcome: 'failed', failure });
