import type { ValuesOf } from '../../frame/fields.ts';
import { drawingWidth } from '../../frame/figure.ts';
import type { Mount } from '../../frame/part.ts';
import { openRunner } from '../../frame/runner.ts';
import { openWorker } from '../../worker/client.ts';
import type { EpochPoint, TrainInput } from '../../worker/jobs/train.ts';
import { drawTraining, type Run } from './draw.ts';
import type { fields } from './fields.ts';

type Values = ValuesOf<typeof fields>;

const testImages = 300;
/** A guess before the first run. Later estimates use the last run. */
const typicalSecondsPerUnit = 0.0004;

/** Digits that a run trains or tests with. */
function sizeOf({ epochs, images }: Values): number {
  return epochs * images + (epochs + 1) * testImages;
}

/** Trains a miniature network in a worker. The previous run remains faintly visible. */
export const mount: Mount<Values> = (figure, state) => {
  const worker = openWorker();
  let run: Run = { name: nameOf(state.values()), points: [] };
  let before: Run | undefined;
  let isDone = false;
  let width = drawingWidth(figure.stage);
  const show = (spoken: boolean) => {
    const isStale = run.points.length > 0 && run.name !== nameOf(state.values());
    figure.element.classList.toggle('stale', isStale);
    figure.stage.innerHTML = drawTraining(run, before, state.values().epochs, width);
    figure.say(`${isStale ? 'Settings have changed. Press Train. ' : ''}${describe(run, before)}`, spoken);
    tabulate(figure.tabulate, run);
  };
  const runner = openRunner(figure, 'Train', async (control) => {
    const values = state.values();
    if (isDone && !(run.name === nameOf(values) && run.points.length === values.epochs + 1)) before = run;
    isDone = false;
    figure.finish(false);
    control.onSize(sizeOf(values));
    run = { name: nameOf(values), points: [] };
    const job = worker.run<EpochPoint[], EpochPoint>('train', inputOf(values), (point) => {
      run = { ...run, points: [...run.points, point] };
      control.advance(values.epochs + 1);
      show(false);
    });
    control.onStop(job.cancel);
    await job.result;
    isDone = true;
    figure.finish(true);
    show(true);
  });
  figure.finish(false);
  runner.learn(typicalSecondsPerUnit);
  let basis = JSON.stringify(state.values());
  state.watch((values, kind) => {
    if (JSON.stringify(values) !== basis) runner.stop('a setting changed');
    runner.estimate(sizeOf(values));
    basis = JSON.stringify(values);
    show(kind !== 'drag');
  });
  void worker.run('prefetch', undefined).result.then(figure.settle, () => {});
  figure.onReset(() => {
    runner.stop('of Reset');
    isDone = false;
    figure.finish(false);
    [run, before] = [{ name: nameOf(state.values()), points: [] }, undefined];
    show(true);
  });
  figure.onWidth((now) => {
    width = now;
    show(false);
  });
};

function inputOf({ amplitude, recipe, epochs, images, seed }: Values): TrainInput {
  return { amplitude, rescaled: recipe === 'rescaled', epochs, images, seed, testImages };
}

function nameOf({ amplitude, recipe, images, seed }: Values): string {
  return `amplitude ${amplitude}, ${recipe}, ${images.toLocaleString('en')} digits, seed ${seed}`;
}

function describe({ name, points }: Run, before: Run | undefined): string {
  const last = points.at(-1);
  if (last === undefined) return 'Nothing trained yet. Press Train.';
  const percent = (fraction: number) => `${(100 * fraction).toFixed(1)} %`;
  const result = `Trained for ${name}: after ${last.epoch} epochs ${percent(last.rate)} as a rate network, ${percent(last.without)} with spikes and no floor, ${percent(last.with)} with the floor (${testImages} test digits).`;
  const earlier = before?.points.at(-1);
  if (earlier === undefined) return result;
  const apart = Math.round(testImages * Math.abs(last.rate - earlier.rate));
  return `${result} Faint: the previous run (${before?.name}), ${percent(earlier.rate)} as a rate network: ${apart} of ${testImages} digits apart.`;
}

function tabulate(
  write: (caption: string, head: readonly string[], rows: readonly (readonly (number | string)[])[]) => void,
  { name, points }: Run,
): void {
  const rows = points.map(({ epoch, loss, rate, without, with: floored }) => [
    epoch,
    loss ?? '',
    rate,
    without,
    floored,
  ]);
  write(
    `Miniature network, ${name}; accuracy as a fraction of ${testImages} test digits`,
    ['epoch', 'loss', 'rate network', 'without floor', 'with floor'],
    rows,
  );
}
