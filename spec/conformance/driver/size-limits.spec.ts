import { describe, expect, it } from 'vitest';
import { SkippedCase } from '../../../src/conformance/protocol/driver/fault.ts';
import { remoteImplementation } from '../../../src/conformance/protocol/driver/remote.ts';
import { type StartAnswer, startAnswer } from '../../../src/conformance/protocol/protocol.ts';
import type { SizeLimits } from '../../../src/conformance/protocol/size-limits.ts';

const description = (limits: SizeLimits): StartAnswer => ({
  ...{ id: 0, protocol: 2, implementation: { name: 'small', version: '1' } },
  ...{ capabilities: ['seeded'], precision: 'float64', limits },
});

const input = (neurons: number) => {
  const [all, none] = [100, 0].map((value) => ({ kind: 'choice', values: [value] }) as const);
  const times = { tauRcSeconds: 0.02, tauRefSeconds: 0.002 };
  return { seed: 1, neurons, ...times, maxRatesHz: all, intercepts: none, initialVoltage: none } as never;
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

  it('may not declare less than the vectors need', () => {
    const isValid = (limits: SizeLimits) => startAnswer.safeParse(description(limits)).success;
    expect([{}, { neurons: 100 }, { steps: 2000 }, { products: 100_000 }].map(isValid)).toEqual(Array(4).fill(true));
    expect([{ neurons: 99 }, { steps: 1999 }, { products: 99_999 }].map(isValid)).toEqual(Array(3).fill(false));
  });
});
