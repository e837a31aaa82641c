/** What runs in the page before its own scripts: notes when each figure is live, on the clock that starts with the page. */
export const noteWhenLive = `
globalThis.liveAt = {};
new MutationObserver(() => {
  for (const figure of document.querySelectorAll('figure[data-live]')) {
    globalThis.liveAt[figure.dataset.part] ??= performance.now();
  }
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-live'] });
`;

/**
 * Drags a slider to and fro as fast as frames come, and gives the milliseconds between frames.
 *
 * @param id - of the slider
 * @param frames - how many are looked at
 */
export const dragSlider = `async (id, frames) => {
  const slider = document.getElementById(id);
  const [min, max, step] = [Number(slider.min), Number(slider.max), Number(slider.step)];
  const places = Math.round((max - min) / step);
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const times = [await nextFrame()];
  for (let frame = 0; frame < frames; frame++) {
    const place = places - Math.abs((frame % (2 * places)) - places);
    slider.value = String(min + place * step);
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    times.push(await nextFrame());
  }
  slider.dispatchEvent(new Event('change', { bubbles: true }));
  return times.slice(1).map((time, index) => time - times[index]);
}`;

/** Presses the button of a run that is going on, and gives the milliseconds until it has stopped. */
export const stopRun = `async (part) => {
  const row = document.querySelector('#' + part + ' .row');
  if (row.dataset.state !== 'running') throw new Error('there is no run to be stopped: it is ' + row.dataset.state);
  const start = performance.now();
  row.querySelector('.run').click();
  while (row.dataset.state !== 'stopped') await new Promise((resolve) => setTimeout(resolve, 2));
  return performance.now() - start;
}`;
