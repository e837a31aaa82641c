import { fetchKept, type KeptStudy } from '../../data/kept.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import { drawingWidth } from '../../frame/figure.ts';
import { openHandles } from '../../frame/handles.ts';
import type { Mount } from '../../frame/part.ts';
import { openRunner } from '../../frame/runner.ts';
import { type Job, type Labourer, openWorker } from '../../worker/client.ts';
import type { CurveInput, CurvePoint } from '../../worker/jobs/curve.ts';
import type { ExamProgress } from '../../worker/jobs/exam.ts';
import { addPoint, amplitudesOf, meanOf, missingOf, type SeedCurves, takeOut, uncertainty, zigZag } from './compute.ts';
import { drawThread, guessAt, kindsOf, type ThreadView } from './draw.ts';
import type { fields } from './fields.ts';

type Values = ValuesOf<typeof fields>;

/** Computes curves of the whole network, a seed after the other, while the reader looks on. */
export const mount: Mount<Values> = (figure, state) => {
  const worker = openWorker();
  let curves: SeedCurves = new Map();
  let kept: readonly KeptStudy[] = [];
  let before: ThreadView['before'];
  let basis = state.values();
  let width = drawingWidth(figure.stage);
  const view = (): ThreadView => ({ curves, kept, before, values: state.values() });
  const draw = figure.whenSeen(() => {
    figure.stage.innerHTML = drawThread(view(), width);
  });
  const show = (spoken: boolean) => {
    draw();
    figure.say(describe(curves, state.values()), spoken);
    tabulate(figure.tabulate, curves, state.values());
  };
  /** What is missing, and how many points it has. */
  const plan = () => {
    const values = state.values();
    const points = amplitudesOf(values.spacing).length;
    const jobs = missingOf(curves, values.seeds, kindsOf(values), points);
    return { jobs, total: points * jobs.reduce((sum, { kinds }) => sum + kinds.length, 0) };
  };
  const runner = openRunner(figure, 'Compute', async (go) => {
    const { images, spacing } = state.values();
    const amplitudes = amplitudesOf(spacing);
    const { jobs, total } = plan();
    for (const { seed, kinds } of jobs) {
      curves = takeOut(curves, seed, kinds);
      const input: CurveInput = { network: 'tutorial', digits: 'test', images, amplitudes, kinds, seed };
      const job: Job<CurvePoint[]> = worker.run<CurvePoint[], CurvePoint>('curve', input, (point) => {
        curves = addPoint(curves, seed, point);
        go.advance(total);
        show(false);
      });
      go.onStop(job.cancel);
      await job.result;
    }
    show(true);
  });
  let secondsAnImage: number | undefined;
  const foresee = () => {
    const { total } = plan();
    if (secondsAnImage !== undefined && total > 0) runner.foresee(total * state.values().images * secondsAnImage);
  };
  state.watch((values, manner) => {
    if (basisOf(values) !== basisOf(basis)) {
      runner.stop();
      const points = meanOf(curves, 'with');
      if (points.length > 1) before = { name: `before: ${basis.images} digits`, points };
      curves = new Map();
    }
    basis = values;
    foresee();
    show(manner !== 'drag');
  });
  figure.onReset(() => {
    runner.stop();
    [curves, before] = [new Map(), undefined];
    show(true);
  });
  openHandles(figure.stage, (_, { y }) => ({ guess: guessAt(view(), width, y) }), state);
  figure.onWidth((now) => {
    width = now;
    draw();
  });
  measureImage(worker).then(
    (seconds) => {
      secondsAnImage = seconds;
      foresee();
    },
    // a run will say what is wrong; until then nothing is foreseen
    () => {},
  );
  return fetchKept(document.baseURI).then((studies) => {
    kept = studies;
    show(false);
  });
};

/** How long this device takes for an image, from a few. */
async function measureImage(worker: Labourer): Promise<number> {
  const point = { amplitude: 0.1, floor: 'zero', images: 20 };
  const { milliseconds, done } = await worker.run<ExamProgress>('exam', point).result;
  return milliseconds / done / 1000;
}

/** What computed curves depend on; if it changes they are thrown away. */
function basisOf({ images, spacing }: Values): string {
  return `${images} ${spacing}`;
}

function describe(curves: SeedCurves, values: Values): string {
  const mean = meanOf(curves, 'with');
  const last = mean.at(-1);
  if (last === undefined) return 'Nothing is computed yet. Set your guess, then press Compute.';
  const [amplitude, accuracy] = last;
  const off = uncertainty(accuracy, values.images).toFixed(1);
  const without = meanOf(curves, 'without').at(-1);
  const other = without ? `, without ${without[1].toFixed(1)} %` : '';
  const guessed = amplitude === 0.5 ? ` You guessed ${values.guess} %.` : '';
  const first = `At amplitude ${amplitude}: ${accuracy.toFixed(1)} % with the floor${other}; ${values.images} digits leave it uncertain by ± ${off} points.${guessed}`;
  if (curves.size < 2) return `${first} This is seed ${[...curves.keys()][0]} alone.`;
  const single = [...curves.values()].reduce((sum, own) => sum + zigZag(own.with), 0) / curves.size;
  return `${first} Zig-zag (rms second difference, from 0.2 on): a single seed ${single.toFixed(2)} points, the mean of ${curves.size} seeds ${zigZag(mean).toFixed(2)}.`;
}

function tabulate(
  write: (caption: string, head: readonly string[], rows: readonly (readonly (number | string)[])[]) => void,
  curves: SeedCurves,
  values: Values,
): void {
  const kinds = kindsOf(values);
  const head = [
    'amplitude',
    ...kinds.flatMap((kind) => [...curves.keys()].map((seed) => `${kind} floor, seed ${seed}`)),
  ];
  const rows = amplitudesOf(values.spacing).map((amplitude, index) => [
    amplitude,
    ...kinds.flatMap((kind) => [...curves.values()].map((own) => own[kind][index]?.[1] ?? '')),
  ]);
  write(`Right answers in per cent, the first ${values.images} digits of the test set, NengoDL’s weights`, head, rows);
}
