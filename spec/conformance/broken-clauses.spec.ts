import { describe, expect, it } from 'vitest';
import { everyStageFollows } from '../../properties/network/differential.ts';
import { lifLaws } from '../../properties/neuron/lif.ts';
import { precisions } from '../../src/base/precision.ts';
import type { Chosen } from '../../src/conformance/choices/choice.ts';
import { nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { diagnose } from '../../src/conformance/choices/diagnose.ts';
import { runChosenEvents } from '../../src/conformance/choices/events-run.ts';
import { eventStages } from '../../src/conformance/choices/events-stages.ts';
import { runNetwork } from '../../src/conformance/choices/network-run.ts';
import { networkStages } from '../../src/conformance/choices/network-stages.ts';
import { simulate } from '../../src/conformance/choices/neuron-step.ts';
import { type ProbeResult, probes, verifications } from '../../src/conformance/choices/probes.ts';
import type { Stages } from '../../src/conformance/choices/stages.ts';
import { runTraining, trainingStages } from '../../src/conformance/choices/training-stages.ts';
import { networkOf } from '../../src/conformance/chosen-simulator.ts';
import type { NeuronOutput } from '../../src/conformance/implementation.ts';
import type { CaseResult } from '../../src/conformance/judge/case.ts';
import { makeVerdict } from '../../src/conformance/judge/make-verdict.ts';
import type { Verdict } from '../../src/conformance/judge/verdict.ts';
import { formatText } from '../../src/report/text.ts';
import { reportVerdict } from '../../src/report/verdict.ts';
import { casesOf, judged, mutant, passes } from './judged.ts';

describe('the broken clauses', () => {
  const failing = (id: string, clause: string, inputLength: number): CaseResult => ({
    case: { ...passes, id, clause },
    outcome: 'failed',
    failure: { message: '', expected: '', got: '' },
    inputLength,
  });
  const brokenBy = (results: readonly CaseResult[], diagnoses: Verdict['diagnoses'] = {}) => {
    const implementation = { name: 'one', precision: 'float64', capabilities: ['neuron'] } as const;
    const conventions = { source: 'Nengo', differing: {} } as const;
    const exploration = { seed: 1830, numRuns: 2 };
    return makeVerdict({ results }, { implementation, conventions, exploration, diagnosis: null, diagnoses }).broken;
  };

  it('come in the order of their smallest failing input', () => {
    const results = [failing('a', 'reset', 900), failing('b', 'floor', 300), failing('c', 'reset', 200)];
    expect(brokenBy(results)).toEqual(['reset', 'floor']);
  });

  it('end with those that follow from others, however small their inputs are', () => {
    expect(brokenBy([failing('a', 'start', 10), failing('b', 'threshold', 4000)])).toEqual(['threshold', 'start']);
  });

  const firstIn = (clause: string): Verdict['diagnoses'] => {
    const shownBy = { request: 'a', where: 'current', expected: '1', got: '2', clause, input: {} };
    return { network: { outcome: 'unexplained', sets: [], compared: { requests: 1 }, shownBy } };
  };

  it('begin with that of the first difference, however large its inputs are', () => {
    const results = [failing('a', 'floor', 10), failing('b', 'synapse', 4000)];
    expect(brokenBy(results, firstIn('synapse'))).toEqual(['synapse', 'floor']);
  });

  it('do not begin with it if it holds, or follows from others', () => {
    expect(brokenBy([failing('a', 'floor', 10)], firstIn('synapse'))).toEqual(['floor']);
    const results = [failing('a', 'start', 10), failing('b', 'floor', 4000)];
    expect(brokenBy(results, firstIn('start'))).toEqual(['floor', 'start']);
  });

  it('end with randomness, because draws that ignore the seed are not random either', () => {
    expect(brokenBy([failing('a', 'randomness', 10), failing('b', 'streams', 4000)])).toEqual([
      'streams',
      'randomness',
    ]);
  });

  it('are only those of neurons if these fail by themselves, and the failures of networks are summed up', async () => {
    const wrong = { refractoryExtra: 'one-step-more' };
    const { neuron, ...about } = mutant('refractoryExtra=one-step-more');
    const laws = [...lifLaws.filter(({ clause }) => clause === 'refractory'), everyStageFollows];
    const program = { ...about, ...(neuron && { neuron }), network: networkOf(wrong) };
    const verdict = await judged(program, { cases: casesOf(laws) });
    expect(verdict.broken).toEqual(['refractory']);
    const text = formatText(reportVerdict(verdict));
    expect(text).toMatch(/^Fix the neurons first: \d+ more failures? may follow from them \(.*\)$/m);
    expect(text).not.toMatch(/network\/.*does not hold/);
  });
});

const neuronProbes = [...probes, ...verifications];

/** The clause of the first difference in the answers of neurons with a choice, and without voltages. */
function clausesOf(chosen: Chosen, keep: (answer: NeuronOutput) => NeuronOutput = (answer) => answer) {
  const asked = neuronProbes.map(({ id, input }) => ({ id, input, answer: keep(simulate(chosen, input)) }));
  const results = neuronProbes.map((probe, index) => ({ probe, outcome: 'answered', answer: asked[index]?.answer }));
  const judgedBy = { precision: 'float64', conventions: nengoConventions } as const;
  return diagnose(results as ProbeResult[], judgedBy).shownBy?.clause;
}

describe('the clause of the first difference', () => {
  it.each([
    ['integration', { integrator: 'euler' }],
    ['integration', { tauRc: '1.01-times' }],
    ['integration', { integrator: 'one-minus-decay-of-voltage' }],
    ['threshold', { threshold: '1.001' }],
    ['reset', { reset: 'subtract' }],
    ['reset', { reset: '0.01' }],
    ['floor', { floor: 'none' }],
    ['floor', { floor: '-1' }],
    ['refractory', { refractoryExtra: 'one-step-more' }],
    ['refractory', { refractory: 'none' }],
    ['refractory', { refractory: 'up' }],
  ])('of neurons is %s for %j', (clause, chosen) => {
    expect(clausesOf(chosen)).toBe(clause);
  });

  it('of neurons without voltages is the rule, because spikes do not show which stage is wrong', () => {
    const withoutVoltages = ({ spikes, spikeHeight }: NeuronOutput) => ({ spikes, spikeHeight });
    expect(clausesOf({ integrator: 'euler' }, withoutVoltages)).toBe('rule');
  });

  it('of right neurons is none', () => {
    expect(clausesOf({})).toBeUndefined();
  });

  it.each([
    ['event', { delay: 'up-to-63' }],
    ['event', { delay: 'one-per-source' }],
    ['event', { connections: 'last-of-a-pair' }],
    ['receptor', { weight: 'absolute' }],
    ['currents', { currentDecay: 'euler' }],
    ['inactive', { refractorySteps: 'one-less' }],
  ])('of events is %s for %j', (clause, chosen) => {
    expect(firstOf(eventStages, (input) => runChosenEvents(chosen, input))).toBe(clause);
  });

  it.each([
    ['convolution', { kernel: 'rotated' }],
    ['read-out', { readoutBias: 'none' }],
    ['layers', { counts: 'neurons-that-fire' }],
  ])('of networks is %s for %j', (clause, chosen) => {
    expect(firstOf(networkStages, (input) => runNetwork(chosen, input, precisions.float64))).toBe(clause);
  });

  it.each([
    ['loss', { mean: 'doubled' }],
    ['gradient', { slope: 'doubled' }],
    ['optimizer', { memory: 'per-batch' }],
  ])('of training is %s for %j', (clause, chosen) => {
    expect(firstOf(trainingStages, (input) => runTraining(chosen, input as never) as never)).toBe(clause);
  });
});

function firstOf<Input, Output>(stages: Stages<Input, Output>, answer: (input: Input) => Output): string | undefined {
  const asked = stages.probes.map(({ id, input }) => ({ id, input, answer: answer(input) }));
  return stages.matcherOf(asked, 'float64').deviations({})[0]?.clause;
}
