import type { Figure } from '../../frame/part.ts';
import { runAsked } from '../../frame/runner.ts';
import type { Job } from '../../worker/client.ts';
import type { ExamProgress } from '../../worker/jobs/exam.ts';

/** A running test on 500 images, and its settings in words. */
export interface Exam {
  readonly setting: string;
  readonly job: Job<ExamProgress>;
}

/** Number of test images. */
export const examImages = 500;
const label = `Test on ${examImages} digits`;
/** Earlier results that remain visible. */
const maxEarlier = 3;

/**
 * Creates a button that tests the network on 500 images, or stops the test. Each result names its settings, and earlier
 * results remain visible.
 */
export function openExam(
  { element, extra, speak }: Figure,
  start: (onProgress: (progress: ExamProgress) => void) => Exam,
): void {
  const row = document.createElement('div');
  row.className = 'row exams';
  row.innerHTML = `<button type="button" class="exam">${label}</button><output class="exam-result" aria-live="off"></output><ul class="exams-before"></ul>`;
  extra.append(row);
  const button = row.querySelector('button') as HTMLButtonElement;
  const result = row.querySelector('output') as HTMLOutputElement;
  const before = row.querySelector('ul') as HTMLUListElement;
  let exam: Exam | undefined;
  const say = (setting: string, { done, correct, milliseconds }: ExamProgress) => {
    const rate = Math.round((1000 * done) / milliseconds);
    const seconds = Math.ceil((examImages - done) / rate);
    const left = done < examImages ? `, about ${seconds} s left` : '';
    result.textContent = `${setting}: ${correct} of ${done} right (${((100 * correct) / done).toFixed(1)} %)${left}`;
    Object.assign(result.dataset, { correct: String(correct), done: String(done), rate: String(rate) });
  };
  const run = async () => {
    archive(before, result);
    button.textContent = 'Stop';
    exam = start((progress) => say(exam?.setting ?? '', progress));
    result.textContent = `${exam.setting}: …`;
    try {
      say(exam.setting, await exam.job.result);
      result.dataset.finished = 'yes';
      speak(result.textContent ?? '');
    } catch {
      result.textContent += ' · stopped';
    }
    exam = undefined;
    button.textContent = label;
  };
  button.addEventListener('click', () => {
    if (exam !== undefined) exam.job.cancel();
    else void run();
  });
  // the test that runs is finished first, so both results remain
  element.addEventListener(runAsked, async () => {
    await exam?.job.result.catch(() => {});
    setTimeout(run);
  });
}

/** Moves a finished result to the earlier ones, the latest first. */
function archive(before: HTMLUListElement, result: HTMLOutputElement): void {
  if (result.dataset.finished === undefined) return;
  delete result.dataset.finished;
  const line = document.createElement('li');
  line.textContent = result.textContent;
  before.prepend(line);
  before.children[maxEarlier]?.remove();
}
