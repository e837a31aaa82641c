import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { controls } from '../../properties/index.ts';
import { nirLaws } from '../../properties/laws.ts';
import { lifLaws } from '../../properties/neuron/lif.ts';
import { doubledAmplitudeDoubles, spikesIgnoreAmplitude } from '../../properties/neuron/lif-amplitude.ts';
import { lifRefusalLaws } from '../../properties/neuron/lif-refusal.ts';
import { silentAtCurrentOne } from '../../properties/neuron/lif-threshold.ts';
import { Refusal } from '../../src/base/requirement.ts';
import { loadSuite } from '../../src/cli/suite.ts';
import { askProbes } from '../../src/conformance/ask-probes.ts';
import { nengoConventions } from '../../src/conformance/choices/conventions.ts';
import type { Diagnosis } from '../../src/conformance/choices/diagnosis.ts';
import { simulate } from '../../src/conformance/choices/neuron-step.ts';
import { profiles } from '../../src/conformance/choices/profiles.ts';
import type { Implementation, NeuronInput, NeuronOutput, NirInput } from '../../src/conformance/implementation.ts';
import type { Case } from '../../src/conformance/judge/case.ts';
import { judge } from '../../src/conformance/judge/judge.ts';
import {
  diagnosedRules,
  isUndeclared,
  type JudgedProgram,
  judgeByRules,
} from '../../src/conformance/judge/judge-program.ts';
import { lawCase } from '../../src/conformance/judge/law-case.ts';
import { planCheck } from '../../src/conformance/judge/plan.ts';
import type { Skip } from '../../src/conformance/judge/skip.ts';
import type { Law } from '../../src/conformance/law.ts';
import {
  ImplementationFault,
  ProgramError,
  SkippedCase,
  Unsupported,
} from '../../src/conformance/protocol/driver/fault.ts';
import type { Vector } from '../../src/conformance/vectors/vector.ts';
import { vectorCase } from '../../src/conformance/vectors/vector-case.ts';
import { publishedVectors } from '../../src/vectors.ts';
import { collectGarbage } from '../collect-garbage.ts';
import { describeSlow } from '../slow.ts';
import { behindProtocol } from './behind-protocol.ts';
import { changed } from './changed.ts';
import { casesOf, fails, judged, lifCases, madeUp, mutant, oneStep, outcomesOf, passes, right } from './judged.ts';

const oneVector = publishedVectors().find(({ id }) => id === 'neuron/lif/leak') as Vector;

describe('a program that declares no conventions', () => {
  const { conventions } = profiles.find(({ id }) => id === 'brian2-euler') as (typeof profiles)[number];
  const rulesOf = async (run: (input: NeuronInput) => NeuronOutput) => {
    const implementation = changed({ run });
    return diagnosedRules(
      { description: {} as JudgedProgram['description'], implementation },
      await askProbes(implementation),
    );
  };

  it('is asked to declare the conventions that it follows', async () => {
    const rules = await rulesOf((input) => simulate(conventions, input));
    expect([rules.source, isUndeclared(rules)]).toEqual(['Nengo', true]);
  });

  it('is judged by the conventions beside its mistake', async () => {
    const rules = await rulesOf((input) => simulate({ ...conventions, reset: '0.01' }, input));
    expect(rules).toMatchObject({ source: 'nearest', conventions: { ...conventions, reset: 'zero' } });
  });

  it('is judged by the nearest conventions if something unknown is rare', async () => {
    // answers wrongly from a start at 0.9 or 1
    const isOdd = ({ initialVoltage }: NeuronInput) => initialVoltage.some((voltage) => voltage >= 0.9);
    const rules = await rulesOf((input) => {
      const output = simulate(conventions, input);
      return isOdd(input) ? { ...output, spikes: output.spikes.map(() => [0]) } : output;
    });
    expect(rules).toMatchObject({ source: 'nearest', conventions, diagnosis: { outcome: 'unexplained' } });
  });
});

