import { startProgress } from '../../src/cli/progress.ts';
import type { ImageCounter } from '../../src/study/run/monitor.ts';
import type { OnProgress } from './examine.ts';

/** Shows the progress of an examination: one line per activity, with the completed amount. */
export function watcher(
  name: string,
  say: (line: string) => void,
): { readonly onProgress: OnProgress; readonly end: () => void } {
  let current: string | undefined;
  let progress: ImageCounter | undefined;
  return {
    onProgress: (activity, done, unit, total) => {
      if (activity !== current) {
        progress?.end();
        say(`${name}: ${activity}`);
        progress = startProgress(process.stderr, total, unit);
        current = activity;
      }
      progress?.update(done);
    },
    end: () => progress?.end(),
  };
}
