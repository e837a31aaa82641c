import { neuronAt, sizeOfTiles, tilePlans } from '../../chart/layer.ts';
import { drawPulse, paintLayer, tallestOf } from './draw.ts';

/** Drawings of the three layers, one pixel per neuron. */
export interface LayerDrawings {
  /** The color of spikes shows whether there is a floor. */
  readonly paint: (trains: readonly Uint32Array[], step: number, floor: string) => void;
}

/** Creates a canvas with a caption for each layer. */
export function openLayers(parent: HTMLElement): LayerDrawings {
  const contexts = tilePlans.map((plan, index) => {
    const { width, height } = sizeOfTiles(plan);
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width, height });
    canvas.className = `layer layer${index + 1}`;
    canvas.setAttribute('role', 'img');
    if (index > 0) watchOnClick(canvas, index);
    const name = document.createElement('p');
    name.className = 'name';
    const neurons = plan.rows * plan.columns * plan.channels;
    name.innerHTML = `<span>Layer ${index + 1}<span class="size">: ${neurons.toLocaleString('en')} neurons</span><span class="sent"></span></span><span class="pulses" aria-hidden="true"><span class="scale"></span><span class="pulse"></span></span>`;
    parent.append(name, canvas);
    return {
      context: canvas.getContext('2d') as CanvasRenderingContext2D,
      pulse: name.querySelector('.pulse') as Element,
      scale: name.querySelector('.scale') as Element,
      sent: name.querySelector('.sent') as Element,
    };
  });
  return {
    paint: (trains, step, floor) => {
      parent.dataset.floor = floor;
      const colors = colorsOf(parent);
      for (const [index, { context, pulse, scale, sent }] of contexts.entries()) {
        const plan = tilePlans[index];
        if (plan === undefined) continue;
        const image = context.createImageData(context.canvas.width, context.canvas.height);
        const train = trains[index] as Uint32Array;
        paintLayer(image.data, plan, train, step, colors);
        context.putImageData(image, 0, 0);
        const counts = countsOf(train);
        const firing = counts[step] as number;
        pulse.innerHTML = drawPulse(counts, train.length, step);
        scale.textContent = `spikes per ms, 0 to ${tallestOf(counts, train.length).toLocaleString('en')}`;
        const all = counts.reduce((sum, count) => sum + count, 0);
        sent.textContent = ` · ${all.toLocaleString('en')} spikes in ${counts.length} ms`;
        context.canvas.setAttribute(
          'aria-label',
          `Layer ${index + 1}: ${firing} of ${train.length} neurons fire at ${step} ms`,
        );
      }
    },
  };
}

/** A click on a neuron goes to the figure that shows what it receives. */
function watchOnClick(canvas: HTMLCanvasElement, index: number): void {
  const plan = tilePlans[index] as (typeof tilePlans)[number];
  canvas.title = 'Click a neuron to see what it receives';
  canvas.addEventListener('click', ({ offsetX, offsetY }) => {
    const scale = canvas.width / canvas.clientWidth;
    const neuron = neuronAt(offsetX * scale, offsetY * scale, plan);
    if (neuron === undefined) return;
    const detail = { part: 'swing', set: `swing.layer=${index + 1}&swing.neuron=${neuron}` };
    canvas.dispatchEvent(new CustomEvent('visit', { bubbles: true, detail }));
  });
}

const counted = new WeakMap<Uint32Array, readonly number[]>();

/** Spikes of a layer at each step, counted once per run. */
function countsOf(train: Uint32Array): readonly number[] {
  const known = counted.get(train);
  if (known !== undefined) return known;
  const counts = Array.from({ length: 30 }, (_, step) => train.reduce((sum, bits) => sum + ((bits >>> step) & 1), 0));
  counted.set(train, counts);
  return counts;
}

/** Colors of the theme as numbers. */
function colorsOf(element: HTMLElement) {
  const style = getComputedStyle(element);
  const read = (name: string) => {
    const hex = style.getPropertyValue(name).trim().slice(1);
    return [0, 2, 4].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));
  };
  return { spike: read('--cell'), rest: read('--rest'), gap: read('--panel') };
}
