import { describe, expect, it } from 'vitest';
import { longestTaskOf } from '../../bench/page/tasks.ts';

const page = { processId: 7, isInPrimaryMainFrame: true };
const mainThread = (pid: number) => ({ name: 'thread_name', ph: 'M', pid, tid: 1, args: { name: 'CrRendererMain' } });
const task = (pid: number, dur: number, tid = 1) => ({ name: 'RunTask', ph: 'X', pid, tid, dur, tdur: dur / 2 });
const traceOf = (...traceEvents: object[]) => JSON.stringify({ traceEvents });

describe('the longest task of a trace', () => {
  it.each([
    ['when it starts', { frames: [page] }],
    ['after a while', page],
  ])('is that of the page, not of another page of the browser, if the page is shown %s', (_, data) => {
    const shown = { name: 'TracingStartedInBrowser', ph: 'I', pid: 1, tid: 1, args: { data } };
    const tasks = [task(7, 40_000), task(7, 20_000), task(7, 90_000, 2), task(8, 80_000)];
    const longest = longestTaskOf(traceOf(shown, mainThread(7), mainThread(8), ...tasks));
    expect(longest).toEqual({ milliseconds: 40, processorMilliseconds: 20 });
  });

  it('is unknown without a page', () => {
    expect(() => longestTaskOf(traceOf(mainThread(8), task(8, 80_000)))).toThrow('no task of a main thread');
  });
});
