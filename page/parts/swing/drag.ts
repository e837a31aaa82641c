import type { ChangeKind } from '../../frame/store.ts';
import { fields } from './fields.ts';

/** A push that is held: the pixels of its start and its length, and the amplitude that it had then. */
interface Held {
  readonly from: number;
  readonly length: number;
  readonly amplitude: number;
}

/**
 * Lets a mouse or a pen drag the end of a push: all pushes grow in proportion, because the amplitude does. A finger
 * scrolls the page instead.
 */
export function dragPush(
  stage: HTMLElement,
  amplitudeNow: () => number,
  set: (amplitude: number, kind: ChangeKind) => void,
): void {
  let held: Held | undefined;
  const valueAt = (clientY: number, axis: SVGElement) => {
    const { top, height } = axis.getBoundingClientRect();
    const [low, high] = [Number(axis.dataset.low), Number(axis.dataset.high)];
    const root = high - ((clientY - top) / height) * (high - low);
    return Math.sign(root) * root ** 2;
  };
  const pull = ({ clientY }: PointerEvent, kind: ChangeKind) => {
    const axis = stage.querySelector<SVGElement>('.pushes');
    if (held === undefined || axis === null) return;
    const wanted = (held.amplitude * (valueAt(clientY, axis) - held.from)) / held.length;
    const { min, max } = fields.amplitude;
    if (Number.isFinite(wanted)) set(Number(Math.min(max, Math.max(min, wanted)).toFixed(2)), kind);
  };
  stage.addEventListener('pointerdown', (event) => {
    const push = (event.target as Element).closest<SVGElement>('[data-push]');
    if (push === null || event.pointerType === 'touch') return;
    const [from = 0, to = 0] = (push.dataset.push ?? '').split(' ').map(Number);
    held = { from, length: to - from, amplitude: amplitudeNow() };
    event.preventDefault();
    stage.setPointerCapture(event.pointerId);
  });
  stage.addEventListener('pointermove', (event) => pull(event, 'drag'));
  stage.addEventListener('pointerup', (event) => {
    pull(event, 'commit');
    held = undefined;
  });
  stage.addEventListener('pointercancel', () => {
    held = undefined;
  });
}
