/** What a layer does over all steps and images. */
export interface LayerSummary {
  /** Root mean square of the neurons' mean currents, over that of their standard deviations; missing if they stand still. */
  readonly meanOverDeviation?: number;
  /** The fraction of spikes from neurons whose mean current is at most 1. */
  readonly spikesBelowThreshold: number;
  /** The fraction of spikes from neurons that fire in every step, or in all but one. */
  readonly spikesOfEveryStep: number;
}

/** Adds up the currents of a layer over steps and images. */
export class LayerCurrents {
  private readonly sum: Float64Array;
  private readonly squares: Float64Array;
  private steps = 0;
  private means = 0;
  private variances = 0;
  private spikes = 0;
  private spikesBelow = 0;
  private spikesOfEveryStep = 0;

  constructor(neurons: number) {
    this.sum = new Float64Array(neurons);
    this.squares = new Float64Array(neurons);
  }

  /** Adds the currents of a step [neuron]. */
  add(currents: ArrayLike<number>): void {
    this.steps++;
    for (let neuron = 0; neuron < this.sum.length; neuron++) {
      const current = currents[neuron] as number;
      this.sum[neuron] = (this.sum[neuron] as number) + current;
      this.squares[neuron] = (this.squares[neuron] as number) + current * current;
    }
  }

  /** Ends an image, given the number of spikes in it [neuron]. */
  endImage(spikeCounts: ArrayLike<number>): void {
    for (let neuron = 0; neuron < this.sum.length; neuron++) {
      const mean = (this.sum[neuron] as number) / this.steps;
      const count = spikeCounts[neuron] as number;
      this.means += mean * mean;
      this.variances += (this.squares[neuron] as number) / this.steps - mean * mean;
      this.spikes += count;
      if (mean <= 1) this.spikesBelow += count;
      if (count >= this.steps - 1) this.spikesOfEveryStep += count;
    }
    this.sum.fill(0);
    this.squares.fill(0);
    this.steps = 0;
  }

  /** What the layer does over all images. */
  summary(): LayerSummary {
    return {
      // the variance of a current that stands still is 0 up to rounding
      ...(this.variances > 1e-9 * this.means && { meanOverDeviation: Math.sqrt(this.means / this.variances) }),
      spikesBelowThreshold: this.spikesBelow / this.spikes,
      spikesOfEveryStep: this.spikesOfEveryStep / this.spikes,
    };
  }
}
