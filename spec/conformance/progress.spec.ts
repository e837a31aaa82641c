import { expect, it } from 'vitest';
import { startProgress } from '../../src/cli/progress.ts';
import { loadSuite } from '../../src/cli/suite.ts';
import { nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import type { CapabilityName, Implementation } from '../../src/conformance/implementation.ts';
import { listenTo } from '../../src/conformance/judge/exchange.ts';
import { judge } from '../../src/conformance/judge/judge.ts';
import { gatherCases } from '../../src/conformance/judge/plan.ts';
import { reference } from '../../src/conformance/reference.ts';
import { describeSlow } from '../slow.ts';

describeSlow('the progress of a check', async () => {
  const cases = gatherCases(loadSuite(), nengoConventions, 'float64', { seed: 1830, numRuns: 30 });

  /** Seconds per request, on a clock that only requests move. */
  const secondsPerRequest = 600;

  /** The time left as progress shows it, divided by the actual one, at the end of each case between 5 and 95 %. */
  async function estimates(...names: CapabilityName[]): Promise<number[]> {
    const { name, precision, ...capabilities } = reference('float64');
    const offered = Object.fromEntries(names.map((one) => [one, capabilities[one]]));
    let sent = 0;
    const counting: Implementation = listenTo({ name, precision, ...offered }, () => sent++);
    const ends: { readonly sent: number; readonly left: number }[] = [];
    const screen = { isTTY: true, write: (line: string) => ends.push({ sent, left: secondsLeftIn(line) }) };
    const clock = () => 1000 * secondsPerRequest * sent;
    let progress: ReturnType<typeof startProgress> | undefined;
    await judge(counting, {
      cases,
      onCase: (done, total) => {
        progress ??= startProgress(screen, total, 'requests', clock);
        progress.update(done);
      },
    });
    const counted = ends.filter((end) => end.sent > 0.05 * sent && end.sent < 0.95 * sent);
    return counted.map((end) => end.left / (secondsPerRequest * (sent - end.sent)));
  }

  const secondsLeftIn = (line: string): number => 60 * Number(/(\d+) min left/.exec(line)?.[1]);

  /** Laws send one to three requests per input, which the estimate takes for equal; what is left may send one only. */
  const mostRequestsPerInput = 3;

  it.each(['neuron', 'network', 'neuron tuning synapse'])(
    'the time that is left is shown within a factor of three if every request takes as long: %s',
    async (names) => {
      const ratios = await estimates(...(names.split(' ') as CapabilityName[]));
      expect(ratios.length).toBeGreaterThan(10);
      expect(Math.min(...ratios)).toBeGreaterThan(1 / mostRequestsPerInput);
      expect(Math.max(...ratios)).toBeLessThan(mostRequestsPerInput);
    },
  );
});