describe('the judge', () => {
  it('passes nothing if there are no cases', async () =>
    expect(await judged(right, { cases: [] })).toMatchObject({ bitIdentical: false, conforming: false }));

  it('finds equal bits only if every number of every vector is the expected one', async () => {
    const rounding = { stage: 'voltage', step: 2, expected: 0.5, got: 0.50000001 };
    const near = madeUp('near', { outcome: 'passed', rounding });
    expect(await judged(right, { cases: [passes] })).toMatchObject({ conforming: true, bitIdentical: true });
    const clauses = [{ cases: [{ id: 'passes' }, { id: 'near', rounding }] }];
    const verdict = await judged(right, { cases: [passes, near] });
    expect(verdict).toMatchObject({ conforming: true, bitIdentical: false, clauses });
    expect(await judged(right, { cases: [passes, fails] })).toMatchObject({ conforming: false, bitIdentical: false });
  });

  it('fails an implementation that never fires, even on a law about silence', async () => {
    const silent = changed({ answer: ({ spikes }) => ({ spikes: spikes.map(() => []), spikeHeight: 1000 }) });
    const deviations = { integrator: 'has another integrator' };
    const verdict = await judged(silent, { cases: casesOf([silentAtCurrentOne, spikesIgnoreAmplitude]), deviations });
    expect(new Set(Object.values(outcomesOf(verdict)))).toEqual(new Set(['failed']));
    expect(verdict).toMatchObject({ conforming: false, counts: { passed: 0 } });
  });

  it('passes a law about silence alone if the implementation fires in a probe', async () => {
    const plan = planCheck(loadSuite(), { only: ['lif/silent-at-current-one'], runs: 3 });
    const outcomeIf = async (outcome: Diagnosis['outcome']) => {
      const rules = { conventions: nengoConventions, source: 'Nengo', diagnosis: { outcome } as Diagnosis } as const;
      return (await judgeByRules({ implementation: right }, rules, plan)).results[0]?.outcome;
    };
    expect([await outcomeIf('explained'), await outcomeIf('never fires')]).toEqual(['passed', 'failed']);
  });

  it('does not apply a law that assumes a convention which the implementation does not follow', async () => {
    const [reason, outcome] = ['has no amplitude', 'not applicable'];
    const cases = casesOf([doubledAmplitudeDoubles]);
    const verdict = await judged(right, { cases, deviations: { amplitude: reason } });
    expect(verdict.clauses[0]).toMatchObject({ outcome, cases: [{ outcome, reason }] });
  });

  it('does not apply a law about an optional output which is missing', async () => {
    const spikesOnly = controls.find(({ name }) => name.endsWith('spikes only')) as Implementation;
    const verdict = await judged({ ...spikesOnly, refuses: true }, { cases: lifCases });
    const passedOver = Object.entries(outcomesOf(verdict)).filter(([, outcome]) => outcome === 'not applicable');
    const looking = lifLaws.filter(({ looksAt }) => looksAt !== undefined).map(({ id }) => id);
    expect(passedOver.map(([id]) => id).toSorted()).toEqual(looking.toSorted());
  });
});

describe('an implementation that does not promise to refuse invalid inputs', () => {
  it('is not tested with them', async () => {
    const tolerant = { ...mutant('accepts-long-step'), refuses: false };
    const verdict = await judged(tolerant, { cases: lifCases.filter(({ clause }) => clause === 'refusal') });
    expect(new Set(Object.values(outcomesOf(verdict)))).toEqual(new Set(['not applicable']));
    const [one] = verdict.clauses[0]?.cases ?? [];
    expect(one?.reason).toBe('does not promise to refuse invalid inputs');
  });
});

