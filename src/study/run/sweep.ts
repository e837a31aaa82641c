import { join } from 'node:path';
import { versions } from '../../base/version.ts';
import { answerStudy } from '../answer/answer-study.ts';
import type { Journal } from '../folder/journal.ts';
import { withStudyFolder } from '../folder/study-folder.ts';
import type { Row, SweepOutput } from '../results/saved-results.ts';
import { needsTraining } from '../training/needs-training.ts';
import { withNetworkFolder } from '../training/train-network.ts';
import { imagesOf } from '../training/training-budget.ts';
import { announce, evaluationsOf, type PlannedWork } from './duration.ts';
import { planTasks, sortRows } from './plan.ts';
import { prepareSeries, prepareStudy, type SweepRequest } from './prepare-study.ts';
import { runStudy } from './run-study.ts';
import { planMembers, type Series, trainMembers } from './series.ts';
import type { RunOptions, Study } from './study.ts';

/**
 * Runs a sweep.
 *
 * @param finish - receives the results while the folder of the sweep is still locked
 * @throws {InputError} if options cannot be combined, or a folder cannot be used
 */
export async function runSweep(
  request: SweepRequest,
  options: RunOptions,
  finish: (output: SweepOutput) => Promise<void> | void = () => {},
): Promise<SweepOutput> {
  const { amplitudes, seeds, out } = request;
  const sweep = needsTraining(request) ? prepareSeries(request) : prepareStudy(request, amplitudes, seeds ?? [0]);
  const run = (journal?: Journal) =>
    'examples' in sweep ? runSeries(sweep, request, options) : runRows(sweep, options, journal);
  const tasks = 'examples' in sweep ? [] : planTasks(sweep.settings);
  return withStudyFolder(
    out,
    sweep.settings,
    tasks,
    async (journal) => {
      announce([workOf(sweep)], options, 'examples' in sweep ? adviceOn(sweep) : undefined);
      const output = completeSweep({ settings: sweep.settings, rows: await run(journal) });
      await finish(output);
      return output;
    },
    options.monitor?.note,
  );
}

function workOf(sweep: Series | Study): PlannedWork {
  if (!('examples' in sweep)) return evaluationsOf(sweep.settings, sweep.network.architecture);
  const { settings, architecture } = sweep;
  const networks = planMembers(settings, architecture).length;
  return { ...evaluationsOf(settings, architecture), networks, trainingImages: imagesOf(settings.training) };
}

/** How a sweep would take less time although it trains networks. */
function adviceOn({ settings: { mode, network } }: Series): string {
  return mode === 'fixed' && network === 'tutorial'
    ? "without --seeds, NengoDL's trained network runs"
    : 'fewer --epochs or --train-images shorten it';
}

/** Adds the findings to the rows of a sweep. */
export function completeSweep({ settings, rows }: Pick<SweepOutput, 'settings' | 'rows'>): SweepOutput {
  return { versions, settings, answer: answerStudy(rows), rows };
}

/** Runs every network of a series, each with a folder of its own. */
async function runSeries(series: Series, { out, networks }: SweepRequest, options: RunOptions): Promise<Row[]> {
  const rows: Row[] = [];
  await withNetworkFolder(networks ?? (out && join(out, 'networks')), async (folder) => {
    for await (const { name, study } of trainMembers(series, folder, options)) {
      const { settings } = study;
      const run = (journal?: Journal) => runRows(study, options, journal);
      const folder = out && join(out, 'members', name);
      rows.push(...(await withStudyFolder(folder, settings, planTasks(settings), run, options.monitor?.note)));
    }
  });
  return sortRows(rows, series.settings);
}

async function runRows(study: Study, options: RunOptions, journal?: Journal): Promise<Row[]> {
  return (await runStudy(study, options, { journal })).map(({ row }) => row);
}
