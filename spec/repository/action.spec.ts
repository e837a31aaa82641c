import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { describeSlow } from '../slow.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const action = parse(readFileSync('action.yml', 'utf8'));
const script: string = action.runs.steps.find(({ id }: { id?: string }) => id === 'check').run;

/** Runs the script of the action with lifspec as it is built here. */
function run(command: string, options: string, folder = temporaryFolder(), place = join(folder, 'reports')) {
  const [summary, output] = [join(folder, 'summary'), join(folder, 'output')];
  const { status } = spawnSync('bash', ['-eo', 'pipefail', '-c', script], {
    env: {
      ...process.env,
      COMMAND: command,
      OPTIONS: options,
      REPORTS: place,
      RUNNER_TEMP: folder,
      GITHUB_ACTION_PATH: process.cwd(),
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_OUTPUT: output,
    },
  });
  const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  return { status, reports: place, summary: read(summary), output: read(output) };
}

const serve = `${process.execPath} dist/bundle/main.js serve`;

describeSlow('the action for GitHub', () => {
  it('passes every input to the check, and declares every output', () => {
    expect(Object.keys(action.inputs)).toEqual(['command', 'options', 'reports']);
    const { env } = action.runs.steps[2];
    expect(Object.keys(env).toSorted()).toEqual(['COMMAND', 'OPTIONS', 'REPORTS']);
    for (const { value } of Object.values<{ value: string }>(action.outputs))
      expect(value).toMatch(/steps\.check\.outputs/);
  });

  it('writes all reports, the summary and the outputs, and ends with the exit code of the check', () => {
    const folder = temporaryFolder();
    const { status, reports, summary, output } = run(serve, `--only 'spike-height' --runs "1"`, folder);
    expect({ status, output }).toEqual({ status: 0, output: 'conforming=true\n' });
    expect(summary).toContain('**conforms, bit-identical');
    expect(existsSync(join(reports, 'verdict.html'))).toBe(true);
    // if the adapter cannot be judged, the next check in the folder has no outputs
    for (const name of ['summary', 'output']) rmSync(join(folder, name));
    const failed = run('false', '', folder);
    expect(failed).toMatchObject({ status: 3, output: '', summary: expect.stringContaining('    lifspec: ') });
    expect(existsSync(join(reports, 'verdict.html'))).toBe(false);
    const crash = `${process.execPath} spec/conformance/fakes.mjs crash-in-the-middle`;
    expect(run(crash, '--only neuron/lif/leak', folder)).toMatchObject({ status: 3, output: '' });
  });

  it('runs no part of an input in a shell', () => {
    const folder = temporaryFolder();
    const { summary } = run(`$(touch ${folder}/mine)`, `--only "no;case $(touch ${folder}/mine)"`, folder);
    expect(summary).toContain(`--only no;case $(touch ${folder}/mine): is not a case`);
    expect(existsSync(join(folder, 'mine'))).toBe(false);
  });
});
