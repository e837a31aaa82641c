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
  readonly args?: { readonly name?: string; readonly data?: FrameData };
}

/** The frames when a trace starts, or the one that a process shows later. */
interface FrameData extends Partial<ShownFrame> {
  readonly frames?: readonly ShownFrame[];
}

interface ShownFrame {
  readonly processId: number;
  readonly isInPrimaryMainFrame: boolean;
}

/** Trace categories that contain tasks. */
export const traceCategories: readonly string[] = ['toplevel', 'disabled-by-default-devtools.timeline'];

/**
 * Finds the longest task of the page in a trace of Chromium, which also contains the main threads of its own pages, such as
 * an empty tab.
 */
export function longestTaskOf(trace: string): LongestTask {
  const { traceEvents } = JSON.parse(trace) as { readonly traceEvents: readonly TraceEvent[] };
  const shown = new Set(traceEvents.flatMap(({ args }) => framesOf(args?.data).map(({ processId }) => processId)));
  const isMain = new Set(
    traceEvents
      .filter(({ name, args, pid }) => name === 'thread_name' && args?.name === 'CrRendererMain' && shown.has(pid))
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

function framesOf(data: FrameData = {}): ShownFrame[] {
  const { frames = [], processId = 0, isInPrimaryMainFrame = false } = data;
  return [...frames, { processId, isInPrimaryMainFrame }].filter((frame) => frame.isInPrimaryMainFrame);
}
