import { expect, it } from 'vitest';
import { loadSuite } from '../../src/cli/suite.ts';
import { nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import type { CapabilityName, Implementation } from '../../src/conformance/implementation.ts';
import { listenTo } from '../../src/conformance/judge/exchange.ts';
import { judge } from '../../src/conformance/judge/judge.ts';
import { gatherCases } from '../../src/conformance/judge/plan.ts';
import { reference } from '../../src/conformance/reference.ts';

const cases = gatherCases(loadSuite(), nengoConventions, 'float64', { seed: 1830, numRuns: 30 });

/** Estimated by the actual number of requests that are left, at the end of each case between 5 and 95 %. */
async function estimates(...names: CapabilityName[]): Promise<number[]> {
  const { name, precision, ...capabilities } = reference('float64');
  const offered = Object.fromEntries(names.map((one) => [one, capabilities[one]]));
  let sent = 0;
  const counting: Implementation = listenTo({ name, precision, ...offered }, () => sent++);
  const ends: { readonly sent: number; readonly left: number }[] = [];
  await judge(counting, {
    cases,
    onCase: (done, total) => ends.push({ sent, left: (sent / done) * (total - done) }),
  });
  const counted = ends.filter((end) => end.sent > 0.05 * sent && end.sent < 0.95 * sent);
  return counted.map((end) => end.left / (sent - end.sent));
}

it.each(['neuron', 'network', 'neuron tuning synapse'])(
  'the number of requests that are left is estimated within a factor of two: %s',
  async (names) => {
    const ratios = await estimates(...(names.split(' ') as CapabilityName[]));
    expect(ratios.length).toBeGreaterThan(10);
    expect(Math.min(...ratios)).toBeGreaterThan(0.5);
    expect(Math.max(...ratios)).toBeLessThan(2);
  },
);
