import type { Answer, Contender, Request } from './contender.ts';
import type { Contest } from './contest.ts';
import type { BenchSettings, CostAxis, CostPoint, Measured, Proof } from './result.ts';

/** Says on what the bench is working. */
export type Say = (line: string) => void;

/** What a loss may be off, as a share: 400 float32 sums and logarithms in another order. */
const lossTolerance = 1e-3;

/** Work for a contender, and how it is called. */
interface Entry {
  readonly contender: Contender;
  readonly request: Request & { readonly images: number };
}

/**
 * Has every contender classify the images once, and dismisses those whose classes are not NengoDL's. This warms them
 * up as well.
 *
 * @param expected - NengoDL's class [image]
 */
export async function proveSpiking(
  contest: Contest,
  settings: BenchSettings,
  expected: ArrayLike<number>,
  say: Say,
): Promise<Proof[]> {
  const proofs: Proof[] = [];
  for (const contender of contest.present()) {
    say(`${contender.title} proves that it computes the same`);
    const request = spikesRequest(contender, settings);
    const answer = await contest.ask(contender, request);
    if (answer === undefined) continue;
    const { predicted = [] } = answer;
    const equal = predicted.filter((label, image) => label === expected[image]).length;
    const statement = `gives NengoDL's class on ${equal} of ${request.images} images`;
    if (predicted.length !== request.images || equal < contender.agreement * request.images)
      contest.dismiss(contender, `does not compute the same: it ${statement}`);
    else proofs.push({ name: contender.name, title: contender.title, statement });
  }
  return proofs;
}

/**
 * Has every contender that trains do so once, and dismisses those whose loss of the first batch is another.
 *
 * @param expected - mean loss of the first batch, by the readable code
 */
export async function proveTraining(
  contest: Contest,
  settings: BenchSettings,
  expected: number,
  say: Say,
): Promise<Proof[]> {
  const proofs: Proof[] = [];
  for (const contender of contest.present().filter(({ trains }) => trains)) {
    say(`${contender.title} proves that it trains the same network`);
    const answer = await contest.ask(contender, trainRequest(contender, settings));
    if (answer === undefined) continue;
    const loss = answer.loss ?? Number.NaN;
    const statement = `has loss ${loss.toPrecision(6)} on the first batch (the readable code ${expected.toPrecision(6)})`;
    if (!(Math.abs(loss - expected) <= lossTolerance * expected))
      contest.dismiss(contender, `does not train the same: it ${statement}`);
    else proofs.push({ name: contender.name, title: contender.title, statement });
  }
  return proofs;
}

/** Takes the time of all with spikes, in turns. */
export async function measureSpiking(contest: Contest, settings: BenchSettings, say: Say): Promise<Measured[]> {
  const entries = contest.present().map((contender) => ({ contender, request: spikesRequest(contender, settings) }));
  return takeTurns(contest, entries, settings.repetitions, say, ({ contender, request }, answers) =>
    measured(contender, request.images, answers),
  );
}

/** Takes the time of all who train, in turns. */
export async function measureTraining(contest: Contest, settings: BenchSettings, say: Say): Promise<Measured[]> {
  const training = contest.present().filter(({ trains }) => trains);
  const entries = training.map((contender) => ({ contender, request: trainRequest(contender, settings) }));
  return takeTurns(contest, entries, settings.repetitions, say, ({ contender, request }, answers) =>
    measured(contender, request.images, answers),
  );
}

/** Which numbers of images, as shares of all, and which steps and amplitudes the cost is looked at. */
const costValues: Readonly<Record<CostAxis, readonly number[]>> = {
  images: [0.1, 0.2, 0.5, 1],
  steps: [10, 20, 30, 60],
  amplitude: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5],
};

/** Takes the time of this project's code when one number changes, in turns. */
export async function measureCosts(contest: Contest, settings: BenchSettings, say: Say): Promise<CostPoint[]> {
  const own = contest.present().filter(({ peer }) => !['pytorch', 'nengo-dl', 'two-processes'].includes(peer));
  const axes = Object.entries(costValues) as [CostAxis, readonly number[]][];
  const entries = axes.flatMap(([axis, values]) =>
    values.flatMap((given) =>
      own.map((contender) => {
        const value = axis === 'images' ? Math.max(1, Math.round(given * settings.images * contender.share)) : given;
        return { contender, request: { ...spikesRequest(contender, settings), [axis]: value }, axis, value };
      }),
    ),
  );
  return takeTurns(contest, entries, settings.repetitions, say, ({ contender, request, axis, value }, answers) => ({
    ...measured(contender, request.images, answers),
    axis,
    value,
    spikesPerNeuronStep: answers[0]?.spikesPerNeuronStep ?? Number.NaN,
  }));
}

/** Round after round, everybody once a round; who fails in one is left out of the result. */
async function takeTurns<Turn extends Entry, Result>(
  contest: Contest,
  entries: readonly Turn[],
  repetitions: number,
  say: Say,
  summarize: (entry: Turn, answers: readonly Answer[]) => Result,
): Promise<Result[]> {
  const answers = entries.map(() => [] as Answer[]);
  for (let round = 1; round <= repetitions; round++) {
    for (const [index, { contender, request }] of entries.entries()) {
      if (!contest.present().includes(contender)) continue;
      say(`round ${round} of ${repetitions}: ${contender.title}, ${request.command}, ${request.images} images`);
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
  { share, batchSize }: Contender,
  { images, steps, amplitude }: BenchSettings,
): Extract<Request, { command: 'spikes' }> {
  const shown = Math.max(1, Math.round(images * share));
  return { command: 'spikes', first: 0, images: shown, steps, amplitude, batchSize };
}

function trainRequest(
  { share, batchSize }: Contender,
  { trainImages, amplitude }: BenchSettings,
): Extract<Request, { command: 'train' }> {
  // whole batches, so that everybody takes a step of the optimizer after as many images
  const batches = Math.max(1, Math.round((trainImages * share) / batchSize));
  return { command: 'train', images: batches * batchSize, amplitude, batchSize };
}
