import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { describeSlow } from '../slow.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const action = parse(readFileSync('action.yml', 'utf8'));
const script: string = action.runs.steps.find(({ id }: { id?: string }) => id === 'check').run;

/** Runs the script of the action with the built lifspec in place of the package. */
function run(command: string, options: string, folder = temporaryFolder(), place = join(folder, 'reports')) {
  const npx = join(folder, 'npx');
  writeFileSync(npx, `#!/bin/sh\nshift 2\nexec ${process.execPath} ${resolve('dist/bundle/main.js')} "$@"\n`);
  chmodSync(npx, 0o755);
  const [summary, output] = [join(folder, 'summary'), join(folder, 'output')];
  const { status } = spawnSync('bash', ['-eo', 'pipefail', '-c', script], {
    env: {
      ...{ ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` },
      ...{ COMMAND: command, OPTIONS: options, REPORTS: place, VERSION: 'latest' },
      ...{ GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: output },
    },
  });
  const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  return { status, reports: place, summary: read(summary), output: read(output) };
}

const serve = `${process.execPath} dist/bundle/main.js serve`;

describeSlow('the action for GitHub', () => {
  it('passes every input to the check, and declares every output', () => {
    expect(Object.keys(action.inputs)).toEqual(['command', 'version', 'options', 'reports']);
    const { env } = action.runs.steps[1];
    expect(Object.keys(env).toSorted()).toEqual(['COMMAND', 'OPTIONS', 'REPORTS', 'VERSION']);
    for (const { value } of Object.values<{ value: string }>(action.outputs))
      expect(value).toMatch(/steps\.check\.outputs/);
  });

  it('writes all reports, the summary and the outputs, and ends with the exit code of the check', () => {
    const folder = temporaryFolder();
    const { status, reports, summary, output } = run(serve, '--only spike-height --runs 1', folder);
    expect({ status, output }).toEqual({ status: 0, output: 'conforming=true\n' });
    expect(summary).toContain('**conforms, bit-identical');
    expect(existsSync(join(reports, 'verdict.html'))).toBe(true);
    // if the adapter cannot be judged, the next check in the folder has no outputs
    for (const name of ['summary', 'output']) rmSync(join(folder, name));
    expect(run('false', '', folder)).toMatchObject({ status: 3, output: '', summary: '' });
    const crash = `${process.execPath} spec/conformance/fakes.mjs crash-in-the-middle`;
    expect(run(crash, '--only neuron/lif/leak', folder)).toMatchObject({ status: 3, output: '' });
  });
});