it('laws that need a parameter which a NIR importer refuses do not apply to it, and all others pass', async () => {
  const nir = (input: NirInput) => {
    const node = input.nodes.at(-1);
    if (node !== undefined && 'v_leak' in node && node.v_leak[0] !== 0)
      throw new Unsupported('v_leak', 'v_leak must be 0');
    return (right.nir as NonNullable<Implementation['nir']>)(input);
  };
  const importer: Implementation = { name: 'without v_leak', precision: 'float64', refuses: true, nir };
  const aboutLeak = ['nir/lif-voltage-offset', 'nir/lif-leak-as-bias', 'nir/cuba-leak-as-bias', 'nir/li-approaches'];
  const verdict = await judged(behindProtocol(importer), { cases: casesOf(nirLaws) });
  const expected = nirLaws.map(({ id }) => [id, aboutLeak.includes(id) ? 'not applicable' : 'passed']);
  expect(outcomesOf(verdict)).toEqual(Object.fromEntries(expected));
  expect(verdict.conforming).toBe(true);
  const refused = verdict.clauses.flatMap(({ cases }) => cases).find(({ id }) => id === aboutLeak[0]);
  expect(refused?.reason).toBe('cannot honor v_leak: v_leak must be 0');
});

describe('four cases at a time', () => {
  it('take turns, always in the same order', async () => {
    const order: string[] = [];
    const taking = (id: string): Case => ({
      ...madeUp(id, { outcome: 'passed' }),
      run: async ({ implementation: { neuron } }) => {
        for (const turn of [1, 2]) {
          order.push(`${id}${turn}`);
          await neuron?.(oneStep);
        }
        return { outcome: 'passed' };
      },
    });
    const first = ['a', 'b', 'c', 'd'].map(taking);
    await judge(right, { cases: [...first, { ...taking('last'), isLast: true }, taking('e')] });
    expect(order.join(' ')).toBe('a1 b1 c1 d1 a2 b2 c2 d2 e1 e2 last1 last2');
  });
});

describe('skips', () => {
  const skip = (id: string, more: Partial<Skip> = {}): Skip[] => [{ id, reason: 'known', ...more }];

  it.each([
    ['are not failures if they are needed', skip('fails'), { passes: 'passed', fails: 'skipped' }, true],
    [
      'are failures if they are not needed',
      [...skip('passes'), ...skip('fails')],
      { passes: 'unneeded skip', fails: 'skipped' },
      false,
    ],
  ])('%s', async (_, skips, outcomes, conforming) => {
    const verdict = await judged(right, { cases: [passes, fails], skips });
    expect(outcomesOf(verdict)).toEqual(outcomes);
    expect(verdict.conforming).toBe(conforming);
    const skipped = verdict.clauses[0]?.cases.find(
      ({ outcome }) => outcome === 'skipped' || outcome === 'unneeded skip',
    );
    expect(skipped).toMatchObject({ reason: 'known', skippedBy: 'file' });
  });

  it('can come from the implementation', async () => {
    const refuses = new SkippedCase('cannot');
    const verdict = await judged(right, { cases: [passes, madeUp('unable', refuses)] });
    expect(outcomesOf(verdict)).toEqual({ passes: 'passed', unable: 'skipped' });
    expect(verdict.clauses[0]?.cases[1]).toMatchObject({ reason: 'cannot', skippedBy: 'implementation' });
    expect(verdict).toMatchObject({ conforming: false, counts: { passed: 1, failed: 0, skipped: 1 } });
    const listed = await judged(right, { cases: [passes, madeUp('unable', refuses)], skips: skip('unable') });
    expect(listed.conforming).toBe(true);
    expect(listed.clauses[0]?.cases[1]).toMatchObject({ reason: 'known', skippedBy: 'file' });
    const nothing = await judged({ ...right, neuron: () => Promise.reject(refuses) }, { cases: lifCases });
    expect(nothing).toMatchObject({ conforming: false, counts: { passed: 0, failed: 0 } });
  });

  it('can come from the implementation on most inputs of a law, which then does not hold', async () => {
    let asked = 0;
    const ask = (input: NeuronInput) => {
      if (asked++ > 1) throw new SkippedCase('cannot');
      return input;
    };
    const verdict = await judged(changed({ ask }), { cases: casesOf([spikesIgnoreAmplitude]) });
    const because = { outcome: 'skipped', reason: 'cannot (answers 1 of 6 inputs)' };
    expect(verdict.clauses[0]?.cases[0]).toMatchObject(because);
  });

  it('can come from the implementation on some inputs of a law, which still holds, and the verdict counts them', async () => {
    let asked = 0;
    const ask = (input: NeuronInput) => {
      if (asked++ < 2) throw new SkippedCase(`cannot: ${asked}`);
      return input;
    };
    const verdict = await judged(changed({ ask }), { cases: casesOf([spikesIgnoreAmplitude]) });
    const skippedInputs = { count: 2, of: 6, reason: 'cannot: 2' };
    expect(verdict.clauses[0]?.cases[0]).toMatchObject({ outcome: 'passed', skippedInputs });
    expect(verdict).toMatchObject({ conforming: true, counts: { passed: 1, skipped: 0, skippedInputs: 2 } });
    expect((await judged(right, { cases: casesOf([spikesIgnoreAmplitude]) })).counts).not.toHaveProperty(
      'skippedInputs',
    );
  });
});

