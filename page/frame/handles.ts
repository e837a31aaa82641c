import type { Values } from './fields.ts';
import type { PartState } from './store.ts';

/** A position in a drawing. */
export interface Position {
  readonly x: number;
  readonly y: number;
}

/**
 * Makes handles (`data-handle`) draggable with mouse, pen or finger. Every handle has a slider for the keyboard. A
 * finger beside a handle scrolls the page.
 *
 * @param move - returns the values for a position of a handle
 */
export function openHandles<Set extends Values>(
  stage: HTMLElement,
  move: (handle: string, position: Position) => Partial<Set>,
  state: PartState<Set>,
): void {
  let held: string | undefined;
  const positionOf = (event: PointerEvent): Position => {
    const svg = stage.querySelector('svg');
    const box = (svg ?? stage).getBoundingClientRect();
    const scale = svg === null ? 1 : svg.viewBox.baseVal.width / box.width;
    return { x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale };
  };
  stage.addEventListener('pointerdown', (event) => {
    const handle = (event.target as Element).closest<SVGElement>('[data-handle]')?.dataset.handle;
    if (handle === undefined || event.button !== 0) return;
    held = handle;
    stage.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  // the style "touch-action" has no effect inside SVG
  const keepPage = (event: TouchEvent) => {
    if ((event.target as Element).closest('[data-handle]') !== null) event.preventDefault();
  };
  stage.addEventListener('touchstart', keepPage, { passive: false });
  stage.addEventListener('pointermove', (event) => {
    if (held !== undefined) state.set(move(held, positionOf(event)), 'drag');
  });
  const release = (event: PointerEvent) => {
    if (held === undefined) return;
    state.set(move(held, positionOf(event)), 'commit');
    held = undefined;
  };
  stage.addEventListener('pointerup', release);
  stage.addEventListener('pointercancel', () => {
    held = undefined;
  });
}
