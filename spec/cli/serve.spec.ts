import { spawn, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { serve } from './command-line.ts';

const [program, ...words] = serve as [string, ...string[]];

/** What the reference answers to lines of stdin. */
function answers(input: string | Buffer) {
  const { status, stdout, stderr } = spawnSync(program, words, { input, encoding: 'utf8' });
  const lines = stdout.split('\n').filter((line) => line !== '');
  return { status, stderr, answers: lines.map((line) => JSON.parse(line)) };
}

const start = '{"id":0,"command":"start","protocol":2}';

describe('lifspec serve, by hand', () => {
  it('says of a line that is no request what would be right, and goes on', () => {
    const lines = [
      'hello',
      '',
      '[]',
      "{'id':0}",
      '{"id":7}',
      '{"id":8,"command":"toString"}',
      '{"id":9,"command":"start"}',
      '{"id":10,"command":"start","protocol":1}',
      '{"id":11,"command":"run","capability":"neuron"}',
      '{"id":12,"command":"run","capability":"telepathy","input":{}}',
      '{"id":13,"command":"run","capability":"neuron","input":{"dtSeconds":"0.001"}}',
      `{"id":${'['.repeat(1000)}`,
    ];
    const right = 'a request is a JSON object on one line, such as {"id":0,"command":"start","protocol":2}';
    const { status, stderr, answers: got } = answers(`${lines.join('\n')}\n${start}`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(got.slice(0, -1).map(({ id, error }) => [id, error.message])).toEqual([
      [null, `the line is not a JSON object; ${right}`],
      [null, `the line is not a JSON object; ${right}`],
      [null, `the line is not a JSON object; ${right}`],
      [null, `the line is not a JSON object, as texts in it are not in "double quotes"; ${right}`],
      [7, 'command: start, run or stop expected'],
      [8, 'command: start, run or stop expected'],
      [9, 'protocol: expected 2, but nothing came'],
      [10, 'protocol: expected 2, but 1 came'],
      [11, 'input: expected record, but nothing came'],
      [12, expect.stringMatching(/^capability: .*"neuron"\|"tuning".*, but "telepathy" came$/)],
      [13, 'input.dtSeconds: expected number, but "0.001" came'],
      [null, `the line nests lists and objects more than 64 levels deep; ${right}`],
    ]);
    expect(got.at(-1)).toMatchObject({ id: 0, precision: 'float64' });
  });

  it('refuses a line that is too long, and a list of many wrong numbers, in bounded memory', () => {
    const wrong = `{"id":1,"command":"run","capability":"synapse","input":{"dtSeconds":1,"tauSeconds":1,"signal":[${'"x",'.repeat(300_000)}0]}}`;
    const { status, answers: got } = answers(`${'x'.repeat(64 * 2 ** 20 + 1)}\n${wrong}\n${start}\n`);
    expect(status).toBe(0);
    expect(got[0].error.message).toMatch(/^the line is longer than 67108864 bytes; /);
    expect(got[1].error).toEqual({ kind: 'invalid-input', message: 'input.signal[0]: expected number, but "x" came' });
    expect(got[2]).toMatchObject({ id: 0 });
  });

  it('ends quietly when nobody reads what it says', async () => {
    const child = spawn(program, words);
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    child.stdin.on('error', () => {}).write(`${start}\n`);
    const status = await new Promise((resolve) => child.once('close', resolve));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