describe('skipped inputs', () => {
  it('have all of their reasons in the verdict, those that differ in numbers once', async () => {
    const reasons = ['no steps above 17', 'no steps above 20', 'has no floor'];
    let asked = 0;
    const ask = (input: NeuronInput) => {
      const reason = reasons[asked++];
      if (reason !== undefined) throw new SkippedCase(reason);
      return input;
    };
    const { clauses } = await judged(changed({ ask }), { cases: casesOf([spikesIgnoreAmplitude]) });
    expect(clauses[0]?.cases[0]).toMatchObject({
      outcome: 'passed',
      skippedInputs: { count: 3, of: 6, reason: 'no steps above 20; has no floor' },
    });
  });
});

describe('an implementation that ends early', () => {
  const gone = new ImplementationFault('crash', 'run', 'ended with 3');

  it('has a fault, reported with the case that was running', async () => {
    const verdict = await judged(right, { cases: [passes, madeUp('deadly', gone), { ...fails, isLast: true }] });
    expect(verdict.fault).toEqual({ kind: 'crash', message: 'ended with 3', case: 'deadly' });
    expect(outcomesOf(verdict)).toEqual({ passes: 'passed', deadly: 'not run', fails: 'not run' });
    expect(verdict.conforming).toBe(false);
  });

  it('receives no more requests while a law shrinks its input', async () => {
    const neuron = vi.fn(() => Promise.reject(gone));
    const verdict = await judged({ ...right, neuron }, { cases: lifCases.slice(0, 1) });
    expect(verdict.fault?.case).toBe(lifCases[0]?.id);
    expect(neuron).toHaveBeenCalledTimes(1);
  });
});

describe('an invalid answer', () => {
  it.each([
    ['with a wrong shape', new ImplementationFault('shape', 'run', 'output.spikes: a list expected')],
    ['that is an error', new ProgramError('answered with an error (overflow): too much')],
  ])('fails only its case: %s', async (_, error) => {
    const verdict = await judged(right, { cases: [passes, madeUp('wrong', error)] });
    expect(outcomesOf(verdict)).toEqual({ passes: 'passed', wrong: 'failed' });
    expect(verdict).toMatchObject({ conforming: false, fault: null });
    expect(verdict.clauses[0]?.cases[1]?.failure?.got).toBe(error.message);
  });
});

describe('an error in answer to a request', () => {
  it('is shown with the request', async () => {
    const neuron = () => Promise.reject(new ProgramError('answered with an error (overflow): too much'));
    const { clauses } = await judged({ ...right, neuron }, { cases: [vectorCase(oneVector)] });
    const exchanges = [{ capability: 'neuron', input: { current: expect.any(Array) } }];
    expect(clauses[0]?.cases[0]?.failure?.smallest).toMatchObject({ exchanges });
  });
});

