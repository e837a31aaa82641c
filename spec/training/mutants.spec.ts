import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trainingLaws } from '../../properties/laws.ts';
import { trainingMutants } from '../../properties/mutants/training/index.ts';
import { trainingControls } from '../../properties/oracles/trainers.ts';
import type { Trainer, TrainingLaw } from '../../properties/training/trainer.ts';

/** Every mutant fails many cases, so a few suffice. */
const numRuns = 10;

const topics = ['loss', 'gradient', 'optimizer', 'epoch'] as const;

describe('every mutant of training breaks a law of its topic', () => {
  for (const topic of topics) {
    for (const mutant of trainingMutants[topic]) {
      it(`${topic}: ${mutant.name}`, async () => {
        const broken = await firstThat(trainingLaws[topic], (law) => isBroken(law, mutant));
        expect(broken?.id, 'law that it breaks').toBeDefined();
      });
    }
  }
});

describe('every law of training kills a mutant', () => {
  for (const topic of topics) {
    for (const law of trainingLaws[topic]) {
      it(law.id, async () => {
        const mutants = [...trainingMutants[topic], ...Object.values(trainingMutants).flat()];
        const caught = await firstThat(mutants, (mutant) => isBroken(law, mutant));
        expect(caught?.name, 'mutant that it catches').toBeDefined();
      });
    }
  }
});

describe('every law of training holds for the controls', () => {
  for (const control of trainingControls) {
    it(control.name, async () => {
      const refusing = await firstThat(Object.values(trainingLaws).flat(), (law) => isBroken(law, control));
      expect(refusing?.id).toBeUndefined();
    });
  }
});

const known = new Map<string, Promise<boolean>>();

/** Whether a trainer breaks a law; cached. */
function isBroken(law: TrainingLaw, trainer: Trainer): Promise<boolean> {
  const key = `${law.id} ${trainer.name}`;
  const broken =
    known.get(key) ?? fc.check(law.property(trainer), { numRuns, endOnFailure: true }).then((run) => run.failed);
  known.set(key, broken);
  return broken;
}

async function firstThat<Item>(
  items: readonly Item[],
  isSo: (item: Item) => Promise<boolean>,
): Promise<Item | undefined> {
  for (const item of items) if (await isSo(item)) return item;
  return undefined;
}
