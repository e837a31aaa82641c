import { join } from 'node:path';
import { answerStudy } from '../answer/answer-study.ts';
import { withStudyFolder } from '../folder/study-folder.ts';
import { writeJson } from '../folder/write-file.ts';
import { prepareStudy, type StudyRequest } from '../prepare.ts';
import { type Row, type SweepOutput, studyVersions } from '../results/saved-results.ts';
import { isTrained, type StudySettings } from '../settings.ts';
import type { RunOptions } from './monitor.ts';
import { planTasks } from './plan.ts';
import type { PointResult } from './run-study.ts';
import { noteBefore, runStudy } from './run-study.ts';

/**
 * Runs a sweep.
 *
 * @param out - folder where finished work and the results are saved
 * @throws {InputError} if options cannot be combined, or a folder cannot be used
 */
export async function runSweep(request: StudyRequest, options: RunOptions, out?: string): Promise<SweepOutput> {
  const study = prepareStudy(request);
  const { settings } = study;
  noteBefore(study, options);
  const networks = out && join(out, 'networks');
  return withStudyFolder(out, study, planTasks(settings), options, async (journal) => {
    if (isTrained(settings)) options.monitor?.note?.('networks are trained first; --network DIR runs saved weights');
    const results = await runStudy(study, options, { journal, networks });
    const output = completeSweep(settings, rowsOf(results, settings));
    if (out !== undefined) writeJson(out, 'results.json', output);
    return output;
  });
}

/** The rows of a study. At a single amplitude, they contain the class of every image. */
function rowsOf(results: readonly PointResult[], { amplitudes }: StudySettings): Row[] {
  return results.map(({ row, ...classes }) => (amplitudes.length === 1 ? { ...row, ...classes } : row));
}

/** Adds the findings to the rows of a study. */
export function completeSweep(settings: StudySettings, rows: readonly Row[]): SweepOutput {
  return { versions: studyVersions, settings, answer: answerStudy(rows), rows };
}
