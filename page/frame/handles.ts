import type { Values } from './fields.ts';
import type { PartState } from './store.ts';

/** A place in the picture. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/**
 * Lets handles in a picture (`data-handle`) be dragged with mouse, pen or finger. Every handle has a slider as a twin for
 * the keyboard. A finger beside a handle scrolls the page.
 *
 * @param move - what is set when a handle is at a place
 */
export function openHandles<Set extends Values>(
  stage: HTMLElement,
  move: (handle: string, place: Place) => Partial<Set>,
  state: PartState<Set>,
): void {
  let held: string | undefined;
  const placeOf = (event: PointerEvent): Place => {
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
  // the style "touch-action" does not reach into drawings
  const keepPage = (event: TouchEvent) => {
    if ((event.target as Element).closest('[data-handle]') !== null) event.preventDefault();
  };
  stage.addEventListener('touchstart', keepPage, { passive: false });
  stage.addEventListener('pointermove', (event) => {
    if (held !== undefined) state.set(move(held, placeOf(event)), 'drag');
  });
  const release = (event: PointerEvent) => {
    if (held === undefined) return;
    state.set(move(held, placeOf(event)), 'commit');
    held = undefined;
  };
  stage.addEventListener('pointerup', release);
  stage.addEventListener('pointercancel', () => {
    held = undefined;
  });
}
