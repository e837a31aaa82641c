import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatRowsCsv } from '../src/report/csv.ts';
import { formatExplanationJson, formatExplanationText } from '../src/report/explanation.ts';
import { formatExplanationHtml } from '../src/report/explanation-html.ts';
import { drawSweepFigure } from '../src/report/html.ts';
import type { SweepOutput } from '../src/report/output.ts';
import { drawOverlay } from '../src/report/overlay.ts';
import { holdsExplanation, readExplanation } from '../src/report/read-explanation.ts';
import { advise } from '../src/study/answer/advice.ts';
import { answer } from '../src/study/answer/answer.ts';

// makes the answers, tables, figures and pages of the kept studies anew, after `npm run build`, from the folder of the
// package: node dist/scripts/draw-studies.js
const folder = join('fixtures', 'studies');
const read = (name: string) => JSON.parse(readFileSync(join(folder, name, 'results.json'), 'utf8')) as SweepOutput;
for (const name of readdirSync(folder)) {
  const write = (file: string, text: string) => writeFileSync(join(folder, name, file), text);
  if (holdsExplanation(join(folder, name))) {
    const kept = readExplanation(join(folder, name));
    const explanation = {
      ...kept,
      answer: advise(kept, { ...kept.settings, trainedAmplitude: kept.trainedAmplitude }),
    };
    write('explanation.json', formatExplanationJson(explanation));
    write('explanation.txt', formatExplanationText(explanation));
    write('explanation.html', formatExplanationHtml(explanation));
  }
  if (!existsSync(join(folder, name, 'results.json'))) continue;
  const kept = read(name);
  const output = { ...kept, answer: answer(kept.rows) };
  write('results.json', `${JSON.stringify(output, null, 2)}\n`);
  write('results.csv', formatRowsCsv(output.rows));
  write('accuracy.svg', drawSweepFigure(output));
}
const retrained = ['tutorial-retrained', 'tutorial-rescaled'].map((name) => ({ name, ...read(name) }));
writeFileSync(join(folder, 'retrained.svg'), drawOverlay(retrained));
