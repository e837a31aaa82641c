/** Edge of an MNIST image, and of the box that its digit fills, in pixels. */
const size = 28;
const box = 20;
/** Samples per pixel along each axis. */
const samples = 5;

/**
 * Converts a drawing as MNIST did: crops it, fits it into 20 × 20 pixels, smooths it, and puts its center of mass into
 * the middle of 28 × 28 pixels. Without this a bad crop would look like an error of the network.
 *
 * @param ink - edge × edge pixels, 0 … 255, bright ink
 * @returns 28 × 28 pixels, 0 … 255; all 0 without ink
 * @see LeCun, Cortes and Burges, "The MNIST database"
 */
export function fitDigit(ink: Uint8Array | Uint8ClampedArray, edge: number): Uint8Array {
  const crop = findInk(ink, edge);
  if (crop === undefined) return new Uint8Array(size * size);
  const scale = box / Math.max(crop.right - crop.left, crop.bottom - crop.top);
  const wide = (crop.right - crop.left) * scale;
  const high = (crop.bottom - crop.top) * scale;
  const sample = (x: number, y: number) => {
    const [column, row] = [Math.floor(crop.left + x / scale), Math.floor(crop.top + y / scale)];
    if (x < 0 || y < 0 || x >= wide || y >= high) return 0;
    return ink[row * edge + column] ?? 0;
  };
  const fitted = draw((column, row) => area(sample, column - (size - wide) / 2, row - (size - high) / 2));
  const { x, y } = centerOfMass(fitted);
  const [right, down] = [Math.round(size / 2 - x), Math.round(size / 2 - y)];
  return draw((column, row) => {
    const [from, above] = [column - right, row - down];
    if (from < 0 || above < 0 || from >= size || above >= size) return 0;
    return fitted[above * size + from] as number;
  });
}

function draw(value: (column: number, row: number) => number): Uint8Array {
  return Uint8Array.from({ length: size * size }, (_, index) => value(index % size, Math.floor(index / size)));
}

/** Mean over one pixel. */
function area(sample: (x: number, y: number) => number, left: number, top: number): number {
  let sum = 0;
  for (let row = 0; row < samples; row++) {
    for (let column = 0; column < samples; column++) {
      sum += sample(left + (column + 0.5) / samples, top + (row + 0.5) / samples);
    }
  }
  return Math.round(sum / samples ** 2);
}

function findInk(ink: ArrayLike<number>, edge: number) {
  let [left, top, right, bottom] = [edge, edge, 0, 0];
  for (let index = 0; index < edge * edge; index++) {
    if ((ink[index] as number) < 20) continue;
    const [column, row] = [index % edge, Math.floor(index / edge)];
    left = Math.min(left, column);
    top = Math.min(top, row);
    right = Math.max(right, column + 1);
    bottom = Math.max(bottom, row + 1);
  }
  return right === 0 ? undefined : { left, top, right, bottom };
}

function centerOfMass(image: Uint8Array): { x: number; y: number } {
  let [sum, x, y] = [0, 0, 0];
  for (const [index, value] of image.entries()) {
    sum += value;
    x += value * ((index % size) + 0.5);
    y += value * (Math.floor(index / size) + 0.5);
  }
  return sum === 0 ? { x: size / 2, y: size / 2 } : { x: x / sum, y: y / sum };
}
