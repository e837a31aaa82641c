import { type Contender, contenders, type PeerName, type StartRequest, type WorkRequest } from './contender.ts';
import type { Answer, Conversation } from './conversation.ts';

/** What is measured. */
export interface BenchSettings {
  /** Test images of the contenders that process all. */
  readonly images: number;
  /** Training images of the contenders that process all. */
  readonly trainImages: number;
  /** Rounds in which every contender has a turn. */
  readonly repetitions: number;
  readonly steps: number;
  readonly amplitude: number;
  /** Names of contenders or processes to exclude. */
  readonly without: readonly string[];
}

/** The durations of the same work in every round. */
export interface Measured extends Pick<Contender, 'name' | 'title'> {
  readonly images: number;
  /** Duration of the work alone [round]. */
  readonly seconds: readonly number[];
  readonly peakBytes: number;
}

/** A sentence about a contender: what it computed correctly before it was measured, or why it was excluded. */
export interface Remark extends Pick<Contender, 'name' | 'title'> {
  readonly statement: string;
}

/** The contenders and their processes. A contender that fails is excluded with a reason. */
export interface Contest {
  readonly present: () => readonly Contender[];
  readonly missing: readonly Remark[];
  readonly versions: Record<string, Readonly<Record<string, string>>>;
  /** The answer, or undefined if the process fails; then all contenders of this process are excluded. */
  readonly ask: (contender: Contender, request: WorkRequest) => Promise<Answer | undefined>;
  readonly exclude: (contender: Contender, reason: string) => void;
  readonly stop: () => void;
}

/**
 * Starts the processes of all contenders.
 *
 * @param open - starts a process, or throws an error with the reason why it cannot
 * @param without - names of contenders or processes to exclude
 */
export async function openContest(
  open: (peer: PeerName) => Promise<Conversation>,
  without: readonly string[],
  request: StartRequest,
): Promise<Contest> {
  const conversations = new Map<PeerName, Conversation>();
  const missing: Remark[] = [];
  const versions: Contest['versions'] = {};
  const present = () => contenders.filter(({ name }) => missing.every((left) => left.name !== name));
  const exclude = ({ name, title }: Contender, statement: string) => missing.push({ name, title, statement });
  const excludeAll = (peer: PeerName, reason: string) => {
    for (const contender of present()) if (contender.peer === peer) exclude(contender, reason);
  };
  const ask: Contest['ask'] = async (contender, question) => {
    try {
      return await conversations.get(contender.peer)?.ask(question);
    } catch (error) {
      excludeAll(contender.peer, (error as Error).message);
      return undefined;
    }
  };
  for (const contender of contenders) {
    if (without.includes(contender.name) || without.includes(contender.peer))
      exclude(contender, 'excluded by --without');
  }
  for (const peer of new Set(present().map((contender) => contender.peer))) {
    try {
      const conversation = await open(peer);
      conversations.set(peer, conversation);
      versions[peer] = (await conversation.ask(request)).versions ?? {};
    } catch (error) {
      excludeAll(peer, (error as Error).message);
    }
  }
  return { present, missing, versions, ask, exclude, stop: () => conversations.forEach(({ stop }) => void stop()) };
}

/** What a contender has to compute, and the sentence that says whether it did. */
export interface Work {
  readonly takesPart: (contender: Contender) => boolean;
  readonly requestFor: (contender: Contender) => WorkRequest;
  readonly judge: (answer: Answer, contender: Contender) => { readonly isRight: boolean; readonly statement: string };
}

/** Allowed relative difference of the number of spikes between conventions, on which the duration depends. */
const spikesTolerance = 0.02;

/** Classification with spikes. A contender must give NengoDL's classes or, with other neurons, as many spikes as those of the definition. */
export function spikesWork({ images, steps, amplitude }: BenchSettings, expected: ArrayLike<number>): Work {
  const imagesOf = ({ imageFraction }: Contender) => Math.max(1, Math.round(images * imageFraction));
  let definitionSpikes = Number.NaN;
  return {
    takesPart: () => true,
    requestFor: (contender) => {
      const { batchSize, convention } = contender;
      const settings = { images: imagesOf(contender), steps, amplitude, batchSize };
      return { command: 'spikes', ...settings, ...(convention && { convention }) };
    },
    judge: ({ predicted = [], spikes = Number.NaN }, contender) => {
      if (contender.convention === 'definition') definitionSpikes = spikes;
      if (contender.convention !== undefined)
        return {
          isRight: Math.abs(spikes - definitionSpikes) <= spikesTolerance * definitionSpikes,
          statement: `has ${spikes} spikes, the neurons of the definition ${definitionSpikes}`,
        };
      const equal = predicted.filter((label, image) => label === expected[image]).length;
      const isRight = predicted.length === imagesOf(contender) && equal >= contender.agreement * imagesOf(contender);
      return { isRight, statement: `gives NengoDL's class on ${equal} of ${imagesOf(contender)} images` };
    },
  };
}

/** Allowed relative difference of a loss: contenders add float32 numbers in different orders. */
const lossTolerance = 1e-3;

/** Training of the rate network. A contender must have the loss of the readable code on the first batch. */
export function trainWork({ trainImages, amplitude }: BenchSettings, expected: number): Work {
  return {
    takesPart: ({ trains }) => trains,
    requestFor: ({ imageFraction, batchSize }) => {
      // whole batches, so all contenders make an optimizer step after the same number of images
      const batches = Math.max(1, Math.round((trainImages * imageFraction) / batchSize));
      return { command: 'train', images: batches * batchSize, amplitude, batchSize };
    },
    judge: ({ loss = Number.NaN }) => ({
      isRight: Math.abs(loss - expected) <= lossTolerance * expected,
      statement: `has loss ${loss.toPrecision(6)} on the first batch (the readable code ${expected.toPrecision(6)})`,
    }),
  };
}

/** Lets every contender work once, which also warms it up, and excludes those whose results are wrong. */
export async function check(contest: Contest, work: Work): Promise<Remark[]> {
  const checks: Remark[] = [];
  for (const contender of contest.present().filter(work.takesPart)) {
    const answer = await contest.ask(contender, work.requestFor(contender));
    if (answer === undefined) continue;
    const { isRight, statement } = work.judge(answer, contender);
    if (isRight) checks.push({ name: contender.name, title: contender.title, statement });
    else contest.exclude(contender, `computes different results: it ${statement}`);
  }
  return checks;
}

/** Measures all contenders, taking turns. One that fails in a round is left out. */
export async function measure(contest: Contest, work: Work, repetitions: number): Promise<Measured[]> {
  const answers = new Map<Contender, Answer[]>();
  for (let round = 1; round <= repetitions; round++) {
    for (const contender of contest.present().filter(work.takesPart)) {
      const answer = await contest.ask(contender, work.requestFor(contender));
      if (answer !== undefined) answers.set(contender, [...(answers.get(contender) ?? []), answer]);
    }
  }
  return [...answers]
    .filter(([, given]) => given.length === repetitions)
    .map(([contender, given]) => ({
      name: contender.name,
      title: contender.title,
      images: work.requestFor(contender).images,
      seconds: given.map(({ seconds = Number.NaN }) => seconds),
      peakBytes: Math.max(...given.map(({ peakBytes }) => peakBytes)),
    }));
}
