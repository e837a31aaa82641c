import type { Job } from '../../worker/client.ts';
import type { ExamProgress } from '../../worker/jobs/exam.ts';

/** An exam that has begun, and what the network was set to, in words. */
export interface Exam {
  readonly setting: string;
  readonly job: Job<ExamProgress>;
}

const label = 'Show it 500 digits';
/** Exams that stay in view, to compare with. */
const mostKept = 3;

/**
 * Makes a button that shows all test digits of the page to the network, and stops. Each result says what the network was
 * set to, and those before it stay, as what is set may change meanwhile.
 */
export function openExam(place: HTMLElement, start: (onProgress: (progress: ExamProgress) => void) => Exam): void {
  const row = document.createElement('div');
  row.className = 'row exams';
  row.innerHTML = `<button type="button" class="exam">${label}</button><output class="exam-result"></output><ul class="exams-before"></ul>`;
  place.append(row);
  const button = row.querySelector('button') as HTMLButtonElement;
  const result = row.querySelector('output') as HTMLOutputElement;
  const before = row.querySelector('ul') as HTMLUListElement;
  let exam: Exam | undefined;
  const say = (setting: string, { done, correct, milliseconds }: ExamProgress) => {
    const rate = Math.round((1000 * done) / milliseconds);
    result.textContent = `${setting}: ${correct} of ${done} right (${((100 * correct) / done).toFixed(1)} %), ${rate} images a second`;
    Object.assign(result.dataset, { correct: String(correct), done: String(done), rate: String(rate) });
  };
  button.addEventListener('click', async () => {
    if (exam !== undefined) return exam.job.cancel();
    keep(before, result);
    button.textContent = 'Stop';
    exam = start((progress) => say(exam?.setting ?? '', progress));
    result.textContent = `${exam.setting}: …`;
    try {
      say(exam.setting, await exam.job.result);
      result.dataset.finished = 'yes';
    } catch {
      result.textContent += ' · stopped';
    }
    exam = undefined;
    button.textContent = label;
  });
}

/** Puts a finished result among those before it, the latest first. */
function keep(before: HTMLUListElement, result: HTMLOutputElement): void {
  if (result.dataset.finished === undefined) return;
  delete result.dataset.finished;
  const line = document.createElement('li');
  line.textContent = result.textContent;
  before.prepend(line);
  before.children[mostKept]?.remove();
}
