import fc from 'fast-check';
import { it } from 'vitest';
import { lifInput } from '../../properties/arbitraries/lif.ts';
import { neuronFields } from '../../src/conformance/choices/neuron.ts';
import { profiles } from '../../src/conformance/choices/profiles.ts';
import { probes, verifications } from '../../src/conformance/choices/probes.ts';
import { diagnose } from '../../src/conformance/choices/diagnose.ts';
import { canonical, nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { nameOf, withoutDefinition } from '../../src/conformance/choices/choice.ts';
import { simulate } from '../../src/conformance/choices/neuron-step.ts';
import { precisions } from '../../src/base/precision.ts';

const reduced = (c: any) => withoutDefinition(canonical(c), neuronFields);
const fresh = fc.sample(lifInput(), { numRuns: 100, seed: 77 });
const same = (a: any, b: any) => fresh.every((input) => {
  const [x, y] = [simulate(a, input), simulate(b, input)];
  return JSON.stringify(x.spikes) === JSON.stringify(y.spikes) && (x.voltage as any).flat().every((v: number, i: number) => { const w = (y.voltage as any).flat()[i]; return Object.is(v, w) || Math.abs(v - w) <= 1e-7 * Math.max(1, Math.abs(v)); });
});
const stride = Number(process.env.STRIDE ?? 1), mode = process.env.MODE ?? 'voltages', prec = (process.env.PREC ?? 'float64') as 'float64';
it('measures', () => {
  const counts: Record<string, number> = {};
  const t0 = Date.now();
  let i = 0, worst = 0;
  for (const p of profiles) for (const [field, choices] of Object.entries(neuronFields)) for (const [name, { status }] of Object.entries(choices as any) as any) {
    if (status !== 'mistake') continue;
    if (i++ % stride !== 0) continue;
    const injected = reduced({ ...p.conventions, [field]: name });
    const t = Date.now();
    const results = [...probes, ...verifications].map((probe) => { const { spikes, voltage, spikeHeight } = simulate(injected, probe.input, precisions[prec]); return { probe, outcome: 'answered' as const, answer: mode === 'spikes' ? { spikes, spikeHeight } : { spikes, voltage: voltage as any, spikeHeight } }; });
    const d = diagnose(results, { precision: prec, conventions: process.env.DECLARED ? p.conventions : nengoConventions });
    const took = Date.now() - t; worst = Math.max(worst, took);
    const names = d.sets.map((s) => nameOf(s.choices));
    const kind = d.sets.length === 0 ? d.outcome : d.basis !== (mode === 'spikes' ? 'spikes' : 'spikes and voltages') ? 'other basis' : d.precision.found !== null && d.precision.found !== prec ? 'other precision' : names[0] === nameOf(injected) && names.length === 1 ? 'exact' : names.includes(nameOf(injected)) ? 'tie' : same(d.sets[0]!.choices, injected) ? 'without effect' : 'hidden/wrong';
    counts[kind] = (counts[kind] ?? 0) + 1;
    if (!['exact', 'tie', 'without effect'].includes(kind)) console.log(kind, p.id, field, name, took, JSON.stringify(d.sets.map((s) => s.choices)).slice(0, 300), JSON.stringify(d.nearest?.deviation)?.slice(0, 200));
  }
  console.log(counts, (Date.now() - t0) / i, 'ms per case', worst);
}, 3_000_000);
