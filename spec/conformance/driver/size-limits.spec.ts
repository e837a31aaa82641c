import { describe, expect, it } from 'vitest';
import { SkippedCase } from '../../../src/conformance/protocol/driver/fault.ts';
import { remoteImplementation } from '../../../src/conformance/protocol/driver/remote.ts';
import { type StartAnswer, startAnswer } from '../../../src/conformance/protocol/protocol.ts';
import type { SizeLimits } from '../../../src/conformance/protocol/size-limits.ts';

const description = (limits: SizeLimits): StartAnswer => ({
  ...{ id: 0, protocol: 3, implementation: { name: 'small', version: '1' } },
  ...{ capabilities: ['seeded'], precision: 'float64', limits },
});

const input = (neurons: number, seed = 1) => {
  const [all, none] = [100, 0].map((value) => ({ kind: 'choice', values: [value] }) as const);
  const times = { tauRcSeconds: 0.02, tauRefSeconds: 0.002 };
  return { seed, neurons, ...times, maxRatesHz: all, intercepts: none, initialVoltage: none } as never;
};

describe('a program that declares limits', () => {
  it('is not asked for more', async () => {
    const asked: unknown[] = [];
    const ask = async (question: object) => {
      asked.push(question);
      return { answer: { id: 1, skipped: 'asked' } };
    };
    const { seeded } = remoteImplementation({ ask } as never, description({ neurons: 100 }));
    await expect(seeded?.(input(100))).rejects.toThrow(new SkippedCase('asked'));
    const reason = 'a request asks for 101 neurons, but the limit is 100';
    await expect(seeded?.(input(101))).rejects.toThrow(new SkippedCase(reason, 'lifspec'));
    expect(asked).toHaveLength(1);
  });

  it('is not asked for a larger seed', async () => {
    const implementation = remoteImplementation({} as never, description({ seed: 2 ** 32 - 1 }));
    const reason = 'a request asks for seed 4294967296, but the limit is 4294967295';
    await expect(implementation.seeded?.(input(1, 2 ** 32))).rejects.toThrow(new SkippedCase(reason, 'lifspec'));
    expect(implementation.largestSeed).toBe(2 ** 32 - 1);
  });

  it('may not declare less than the vectors need', () => {
    const isValid = (limits: SizeLimits) => startAnswer.safeParse(description(limits)).success;
    const [seed, least] = [2 ** 31 - 1, { neurons: 100 }];
    expect([{}, least, { steps: 2000 }, { products: 100_000 }, { seed }].map(isValid)).toEqual(Array(5).fill(true));
    const tooSmall = [{ neurons: 99 }, { steps: 1999 }, { products: 99_999 }, { seed: seed - 1 }];
    expect(tooSmall.map(isValid)).toEqual(Array(4).fill(false));
  });
});
