import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { legalNeuron } from '../../properties/arbitraries/legal-neuron.ts';
import { lifInput } from '../../properties/arbitraries/lif.ts';
import { stableUnder } from '../../properties/neuron/lif-declared.ts';
import { type PrecisionName, precisions } from '../../src/base/precision.ts';
import { askProbes } from '../../src/conformance/ask-probes.ts';
import { diagnose } from '../../src/conformance/choices/diagnose.ts';
import { anyForm } from '../../src/conformance/choices/neuron.ts';
import { simulate } from '../../src/conformance/choices/neuron-step.ts';
import type { ProbeResult } from '../../src/conformance/choices/probes.ts';
import { profiles } from '../../src/conformance/choices/profiles.ts';
import type { NeuronInput, NeuronOutput } from '../../src/conformance/implementation.ts';
import { describeSlow, isThorough } from '../slow.ts';
import { changed } from './changed.ts';

const names: readonly PrecisionName[] = ['float64', 'float32'];
const programs = profiles.flatMap(({ id, conventions }) =>
  anyForm.flatMap((form) =>
    names.flatMap((precision) => [true, false].map((isShown) => ({ id, conventions, form, precision, isShown }))),
  ),
);
type Program = (typeof programs)[number];

const askedAtATime = 3;
const cache = new Map<Program, Promise<ProbeResult[]>>();

const runOf =
  ({ conventions, form, precision, isShown }: Program) =>
  (input: NeuronInput): NeuronOutput => {
    const { voltage, ...output } = simulate({ ...conventions, form }, input, precisions[precision]);
    return isShown && voltage ? { ...output, voltage } : output;
  };

/** The probes of a program are asked once. */
function probed(program: Program): Promise<ProbeResult[]> {
  const found = cache.get(program) ?? askProbes({ ...changed({ run: runOf(program) }), precision: program.precision });
  cache.set(program, found);
  return found;
}

/** Tries of programs with groups of generated requests; those that are told a mistake, or are not explained. */
async function accused(tries: number, seed: number): Promise<string[]> {
  const requests = fc.oneof({ weight: 2, arbitrary: lifInput() }, legalNeuron());
  const groups = fc.sample(fc.array(requests, { minLength: 1, maxLength: askedAtATime }), { numRuns: tries, seed });
  const found: string[] = [];
  for (const [index, group] of groups.entries()) {
    const program = programs[(index * 37 + seed) % programs.length] as Program;
    const { conventions, precision, id, form, isShown } = program;
    const more = group.map((drawn, own) => {
      const input = stableUnder(conventions, drawn);
      return { id: `generated ${own}`, input, answer: runOf(program)(input) };
    });
    const told = diagnose(await probed(program), { precision, conventions }, more);
    const [first] = told.sets;
    const mistakes = told.sets.flatMap(({ differences }) => differences.filter(({ status }) => status === 'mistake'));
    if (first === undefined || mistakes.length > 0)
      found.push(
        `${id} ${form} ${precision} ${isShown}, try ${index} of seed ${seed}: ${told.outcome} ${mistakes.map(({ words }) => words)} ${JSON.stringify(told.nearest?.deviation ?? '').slice(0, 300)}`,
      );
  }
  return found;
}

describe('a right program', () => {
  it('is never told a mistake, in any form and precision, whatever it is asked', async () => {
    expect(await accused(8, 1)).toEqual([]);
  });
});

describeSlow('a right program', () => {
  it('is never told a mistake in many tries', async () => {
    expect(await accused(isThorough ? 20_000 : 20, 2)).toEqual([]);
  });
});