describe('an error of JavaScript inside an implementation', () => {
  const endless = (): number => endless() + 1;
  const byRule = lifRefusalLaws.find(({ id }) => id === 'lif/refuses-step-length') as Law;

  it.each<[string, (length: number) => unknown]>([
    ['a list of negative length', (length) => new Array(-length)],
    ['a stack overflow', endless],
    ['a thousand decimals', (length) => length.toFixed(1000)],
  ])('is a failure and not a refusal, although it is a RangeError: %s', async (_, run) => {
    const broken = (input: NeuronInput) => {
      run(input.current.length + 1);
      return right.neuron?.(input);
    };
    const implementation = { ...right, refuses: true, neuron: broken } as Implementation;
    expect(() => run(1)).toThrow(RangeError);
    const verdict = await judged(implementation, { cases: [vectorCase(oneVector), ...casesOf([byRule])] });
    expect(outcomesOf(verdict)).toEqual({ [oneVector.id]: 'failed', [byRule.id]: 'failed' });
    expect(verdict.clauses.flatMap(({ cases }) => cases.map((one) => one.failure?.instead))).toEqual([
      'error',
      'error',
    ]);
    await expect(behindProtocol(implementation).neuron?.(oneStep)).rejects.toThrow(ProgramError);
  });

  it('is a refusal if it is thrown as one', async () => {
    const refusing = { ...right, refuses: true, neuron: () => Promise.reject(new Refusal('never')) };
    expect(outcomesOf(await judged(refusing, { cases: casesOf([byRule]), hasFired: true }))).toEqual({
      [byRule.id]: 'passed',
    });
    await expect(behindProtocol(refusing).neuron?.(oneStep)).rejects.toThrow(Refusal);
  });
});

describe('a bug in lifspec', () => {
  const mistake = new TypeError('undefined is not a function');

  it('is thrown and not counted as a failure', async () => {
    await expect(judged(right, { cases: [passes, madeUp('mistaken', mistake)] })).rejects.toBe(mistake);
  });

  it('is not mistaken for a refutation by a law', async () => {
    const law: Law = {
      ...silentAtCurrentOne,
      property: ({ neuron }) =>
        fc.asyncProperty(fc.constant(oneStep), async (input) => {
          await neuron?.(input);
          throw mistake;
        }),
    };
    await expect(judged(right, { cases: casesOf([law]) })).rejects.toBe(mistake);
  });

  it('is not an error that the implementation throws', async () => {
    const cases = [passes, ...casesOf([silentAtCurrentOne])];
    const verdict = await judged({ ...right, neuron: () => Promise.reject(mistake) }, { cases });
    expect(new Set(Object.values(outcomesOf(verdict)))).toEqual(new Set(['failed']));
  });
});

/** Weak references are cleared between turns of the event loop. */
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describeSlow('the judge', () => {
  it('stores few answers at a time, because each may be large', async () => {
    const answers: WeakRef<object>[] = [];
    let most = 0;
    const neuron = async (input: NeuronInput) => {
      if (answers.length % 20 === 0) {
        await nextTurn();
        collectGarbage();
        most = Math.max(most, answers.filter((answer) => answer.deref() !== undefined).length);
        await nextTurn();
      }
      const answer = await right.neuron?.(input);
      answers.push(new WeakRef(answer as object));
      return answer;
    };
    const law = lawCase(doubledAmplitudeDoubles, { seed: 1, numRuns: 40 });
    await judge({ ...right, neuron } as Implementation, { cases: [law] });
    expect(answers.length).toBeGreaterThanOrEqual(80);
    expect(most).toBeLessThan(40); // those since the previous turn, and those of the last input
  });
});
