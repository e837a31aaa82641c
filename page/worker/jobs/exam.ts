import { runSpikes } from '../../../src/engine/inference.ts';
import type { JobCode } from './job.ts';
import { answerOf, type Point, prepare } from './trace.ts';

/** Result after some of the images. */
export interface ExamProgress {
  readonly done: number;
  readonly correct: number;
  readonly milliseconds: number;
  /** The latest image and its predicted class. */
  readonly index: number;
  readonly predicted: number;
}

/** Tests the network on one image after another and reports ten times per second. */
export const exam: JobCode<Point & { readonly images: number }, ExamProgress> = async (
  { images, ...point },
  { data, report, goOn },
) => {
  const digits = await data.testDigits();
  const fast = await prepare(point, data);
  const start = performance.now();
  let reported = start;
  let [correct, predicted] = [0, 0];
  for (let index = 0; index < images; index++) {
    runSpikes(fast, digits.images[index] as Uint8Array, { everything: true });
    predicted = answerOf(fast).predicted;
    if (predicted === digits.labels[index]) correct++;
    const now = performance.now();
    if (now - reported > 100) {
      reported = now;
      report({ done: index + 1, correct, milliseconds: now - start, index, predicted });
    }
    await goOn();
  }
  return { done: images, correct, milliseconds: performance.now() - start, index: images - 1, predicted };
};
