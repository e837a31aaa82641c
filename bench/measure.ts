import type { Answer, Contender, Request } from './contender.ts';
import type { Contest } from './contest.ts';
import type { BenchSettings, Check, CostAxis, CostPoint, Measured } from './result.ts';

/** Reports progress. */
export type Log = (line: string) => void;

/** Allowed relative difference of a loss: contenders add float32 numbers in different orders. */
const lossTolerance = 1e-3;

/** A request for a contender. */
interface Entry {
  readonly contender: Contender;
  readonly request: Request & { readonly images: number };
}

/**
 * Lets every contender classify the images once, and excludes those whose classes differ from NengoDL's. This also
 * serves as a warm-up.
 *
 * @param expected - NengoDL's class [image]
 */
export async function checkSpiking(
  contest: Contest,
  settings: BenchSettings,
  expected: ArrayLike<number>,
  log: Log,
): Promise<Check[]> {
  const checks: Check[] = [];
  for (const contender of contest.present()) {
    log(`${contender.title}: checking its classes`);
    const request = spikesRequest(contender, settings);
    const answer = await contest.ask(contender, request);
    if (answer === undefined) continue;
    const { predicted = [] } = answer;
    const equal = predicted.filter((label, image) => label === expected[image]).length;
    const statement = `gives NengoDL's class on ${equal} of ${request.images} images`;
    if (predicted.length !== request.images || equal < contender.agreement * request.images)
      contest.exclude(contender, `computes different results: it ${statement}`);
    else checks.push({ name: contender.name, title: contender.title, statement });
  }
  return checks;
}

/**
 * Lets every contender that trains do so once, and excludes those with a different loss on the first batch.
 *
 * @param expected - mean loss of the first batch, by the readable code
 */
export async function checkTraining(
  contest: Contest,
  settings: BenchSettings,
  expected: number,
  log: Log,
): Promise<Check[]> {
  const checks: Check[] = [];
  for (const contender of contest.present().filter(({ trains }) => trains)) {
    log(`${contender.title}: checking its loss`);
    const answer = await contest.ask(contender, trainRequest(contender, settings));
    if (answer === undefined) continue;
    const loss = answer.loss ?? Number.NaN;
    const statement = `has loss ${loss.toPrecision(6)} on the first batch (the readable code ${expected.toPrecision(6)})`;
    if (!(Math.abs(loss - expected) <= lossTolerance * expected))
      contest.exclude(contender, `trains differently: it ${statement}`);
    else checks.push({ name: contender.name, title: contender.title, statement });
  }
  return checks;
}

/** Measures the spiking networks of all contenders, taking turns. */
export async function measureSpiking(contest: Contest, settings: BenchSettings, log: Log): Promise<Measured[]> {
  const entries = contest.present().map((contender) => ({ contender, request: spikesRequest(contender, settings) }));
  return takeTurns(contest, entries, settings.repetitions, log, ({ contender, request }, answers) =>
    measured(contender, request.images, answers),
  );
}

/** Measures all contenders that train, taking turns. */
export async function measureTraining(contest: Contest, settings: BenchSettings, log: Log): Promise<Measured[]> {
  const training = contest.present().filter(({ trains }) => trains);
  const entries = training.map((contender) => ({ contender, request: trainRequest(contender, settings) }));
  return takeTurns(contest, entries, settings.repetitions, log, ({ contender, request }, answers) =>
    measured(contender, request.images, answers),
  );
}

/** Values at which costs are measured; those of `images` are fractions of all images. */
const costValues: Readonly<Record<CostAxis, readonly number[]>> = {
  images: [0.1, 0.2, 0.5, 1],
  steps: [10, 20, 30, 60],
  amplitude: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5],
};

/** Measures lifspec at several values of one setting, taking turns. */
export async function measureCosts(contest: Contest, settings: BenchSettings, log: Log): Promise<CostPoint[]> {
  const own = contest.present().filter(({ peer }) => !['pytorch', 'nengo-dl', 'two-processes'].includes(peer));
  const axes = Object.entries(costValues) as [CostAxis, readonly number[]][];
  const entries = axes.flatMap(([axis, values]) =>
    values.flatMap((given) =>
      own.map((contender) => {
        const value =
          axis === 'images' ? Math.max(1, Math.round(given * settings.images * contender.imageFraction)) : given;
        return { contender, request: { ...spikesRequest(contender, settings), [axis]: value }, axis, value };
      }),
    ),
  );
  return takeTurns(contest, entries, settings.repetitions, log, ({ contender, request, axis, value }, answers) => ({
    ...measured(contender, request.images, answers),
    axis,
    value,
    spikesPerNeuronStep: answers[0]?.spikesPerNeuronStep ?? Number.NaN,
  }));
}

/** Measures every entry once per round. Entries that fail in a round are omitted from the result. */
async function takeTurns<Turn extends Entry, Result>(
  contest: Contest,
  entries: readonly Turn[],
  repetitions: number,
  log: Log,
  summarize: (entry: Turn, answers: readonly Answer[]) => Result,
): Promise<Result[]> {
  const answers = entries.map(() => [] as Answer[]);
  for (let round = 1; round <= repetitions; round++) {
    for (const [index, { contender, request }] of entries.entries()) {
      if (!contest.present().includes(contender)) continue;
      log(`round ${round} of ${repetitions}: ${contender.title}, ${request.command}, ${request.images} images`);
      const answer = await contest.ask(contender, request);
      if (answer !== undefined) answers[index]?.push(answer);
    }
  }
  return entries.flatMap((entry, index) => {
    const given = answers[index] as Answer[];
    return given.length === repetitions ? [summarize(entry, given)] : [];
  });
}

function measured({ name, title }: Contender, images: number, answers: readonly Answer[]): Measured {
  return {
    name,
    title,
    images,
    seconds: answers.map(({ seconds = Number.NaN }) => seconds),
    peakBytes: Math.max(...answers.map(({ peakBytes }) => peakBytes)),
  };
}

function spikesRequest(
  { imageFraction, batchSize }: Contender,
  { images, steps, amplitude }: BenchSettings,
): Extract<Request, { command: 'spikes' }> {
  const shown = Math.max(1, Math.round(images * imageFraction));
  return { command: 'spikes', first: 0, images: shown, steps, amplitude, batchSize };
}

function trainRequest(
  { imageFraction, batchSize }: Contender,
  { trainImages, amplitude }: BenchSettings,
): Extract<Request, { command: 'train' }> {
  // whole batches, so all contenders make an optimizer step after the same number of images
  const batches = Math.max(1, Math.round((trainImages * imageFraction) / batchSize));
  return { command: 'train', images: batches * batchSize, amplitude, batchSize };
}
