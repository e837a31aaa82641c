import { describe, expect, it } from 'vitest';
import { nirControls } from '../../properties/controls/nir.ts';
import type { Implementation, NirInput } from '../../src/conformance/implementation.ts';
import { type NirFingerprint, nirFingerprint, parametersWith } from '../../src/conformance/nir/fingerprint.ts';
import { nirProbes } from '../../src/conformance/nir/probes.ts';
import { ImplementationFault, Unsupported } from '../../src/conformance/protocol/driver/fault.ts';
import { reference } from '../../src/conformance/reference.ts';
import { describeNir } from '../../src/report/fingerprint.ts';
import { mutant } from './judged.ts';

type Run = NonNullable<Implementation['nir']>;
const right = reference().nir as Run;
const all = nirProbes.map(({ node, parameter }) => `${node}.${parameter}`);
const found = (run: Run | undefined): Promise<NirFingerprint> => nirFingerprint(run as Run);

describe('the fingerprint of a NIR importer', () => {
  it.each([reference(), ...nirControls])(
    'finds every parameter honored, however it discretizes: $name',
    async ({ nir }) => {
      const one = await found(nir);
      expect(parametersWith(one, 'honored')).toEqual(all);
      expect(one.reset).toBe('to a voltage');
    },
  );

  it.each([
    ['nir-step-of-a-tenth-of-a-millisecond', ['LIF.dt']],
    ['nir-lif-ignores-r', ['LIF.r']],
    ['nir-lif-ignores-v-leak', ['LIF.v_leak']],
    ['nir-lif-ignores-v-reset', ['LIF.v_reset']],
    ['nir-lif-ignores-v-threshold', ['LIF.v_threshold']],
    ['nir-cuba-ignores-v-reset', ['CubaLIF.v_reset']],
    ['nir-bias-at-random', ['Affine.bias']],
  ])('finds what a mutant ignores: %s', async (name, ignored) => {
    const one = await found(mutant(name).nir);
    expect(parametersWith(one, 'ignored')).toEqual(ignored);
  });

  it.each([
    ['nir-halves-tau', ['LIF.tau', 'LIF.input']],
    ['nir-cuba-leaks-twice', ['CubaLIF.v_leak']],
    ['nir-weights-transposed', ['Linear.weight']],
    ['nir-adds-whole-current', ['LIF.input']],
  ])('finds what a mutant misreads: %s', async (name, misread) => {
    const one = await found(mutant(name).nir);
    expect(parametersWith(one, 'misread')).toEqual(expect.arrayContaining(misread));
  });

  it('finds a reset by subtraction', async () => {
    const one = await found(mutant('nir-subtracts-threshold').nir);
    expect(one.reset).toBe('by subtraction');
  });

  it('distinguishes a refusal from a failure, and reports both', async () => {
    const picky = (input: NirInput) => {
      const node = input.nodes.at(-1);
      if (node?.type === 'IF') throw new Unsupported('IF', 'there is no IF');
      if (node?.type === 'CubaLIF') throw new ImplementationFault('shape', 'run', 'no spikes');
      return right(input);
    };
    const one = await found(picky);
    expect(parametersWith(one, 'refused')).toEqual(['IF.r', 'IF.v_threshold']);
    expect(one.parameters.find(({ node }) => node === 'IF')?.reason).toBe('skipped: cannot honor IF: there is no IF');
    expect(parametersWith(one, 'unanswered')).toEqual(all.filter((name) => name.startsWith('CubaLIF')));
    expect(describeNir(one).map((line) => line.split(' ')[0])).toEqual(['honors', 'refuses', 'does', 'a']);
  });

  it.each<[string, (input: NirInput) => string | undefined, string[], string[]]>([
    ['r = 1', ({ nodes: [one] }) => (one.type === 'IF' && one.r[0] !== 1 ? 'r' : undefined), ['IF.r'], []],
    ['no r at all', ({ nodes: [one] }) => (one.type === 'IF' ? 'r' : undefined), ['IF.r'], ['IF.v_threshold']],
    [
      'r = tau_mem/dt and w_in = tau_syn/dt',
      ({ nodes: [one], dtSeconds }) => {
        if (one.type !== 'CubaLIF') return undefined;
        if (Math.abs(Number(one.r[0]) * dtSeconds - Number(one.tau_mem[0])) > 1e-9) return 'r';
        return Math.abs(Number(one.w_in[0]) * dtSeconds - Number(one.tau_syn[0])) > 1e-9 ? 'w_in' : undefined;
      },
      ['CubaLIF.r', 'CubaLIF.w_in'],
      [],
    ],
    [
      'v_leak = v_reset',
      ({ nodes: [one] }) => (one.type === 'LIF' && one.v_leak[0] !== one.v_reset[0] ? 'v_leak' : undefined),
      ['LIF.v_leak'],
      [],
    ],
  ])('does not blame one parameter for another: an importer of %s', async (_, refuses, refused, untested) => {
    for (const { nir, name } of [reference(), ...nirControls]) {
      const one = await found((input) => {
        const parameter = refuses(input);
        if (parameter !== undefined) throw new Unsupported(parameter, 'no');
        return (nir as Run)(input);
      });
      expect(parametersWith(one, 'refused'), name).toEqual(refused);
      expect(parametersWith(one, 'untested'), name).toEqual(untested);
      const others = all.filter((parameter) => ![...refused, ...untested].includes(parameter));
      expect(parametersWith(one, 'honored'), name).toEqual(others);
      const lines = untested.map((parameter) => `leaves untested ${parameter} (it cannot honor r: no)`);
      expect(describeNir(one)).toEqual(expect.arrayContaining(lines));
    }
  });

  it('finds what an importer ignores even if it refuses another parameter', async () => {
    const one = await found((input) => {
      const node = input.nodes.at(-1);
      if (node?.type !== 'IF') return right(input);
      if (node.r[0] !== 1) throw new Unsupported('r', 'r != 1');
      return right({ ...input, nodes: [{ ...node, v_threshold: [1] }] });
    });
    expect(parametersWith(one, 'ignored')).toEqual(['IF.v_threshold']);
  });

  it('finds what is honored by an importer that never multiplies by dt', async () => {
    const one = await found((input) => {
      const node = input.nodes.at(-1);
      if (node?.type === 'IF' && node.r[0] !== 1) throw new Unsupported('r', 'r != 1');
      return node?.type === 'IF'
        ? right({ ...input, nodes: [{ ...node, r: node.r.map((r) => r / input.dtSeconds) }] })
        : right(input);
    });
    expect(parametersWith(one, 'honored')).toContain('IF.v_threshold');
  });

  it('ends with an importer that stops', async () => {
    const stopping = () => Promise.reject(new ImplementationFault('crash', 'run', 'ended'));
    await expect(found(stopping)).rejects.toThrow('ended');
  });
});
