import { type Progress, startProgress } from '../../src/cli/progress.ts';
import type { Watch } from './examine.ts';

/** Shows how far an examination is: what is going on in a line of its own, and how much of it is done now and then. */
export function watcher(
  name: string,
  say: (line: string) => void,
): { readonly watch: Watch; readonly end: () => void } {
  let doing: string | undefined;
  let progress: Progress | undefined;
  return {
    watch: (activity, done, unit, of) => {
      if (activity !== doing) {
        progress?.end();
        say(`${name}: ${activity}`);
        progress = startProgress(process.stderr, of, unit);
        doing = activity;
      }
      progress?.update(done);
    },
    end: () => progress?.end(),
  };
}
