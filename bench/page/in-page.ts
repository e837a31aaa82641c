/** Runs before the scripts of the page: records when each figure becomes interactive. */
export const noteWhenLive = `
globalThis.liveAt = {};
new MutationObserver(() => {
  for (const figure of document.querySelectorAll('figure[data-live]')) {
    globalThis.liveAt[figure.dataset.part] ??= performance.now();
  }
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-live'] });
`;

/**
 * Drags a slider back and forth at every frame, and returns the milliseconds between frames.
 *
 * @param id - of the slider
 * @param frames - number of frames
 */
export const dragSlider = `async (id, frames) => {
  const slider = document.getElementById(id);
  const [min, max, step] = [Number(slider.min), Number(slider.max), Number(slider.step)];
  const positions = Math.round((max - min) / step);
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const times = [await nextFrame()];
  for (let frame = 0; frame < frames; frame++) {
    const position = positions - Math.abs((frame % (2 * positions)) - positions);
    slider.value = String(min + position * step);
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    times.push(await nextFrame());
  }
  slider.dispatchEvent(new Event('change', { bubbles: true }));
  return times.slice(1).map((time, index) => time - times[index]);
}`;

/** Stops a run, and returns the milliseconds until it has stopped. */
export const stopRun = `async (part) => {
  const row = document.querySelector('#' + part + ' .row');
  if (row.dataset.state !== 'running') throw new Error('no run is going on: it is ' + row.dataset.state);
  const start = performance.now();
  row.querySelector('.run').click();
  while (row.dataset.state !== 'stopped') await new Promise((resolve) => setTimeout(resolve, 2));
  return performance.now() - start;
}`;
