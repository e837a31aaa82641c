import { describe, expect, it } from 'vitest';
import { heightIsAmplitudeOverStep } from '../../properties/neuron/lif-amplitude.ts';
import { loadSuite } from '../../src/cli/suite.ts';
import { nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import type {
  CapabilityName,
  Implementation,
  NetworkInput,
  NetworkOutput,
  NeuronInput,
  NeuronOutput,
  SynapseInput,
} from '../../src/conformance/implementation.ts';
import type { CaseResult } from '../../src/conformance/judge/case.ts';
import { type KnownMutant, rankBroken } from '../../src/conformance/judge/likeness.ts';
import { gatherCases } from '../../src/conformance/judge/plan.ts';
import type { Verdict } from '../../src/conformance/judge/verdict.ts';
import { formatText } from '../../src/report/text.ts';
import { reportVerdict } from '../../src/report/verdict.ts';
import { casesOf, judged, mutant, right } from './judged.ts';

const suite = loadSuite();
const cases = gatherCases(suite, nengoConventions, 'float64', { seed: 1830, numRuns: 2, endOnFailure: true });

/** The verdict of cases about some capabilities, of every third if there are many, without the laws that take long. */
const judge = ({ name, precision, ...offered }: Implementation): Promise<Verdict> => {
  const names = Object.keys(offered);
  const own = cases.filter(({ id, needs }) => needs.every((one) => names.includes(one)) && !/digits|repeat/.test(id));
  return judged(
    { name, precision, ...offered },
    { cases: own.filter((_, index) => own.length < 50 || index % 3 === 0) },
  );
};

const only = (capability: CapabilityName, run: unknown): Implementation => ({
  ...{ name: 'one', precision: 'float64', [capability]: run },
});

const namesIn = ({ looksLike }: Verdict) => looksLike.map(({ name }) => name);
const runNeurons = right.neuron as (input: NeuronInput) => object;
const runNetwork = right.network as (input: NetworkInput) => NetworkOutput;

describe('a known mistake is named', () => {
  it('if its mutant gives the wrong answers, whatever else the simulator omits', async () => {
    const { neuron } = mutant('resets-by-subtraction');
    const verdict = await judge(
      only('neuron', async (input: NeuronInput) => ({ ...(await neuron?.(input)), voltage: undefined })),
    );
    expect(namesIn(verdict)).toEqual(['resets-by-subtraction']);
  });

  it('from its neurons alone if networks of them are wrong too, whose failures are summed up', async () => {
    const wrong = mutant('refractory-one-step-long');
    const late = ({ architecture, ...input }: NetworkInput) => {
      const tauRefSeconds = architecture.neuron.tauRefSeconds + input.dtSeconds;
      return runNetwork({
        ...input,
        architecture: { ...architecture, neuron: { ...architecture.neuron, tauRefSeconds } },
      });
    };
    const verdict = await judge({ ...only('neuron', wrong.neuron), network: late as never });
    expect(namesIn(verdict)).toEqual(['refractory-one-step-long']);
    const text = formatText(reportVerdict(verdict));
    expect(text).toMatch(/^Fix the neurons first: \d+ more failures may follow from them \(.*\)$/m);
    expect(text).not.toMatch(/network\/.*does not hold/);
  });
});

describe('no mistake is named', () => {
  const wrongs: Readonly<Record<string, Implementation>> = {
    'an exponential is off by 1e-6': only('neuron', (input: NeuronInput) =>
      runNeurons({ ...input, tauRcSeconds: input.tauRcSeconds * (1 + 1e-6) }),
    ),
    'it throws an exception for some inputs': only('neuron', (input: NeuronInput) => {
      if (input.initialVoltage.length > 1) throw new Error('IndexError: index 1 is out of bounds');
      return runNeurons(input);
    }),
    'few answers are wrong, and by mistakes of several mutants': only('synapse', async (input: SynapseInput) => {
      const { filtered, ...output } = await (right.synapse as NonNullable<Implementation['synapse']>)(input);
      return { ...output, filtered: filtered.map((y) => (Math.abs(y) < 1e-9 ? 0 : y)) };
    }),
  };

  it.each(Object.entries(wrongs))('if %s', async (_, wrong) => {
    const { counts, looksLike } = await judge(wrong);
    expect(counts.failed).toBeGreaterThan(0);
    expect(looksLike).toEqual([]);
  });

  it('if its wrong answers differ from right ones by less than from those of a mutant', async () => {
    const wrong = only('neuron', (input: NeuronInput) => {
      const { voltage, ...output } = runNeurons(input) as NeuronOutput;
      const isLongStep = input.dtSeconds > 12 * input.tauRcSeconds;
      const rounded = voltage?.map((row) => row.map((value) => Math.round(1e12 * value) / 1e12));
      return { ...output, voltage: isLongStep ? rounded : voltage };
    });
    const ofRule = gatherCases(suite, nengoConventions, 'float64', { seed: 1830, numRuns: 5 }).filter(
      ({ id }) => id === 'lif/fires-as-declared' || id === 'lif/fires-as-textbook',
    );
    const fails = ofRule.map(({ id }) => id);
    const mutants = [{ name: 'right here', difference: 'differs for other inputs', fails, implementation: right }];
    const { counts, looksLike } = await judged(wrong, { cases: ofRule, mutants });
    expect(counts.failed).toBeGreaterThan(0);
    expect(looksLike).toEqual([]);
  });

  it('if it is wrong where the simulator is right, or right where the simulator is wrong', async () => {
    const wrong = only('neuron', (input: NeuronInput) => ({
      ...runNeurons(input),
      spikeHeight: input.amplitude * Math.floor(1 / input.dtSeconds),
    }));
    const { counts, looksLike } = await judged(wrong, { cases: casesOf([heightIsAmplitudeOverStep]) });
    expect([counts.failed, looksLike]).toEqual([1, []]);
  });
});

describe('the broken clauses', () => {
  const ids = Array.from({ length: 20 }, (_, place) => `case-${place}`);
  const failing = (count: number) =>
    ids.map((id, place) => ({ case: { id }, outcome: place < count ? 'failed' : 'passed' })) as unknown as CaseResult[];

  it('begin with the one that few mutants break', () => {
    const clauseOf = ({ case: { id } }: CaseResult) => ['often', 'seldom'][Math.floor(ids.indexOf(id) / 2)] ?? 'never';
    const mutants = [ids.slice(0, 2), ids.slice(0, 3), ids.slice(1, 2)].map(
      (fails) => ({ fails }) as unknown as KnownMutant,
    );
    expect(rankBroken(failing(4), mutants, clauseOf)).toEqual(['seldom', 'often']);
    expect(rankBroken(failing(2), mutants, clauseOf)).toEqual(['often']);
  });

  it('end with claims, however few mutants break them', () => {
    const clauseOf = ({ case: { id } }: CaseResult) => (id === ids[0] ? 'C11' : 'loss');
    const mutants = [{ fails: ids.slice(1) } as unknown as KnownMutant];
    expect(rankBroken(failing(2), mutants, clauseOf)).toEqual(['loss', 'C11']);
  });
});
