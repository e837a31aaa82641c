import { fetchSavedCurves, type SavedCurves } from '../../data/published.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import { drawingWidth } from '../../frame/figure.ts';
import type { Mount } from '../../frame/part.ts';
import { openRunner } from '../../frame/runner.ts';
import { type Job, type JobRunner, openWorker } from '../../worker/client.ts';
import type { CurveInput, CurveScore } from '../../worker/jobs/curve.ts';
import type { ExamProgress } from '../../worker/jobs/exam.ts';
import {
  addPoint,
  amplitudesOf,
  areFinished,
  describe,
  meanOf,
  missingOf,
  removeCurves,
  type SeedCurves,
} from './compute.ts';
import { drawnCurves, drawQuestion, kindsToCompute, type QuestionView } from './draw.ts';
import type { fields } from './fields.ts';

type Values = ValuesOf<typeof fields>;

/** Computes curves of the whole network, one seed after another. */
export const mount: Mount<Values> = (figure, state) => {
  const worker = openWorker();
  let curves: SeedCurves = new Map();
  let saved: readonly SavedCurves[] = [];
  let before: QuestionView['before'];
  let basis = state.values();
  let width = drawingWidth(figure.stage);
  const view = (): QuestionView => ({ curves, saved, before, values: state.values() });
  const draw = figure.whenSeen(() => {
    figure.stage.innerHTML = drawQuestion(view(), width);
  });
  const show = (spoken: boolean) => {
    figure.finish(curves.size > 0 && plan().total === 0);
    draw();
    figure.say(describe(curves, state.values()), spoken);
    tabulate(figure.tabulate, view());
  };
  /** Lists the missing curves, and counts their points. */
  const plan = () => {
    const values = state.values();
    const points = amplitudesOf(values.spacing).length;
    const jobs = missingOf(curves, values.seeds, kindsToCompute(values), points);
    return { jobs, total: points * jobs.reduce((sum, { kinds }) => sum + kinds.length, 0) };
  };
  const runner = openRunner(figure, 'Compute', async (control) => {
    const { images, spacing } = state.values();
    const amplitudes = amplitudesOf(spacing);
    const { jobs, total } = plan();
    control.onSize(total * images);
    for (const { seed, kinds } of jobs) {
      curves = removeCurves(curves, seed, kinds);
      const input: CurveInput = { images, amplitudes, kinds, seed };
      const job: Job<CurveScore[]> = worker.run<CurveScore[], CurveScore>('curve', input, (point) => {
        curves = addPoint(curves, seed, point);
        control.advance(total);
        show(false);
      });
      control.onStop(job.cancel);
      await job.result;
    }
    show(true);
  });
  const estimateRun = () => runner.estimate(plan().total * state.values().images);
  state.watch((values, kind) => {
    if (basisOf(values) !== basisOf(basis)) {
      runner.stop('a setting changed');
      // a run that was stopped is not kept
      if (areFinished(curves, amplitudesOf(basis.spacing).length))
        before = { name: `before: ${basis.images} digits`, points: meanOf(curves, 'with') };
      curves = new Map();
    }
    basis = values;
    if (kind !== 'drag') estimateRun();
    show(kind !== 'drag');
  });
  figure.onReset(() => {
    runner.stop('of Reset');
    [curves, before] = [new Map(), undefined];
    show(true);
  });
  figure.onWidth((now) => {
    width = now;
    draw();
  });
  measureImage(worker).then(
    (seconds) => {
      runner.learn(seconds);
      estimateRun();
    },
    // a run will report the error
    () => {},
  );
  return fetchSavedCurves().then(
    (studies) => {
      saved = studies;
      show(false);
      figure.settle();
    },
    // what is computed here can be drawn without them
    () => {},
  );
};

/** Measures the time per image on this device. */
async function measureImage(worker: JobRunner): Promise<number> {
  const point = { amplitude: 0.1, floor: 'zero', images: 20 };
  const { milliseconds, done } = await worker.run<ExamProgress>('exam', point).result;
  return milliseconds / done / 1000;
}

/** Settings on which the computed curves depend. */
function basisOf({ images, spacing }: Values): string {
  return `${images} ${spacing}`;
}

function tabulate(
  write: (caption: string, head: readonly string[], rows: readonly (readonly (number | string)[])[]) => void,
  { curves, saved, values }: QuestionView,
): void {
  const kinds = kindsToCompute(values);
  const columns = [
    ...kinds.flatMap((kind) =>
      [...curves].map(([seed, own]) => ({ name: `${kind} floor, seed ${seed}`, points: own[kind] })),
    ),
    ...drawnCurves(saved, kinds),
  ];
  const rows = amplitudesOf(values.spacing).map((amplitude) => [
    amplitude,
    ...columns.map(({ points }) => points.find(([at]) => at === amplitude)?.[1] ?? ''),
  ]);
  const head = ['amplitude', ...columns.map(({ name = '' }) => name)];
  const digits = `the first ${values.images} digits of the test set, NengoDL’s weights; saved studies, on more digits`;
  write(`Accuracy in percent on ${digits}`, head, rows);
}
