import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trainingLaws } from '../../properties/laws.ts';
import { trainingMutants } from '../../properties/mutants/training/index.ts';
import { trainingControls } from '../../properties/oracles/trainers.ts';
import type { Trainer, TrainingLaw } from '../../properties/training/trainer.ts';

/** Every mutant dies on many cases; a full number of runs is only needed to find what is subtle. */
const numRuns = 10;

const subjects = ['loss', 'gradient', 'optimizer', 'epoch'] as const;

describe('every wrong trainer breaks a law of what is wrong with it', () => {
  for (const subject of subjects) {
    for (const mutant of trainingMutants[subject]) {
      it(`${subject}: ${mutant.name}`, async () => {
        const broken = await firstThat(trainingLaws[subject], (law) => isBroken(law, mutant));
        expect(broken?.id, 'law that it breaks').toBeDefined();
      });
    }
  }
});

describe('every law of training catches a wrong trainer', () => {
  for (const subject of subjects) {
    for (const law of trainingLaws[subject]) {
      it(law.id, async () => {
        const mutants = [...trainingMutants[subject], ...Object.values(trainingMutants).flat()];
        const caught = await firstThat(mutants, (mutant) => isBroken(law, mutant));
        expect(caught?.name, 'mutant that it catches').toBeDefined();
      });
    }
  }
});

describe('no law of training refuses a right trainer that is written in another way', () => {
  for (const control of trainingControls) {
    it(control.name, async () => {
      const refusing = await firstThat(Object.values(trainingLaws).flat(), (law) => isBroken(law, control));
      expect(refusing?.id).toBeUndefined();
    });
  }
});

const known = new Map<string, Promise<boolean>>();

/** Whether a trainer breaks a law, found out once. */
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
