import { versions } from '../base/version.ts';
import { openStudyFolder } from '../study/folder/study-folder.ts';
import type { Row } from '../study/results/row.ts';
import { planTasks } from '../study/run/plan.ts';
import { summarize } from '../study/run/point-results.ts';
import type { Study } from '../study/run/run-study.ts';
import type { NetworkOptions } from './options.ts';
import { performStudy } from './perform.ts';

/**
 * Runs a study and puts its rows together. With a folder, what is done is kept there, and the folder stays locked until
 * `finish` has written what it wants.
 */
export async function rowsOfStudy(
  study: Study,
  options: Pick<NetworkOptions, 'workers' | 'engine'>,
  directory?: string,
  finish: (rows: Row[]) => Promise<void> | void = () => {},
): Promise<Row[]> {
  const { settings, network, labels } = study;
  const tasks = planTasks(settings);
  const folder = directory === undefined ? undefined : await openStudyFolder(directory, settings, versions, tasks);
  try {
    const kept = folder && directory !== undefined ? { folder, directory } : undefined;
    const blocks = await performStudy(study, tasks, options, kept);
    const rows = summarize(settings, network.architecture, labels, tasks, blocks).map(({ row }) => row);
    await finish(rows);
    return rows;
  } finally {
    folder?.close();
  }
}
