import { versions } from '../base/version.ts';
import { openStudyFolder } from '../study/folder.ts';
import { planTasks } from '../study/plan.ts';
import type { Row } from '../study/row.ts';
import type { Study } from '../study/run.ts';
import { summarise } from '../study/summarise.ts';
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
    const rows = summarise(settings, network.architecture, labels, tasks, blocks).map(({ row }) => row);
    await finish(rows);
    return rows;
  } finally {
    folder?.close();
  }
}
