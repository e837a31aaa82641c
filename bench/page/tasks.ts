/** The longest piece of work of the main thread, between two chances for the browser to draw or to hear the reader. */
export interface LongestTask {
  /** By the clock; on a busy machine it counts what others do, too. */
  readonly milliseconds: number;
  /** Of the processor alone; undefined if the browser does not tell. */
  readonly processorMilliseconds: number | undefined;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** What Chromium is to trace so that tasks can be read off. */
export const traceCategories: readonly string[] = ['toplevel', 'disabled-by-default-devtools.timeline'];

/** Finds the longest task of the pages' main threads in a trace of Chromium. */
export function longestTaskOf(trace: string): LongestTask {
  const { traceEvents } = JSON.parse(trace) as { readonly traceEvents: readonly TraceEvent[] };
  const isMain = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = traceEvents.filter(
    ({ name, ph, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && isMain.has(`${pid} ${tid}`),
  );
  if (tasks.length === 0) throw new Error('the trace holds no task of a main thread');
  const processor = tasks.flatMap(({ tdur }) => (tdur === undefined ? [] : [tdur]));
  return {
    milliseconds: Math.max(...tasks.map(({ dur = 0 }) => dur)) / 1000,
    processorMilliseconds: processor.length === 0 ? undefined : Math.max(...processor) / 1000,
  };
}
