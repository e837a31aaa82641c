import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EngineLaw, engineLaws, type Prepare, sameGradients } from '../../properties/engine/equality.ts';
import { eachLane, sameLogarithm } from '../../properties/engine/log1p.ts';
import { changeOf, wrongKernels, wrongTrainingKernels } from '../../properties/engine/wrong-kernels.ts';
import { type CompileSettings, compileKernel } from '../../scripts/compile-kernel.mjs';
import { log1p } from '../../src/base/elementary.ts';
import { float64 } from '../../src/base/precision.ts';
import { createEngine, readableNetwork } from '../../src/engine/engine.ts';
import { compile, instantiate } from '../../src/engine/kernel.ts';
import { describeSlow, sampleOf } from '../slow.ts';
import { sumReadably, sumWith } from './sum-gradients.ts';

describeSlow('wrong kernels', async () => {
  const readable: Prepare = (network) => readableNetwork(network, 'to compare');

  /** Sources of the kernel in float64. */
  const ofSpikes = ['neuron.ts', 'lists.ts', 'spiking.ts', 'affected.ts'];

  /** The wrong kernel that fails most rarely does so in one case in 45, so 200 cases miss it with a probability of 1 %. */
  const numRuns = 2 * (fc.readConfigureGlobal().numRuns ?? 100);

  /** The id of the first law that a kernel breaks. */
  async function findBrokenLaw(settings: CompileSettings): Promise<string | undefined> {
    const module = await compile(await compileKernel(settings));
    const { prepare } = await createEngine({ float32: module });
    const { kernel } = instantiate(module, 0);
    const breaks = (property: fc.IProperty<unknown>) => fc.check(property, { numRuns, endOnFailure: true }).failed;
    const logarithms = [kernel.log1pOfOne, ...eachLane(kernel.log1pInLane)];
    if (logarithms.some((logarithm) => breaks(sameLogarithm(logarithm, log1p)))) return 'logarithm';
    return engineLaws.find(({ property }) => breaks(property(prepare, readable)))?.id;
  }

  describe('a wrong kernel of inference', () => {
    it.each(['-O3', '-O0'] as const)('breaks no law if nothing is changed, compiled with %s', async (optimization) => {
      expect(await findBrokenLaw({ optimization })).toBeUndefined();
    });

    const inFloat64 = wrongKernels.filter(({ file }) => ofSpikes.includes(file));

    it.each(sampleOf(inFloat64, 4))('breaks a law in float64 if it $name', async (wrong) => {
      const settings = { change: changeOf(wrong), optimization: '-O0', precision: 'float64' } as const;
      const { prepare } = await createEngine({ float64: await compile(await compileKernel(settings)) });
      const isBroken = ({ property }: EngineLaw) =>
        fc.check(property(prepare, readable, float64), { endOnFailure: true }).failed;
      expect(engineLaws.some(isBroken)).toBe(true);
    });

    for (const wrong of wrongKernels) {
      it(`breaks a law if it ${wrong.name}`, async () => {
        expect(await findBrokenLaw({ change: changeOf(wrong), optimization: '-O0' })).toBeDefined();
      });
    }
  });

  describe('a wrong kernel of training', () => {
    it.each(wrongTrainingKernels)('breaks the law if it $name', async (change) => {
      const wrong = await compile(await compileKernel({ change: changeOf(change), optimization: '-O0' }));
      expect(fc.check(sameGradients.property(sumWith(wrong), sumReadably), { endOnFailure: true }).failed).toBe(true);
    });
  });
});
