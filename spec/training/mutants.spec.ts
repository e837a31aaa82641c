import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import killMatrix from '../../fixtures/kills.json' with { type: 'json' };
import type { KillMatrix } from '../../properties/kill-matrix.ts';
import { trainingLaws } from '../../properties/laws.ts';
import { trainingMutants } from '../../properties/mutants/training/index.ts';
import { trainingControls } from '../../properties/oracles/trainers.ts';
import type { Trainer, TrainingLaw } from '../../properties/training/trainer.ts';

/** Every mutant fails many cases, so a few suffice. */
const numRuns = 10;

const killedBy: KillMatrix = killMatrix;

const topics = ['loss', 'gradient', 'optimizer', 'epoch'] as const;

describe('every mutant of training breaks a law of its topic', () => {
  for (const topic of topics) {
    for (const mutant of trainingMutants[topic]) {
      it(`${topic}: ${mutant.name}`, async () => {
        const inOrder = trainingLaws[topic].toSorted((a, b) => order(mutant, a) - order(mutant, b));
        const broken = await firstThat(inOrder, (law) => isBroken(law, mutant));
        expect(broken?.id, 'law that it breaks').toBeDefined();
      });
    }
  }
});

describe('every law of training kills a mutant', () => {
  for (const topic of topics) {
    for (const law of trainingLaws[topic]) {
      it(law.id, async () => {
        const mutants = Object.values(trainingMutants).flat();
        const inOrder = mutants.toSorted((a, b) => order(a, law) - order(b, law));
        const killed = await firstThat(inOrder, (mutant) => isBroken(law, mutant));
        expect(killed?.name, 'mutant that it kills').toBeDefined();
      });
    }
  }
});

describe('every law of training holds for the controls', () => {
  for (const control of trainingControls) {
    it(`computed in another way: ${control.name}`, async () => {
      const refusing = await firstThat(Object.values(trainingLaws).flat(), (law) => isBroken(law, control));
      expect(refusing?.id).toBeUndefined();
    });
  }
});

/** Sort key: 0 for a law that kills the mutant according to the kill matrix, so that it is tried first; otherwise 1. */
function order(mutant: Trainer, { id }: TrainingLaw): number {
  return killedBy[mutant.name]?.includes(id) ? 0 : 1;
}

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
