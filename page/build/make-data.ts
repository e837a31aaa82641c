import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { formatBoardHtml } from '../../adapters/validation/board.ts';
import { readVerdicts } from '../../adapters/validation/verdicts.ts';
import { formatKillsHtml } from '../../scripts/kills-page.ts';
import { formatRealBugsHtml } from '../../scripts/real-bugs.ts';
import { nengoDlDirectory } from '../../src/base/package-root.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import { files } from '../data/files.ts';
import { packDigits, packNetwork } from '../data/format.ts';
import { readSimulators } from './simulators.ts';

/** Adds links to the other pages, and an empty icon, which browsers would ask for. */
const connect = (html: string) =>
  html.replace('<main', () => `${wayBack}\n<main`).replace('</head>', '<link rel="icon" href="data:,">\n</head>');
const wayBack =
  '<nav><a href="./">← What does the spike amplitude do?</a> · <a href="rules.html">Rules</a> · <a href="board.html">Board</a> · <a href="kills.html">Mutants</a> · <a href="real-bugs.html">Real bugs</a></nav>';

/** Writes the data files of the page from installed packages and saved networks, the board of simulators, what kills which mutant, and real bugs. */
export function makeData(folder: string): Plugin {
  return {
    name: 'lifspec-data',
    buildStart() {
      const write = (name: string, bytes: Uint8Array) => writeFileSync(join(folder, name), bytes);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, files.simulators.name), JSON.stringify(readSimulators()));
      writeFileSync(join(folder, 'board.html'), connect(formatBoardHtml(readVerdicts())));
      writeFileSync(join(folder, 'kills.html'), connect(formatKillsHtml()));
      writeFileSync(join(folder, 'real-bugs.html'), connect(formatRealBugsHtml()));
      const [test, train] = [loadMnist('test'), loadMnist('train')];
      write(files.testDigits.name, packDigits(test, files.testDigits.count));
      write(files.trainDigits.name, packDigits(train, files.trainDigits.count));
      write(files.tutorial.name, packNetwork(readNetwork(nengoDlDirectory())));
    },
  };
}
