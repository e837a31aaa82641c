/** The longest task of the main thread, during which the browser neither draws nor handles input. */
export interface LongestTask {
  /** Wall time, which includes other programs on a busy machine. */
  readonly milliseconds: number;
  /** CPU time; undefined if the trace does not contain it. */
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

/** Trace categories that contain tasks. */
export const traceCategories: readonly string[] = ['toplevel', 'disabled-by-default-devtools.timeline'];

/** Finds the longest task of the main threads in a trace of Chromium. */
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
  if (tasks.length === 0) throw new Error('the trace contains no task of a main thread');
  const processor = tasks.flatMap(({ tdur }) => (tdur === undefined ? [] : [tdur]));
  return {
    milliseconds: Math.max(...tasks.map(({ dur = 0 }) => dur)) / 1000,
    processorMilliseconds: processor.length === 0 ? undefined : Math.max(...processor) / 1000,
  };
}
