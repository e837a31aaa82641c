import { describe, expect, it } from 'vitest';
import { idleOptions } from '../../src/cli/idle-options.ts';
import { program } from '../../src/cli/program.ts';
import { expectRefusal, lifspec, miniatureWeights } from './command-line.ts';

const untrained = 'because nothing is trained; it needs';

/** Command lines with an option that has no effect. The message begins with the option. */
const refused: readonly (readonly [line: string, message: string])[] = [
  ['sweep --epochs 2', `--epochs has no effect ${untrained} --mode retrained, or --network miniature or --seeds`],
  ['sweep --train-images 100', `--train-images has no effect ${untrained}`],
  ['sweep --batch-size 50', `--batch-size has no effect ${untrained}`],
  ['sweep --weights src --networks nets', `--networks has no effect ${untrained}`],
  ['sweep --weights src --seeds 3', '--seeds has no effect because no voltage is drawn and nothing records it; it'],
  ['sweep --seeds 3 --initial-voltage file', '--initial-voltage has no effect as file, because the networks are'],
  ['evaluate --seed 3', '--seed has no effect because no voltage is drawn and nothing records it; it needs'],
  ['explain --epochs 2', `--epochs has no effect ${untrained} --retrain`],
  ['explain --train-images 100', `--train-images has no effect ${untrained} --retrain`],
  ['explain --batch-size 50', `--batch-size has no effect ${untrained} --retrain`],
  ['explain --networks nets', `--networks has no effect ${untrained} --retrain`],
  ['explain --rescale', '--rescale has no effect without a base, because every explanation rescales; add the base'],
  ['plan --epochs 2', `--epochs has no effect ${untrained} a configuration, --mode retrained, --network miniature`],
  ['plan --train-images 100', `--train-images has no effect ${untrained} a configuration`],
  ['plan --batch-size 50', `--batch-size has no effect ${untrained} a configuration`],
  [
    'summarize fixtures/studies/miniature-synapse --out joined',
    '--out has no effect on results of sweeps; it needs files of',
  ],
  ['summarize fixtures/studies/miniature-synapse --amplitudes 1', '--amplitudes has no effect on results of sweeps'],
  ['summarize fixtures/studies/miniature-synapse --min-voltage 0', '--min-voltage has no effect on results of sweeps'],
  ['summarize fixtures/studies/miniature-synapse --seeds 1', '--seeds has no effect on results of sweeps'],
  ['claims --networks nets', '--networks has no effect if nothing is verified; it needs --verify'],
];

describe('an option without effect', async () => {
  const { commands } = await program();

  it.each(refused)('is refused: %s', expectRefusal);

  it.each(commands.map((command) => [command.name(), command] as const))(
    'is listed for %s, and refused',
    (name, command) => {
      const ofCommand = refused.filter(([line]) => line.startsWith(`${name} `));
      const idle = new Set(ofCommand.map(([, message]) => message.split(' ')[0] as string));
      const options = command.options.map(({ long }) => long as string);
      const withRule = idleOptions[name]?.flatMap((one) => one.options.filter((option) => options.includes(option)));
      expect(idle).toEqual(new Set(withRule));
    },
  );

  it('is not refused where it has one', async () => {
    const weights = miniatureWeights();
    const run = '--images 2 --workers 1';
    for (const line of [
      `evaluate ${run} --weights ${weights} --seed 3 --initial-voltage uniform`,
      `evaluate ${run} --weights ${weights} --seed 3 --format json`,
      `sweep ${run} --weights ${weights} --seeds 3 --amplitudes 0.01 --format csv`,
    ])
      expect([line, (await lifspec(line)).status]).toEqual([line, 0]);
  });
});
