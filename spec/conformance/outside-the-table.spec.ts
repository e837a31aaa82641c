import { describe, expect, it } from 'vitest';
import { askProbes } from '../../src/conformance/ask-probes.ts';
import { nameOf } from '../../src/conformance/choices/choice.ts';
import { nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { diagnose } from '../../src/conformance/choices/diagnose.ts';
import type { Diagnosis } from '../../src/conformance/choices/diagnosis.ts';
import { simulate } from '../../src/conformance/choices/neuron-step.ts';
import { nameVoltages } from '../../src/conformance/choices/recorded.ts';
import type { NeuronInput, NeuronOutput } from '../../src/conformance/implementation.ts';
import { describeSlow, sampleOf } from '../slow.ts';
import { agreeOnFresh, changed, freshInputs } from './changed.ts';
import { runWrong, wrongNeurons } from './outside-the-table.ts';

type Run = (input: NeuronInput) => NeuronOutput;

const diagnosisOf = async (run: Run) =>
  diagnose(await askProbes(changed({ run })), { precision: 'float64', conventions: nengoConventions });

/** Whether a neuron does what it is told: it behaves like the first set on inputs that no probe is. */
function isRight({ basis, sets: [set], voltages }: Diagnosis, run: Run): boolean {
  const { choices = {} } = set ?? {};
  const shown = ({ spikes, spikeHeight, voltage = [] }: NeuronOutput) =>
    basis === 'spikes' ? { spikes, spikeHeight } : { spikes, spikeHeight, voltage };
  const asked = freshInputs.map((input) => ({ id: 'fresh', input, answer: run(input) }));
  return (
    agreeOnFresh(
      (input) => shown(simulate(choices, input)),
      (input) => shown(run(input)),
    ) &&
    (voltages === undefined || nameVoltages(asked, choices) === voltages)
  );
}

/** What becomes of some wrong neurons: the names of each outcome, with what a misnamed one is told. */
async function outcomesOf(neurons: typeof wrongNeurons): Promise<Record<string, string[]>> {
  const outcomes: Record<string, string[]> = { misnamed: [], silent: [], right: [] };
  for (const [name, changes] of neurons) {
    const run = (input: NeuronInput) => runWrong(changes, input);
    const told = await diagnosisOf(run);
    const isNamed = told.voltages !== undefined || (told.sets[0]?.differences.length ?? 0) > 0;
    const verdict =
      told.outcome !== 'explained' ? told.outcome : isRight(told, run) ? 'right' : isNamed ? 'misnamed' : 'silent';
    outcomes[verdict] = [
      ...(outcomes[verdict] ?? []),
      `${name}: ${told.basis} ${told.sets.map(({ choices }) => nameOf(choices))} ${told.voltages ?? ''}`,
    ];
  }
  return outcomes;
}

/** Real bugs of neurons, rebuilt from what their reports say, and what each is told. */
const realBugs: Readonly<Record<string, readonly [changes: Parameters<typeof runWrong>[0], told: string]>> = {
  'bindsnet#223: decay and 1 - decay exchanged': [
    { integrate: (v, j, x) => v + (j - v) * Math.exp(-x), refractory: () => -1 },
    'refractory=none, stepLength=exchanged',
  ],
  'bindsnet#533: two half steps of Euler': [
    { integrate: (v, j, x) => v + (j - v) * x * (1 - x / 4), refractory: () => -1 },
    'integrator=two-half-steps, refractory=none',
  ],
  'genn#404: no two spikes in a row': [
    { fires: (reached, threshold, { since }) => reached > threshold && since !== 1 },
    'inARow=never',
  ],
  'lava#841: voltage multiplied by 1 - decay': [
    { integrate: (v, j, x) => (x === 0 ? v : -Math.expm1(-x) * (v + j)) },
    'integrator=one-minus-decay-of-voltage',
  ],
  'lava#841, with the factor of a whole step at the end of a refractory period': [
    {
      integrate: (v, j, x, { asked: { dtSeconds, tauRcSeconds } }) =>
        x === 0 ? v : -Math.expm1(-dtSeconds / tauRcSeconds) * (v + j),
    },
    'integrator=one-minus-decay-of-voltage, wake=for-whole-steps',
  ],
  'sinabs#236: voltage shown before the floor': [
    {
      floor: (voltage, lowest, neuron) => {
        neuron.slow = voltage;
        return Math.max(voltage, lowest);
      },
      shown: (voltage, { since, slow }) => (since === 0 ? voltage : slow),
    },
    'shownVoltage=before-floor',
  ],
};

describe('a real bug of neurons, rebuilt, is named', () => {
  it.each(Object.entries(realBugs))('%s', async (_, [changes, told]) => {
    const { sets } = await diagnosisOf((input) => runWrong(changes, input));
    expect(sets.map(({ choices }) => nameOf(choices))).toContain(told);
  });
});

describe('a mistake that is in no table', () => {
  it('does not hide what neurons do before they fire', async () => {
    const changes: Parameters<typeof runWrong>[0] = {
      integrate: (v, j, x) => v + (j - v) * x * (1 - x / 4),
      refractory: (tau, { spikes }) => tau * (spikes % 2 === 0 ? 1.37 : 0.61),
    };
    const { outcome, beforeSpikes } = await diagnosisOf((input) => runWrong(changes, input));
    expect([outcome, nameOf(beforeSpikes?.choices ?? {})]).toEqual(['unexplained', 'integrator=two-half-steps']);
  });

  it('is never given a wrong name, as a sample shows', async () => {
    const isChosen = ([name]: (typeof wrongNeurons)[number], index: number) =>
      name === 'fires twice' || index % 50 === 4;
    const { misnamed } = await outcomesOf(wrongNeurons.filter(isChosen));
    expect(misnamed).toEqual([]);
  });
});

/** Of 150 mistakes. */
const mostMisnamed = 1;

describeSlow('a mistake that is in no table', { timeout: 3_600_000 }, () => {
  it('is given a wrong name at most once in 150', async () => {
    expect(wrongNeurons.length).toBe(150);
    const { misnamed = [] } = await outcomesOf(sampleOf(wrongNeurons, 15));
    expect(misnamed.length, misnamed.join('\n')).toBeLessThanOrEqual(mostMisnamed);
  });
});
