/* A LIF neuron in C, without libraries, compiled by
     cc -std=c17 -O2 -ffp-contract=off -o c-adapter adapters/c-adapter.c -lm
   It computes the textbook's step; its synapses are deltas and exponential currents. */
#include "lifspec-adapter.h"

static unsigned char step(const struct lifspec_neuron *in, double current, double *voltage, double *refractory) {
  *refractory -= in->dt;
  const double active = fmin(fmax(in->dt - *refractory, 0), in->dt);
  *voltage -= (current - *voltage) * expm1(-active / in->tau_rc);
  const int fires = *voltage > 1;
  if (fires) *refractory = in->tau_ref + in->dt + in->tau_rc * log1p(-(*voltage - 1) / (current - 1));
  *voltage = fires ? 0 : fmax(*voltage, in->min_voltage);
  return fires;
}
static const char *neuron(const struct lifspec_neuron *in, struct lifspec_spikes *out) {
  for (size_t n = 0; n < in->neurons; n++) {
    double voltage = in->initial_voltage[n], refractory = 0;
    for (size_t at = n; at < in->steps * in->neurons; at += in->neurons) {
      out->fired[at] = step(in, in->current[at], &voltage, &refractory);
      out->voltage[at] = voltage;
    }
  }
  out->spike_height = in->amplitude / in->dt;
  return NULL;
}

/* What a step adds to a voltage for an exponential current of 1: the convolution of two decays. */
static double charge(double membrane, double synapse) {
  const double difference = synapse - membrane;
  return membrane * exp(-membrane) * (difference == 0 ? 1 : -expm1(-difference) / difference);
}
/* A neuron's step before the events that arrive at its end: its voltage is returned, its currents decay. */
static double integrate(const struct lifspec_events *in, size_t n, double voltage, double *current) {
  const double h = in->dt / in->tau_rc;
  voltage = exp(-h) * voltage - expm1(-h) * in->bias[n];
  for (size_t r = 0; r < in->receptors; r++) {
    if (in->receptor[r].kind == LIFSPEC_DELTA) continue;
    const double synapse = in->dt / in->receptor[r].tau;
    voltage += charge(h, synapse) * current[r];
    current[r] *= exp(-synapse);
  }
  return voltage;
}
/* Puts the events of a step's spikes where they arrive [step][neuron][receptor]. */
static void send(const struct lifspec_events *in, size_t step, const unsigned char *fired, double *arriving) {
  for (size_t c = 0; c < in->connections; c++) {
    const struct lifspec_connection *by = &in->connection[c];
    const size_t arrival = step + by->delay_steps;
    const unsigned count = by->from_neuron ? fired[step * in->neurons + by->from] : in->source_spikes[step * in->sources + by->from];
    if (arrival < in->steps) arriving[(arrival * in->neurons + by->target) * in->receptors + by->receptor] += count * by->weight;
  }
}
static const char *events(const struct lifspec_events *in, struct lifspec_spikes *out) {
  out->unsupported = "receptors";
  for (size_t r = 0; r < in->receptors; r++)
    if (in->receptor[r].kind == LIFSPEC_ALPHA) return "has no alpha currents";
  double *arriving = calloc(in->steps * in->neurons * in->receptors + 1, sizeof *arriving);
  double *current = calloc(in->neurons * in->receptors + 1, sizeof *current);
  size_t *refractory = calloc(in->neurons + 1, sizeof *refractory);
  for (size_t step = 0; step < in->steps; step++) {
    for (size_t n = 0; n < in->neurons; n++) {
      const size_t at = step * in->neurons + n;
      const double before = step > 0 ? out->voltage[at - in->neurons] : in->initial_voltage[n];
      double *own = current + n * in->receptors, voltage = integrate(in, n, before, own);
      for (size_t r = 0; r < in->receptors; r++)
        *(in->receptor[r].kind == LIFSPEC_DELTA ? &voltage : &own[r]) += arriving[at * in->receptors + r];
      const int active = refractory[n] == 0;
      if (!active) refractory[n]--;
      out->fired[at] = active && voltage > 1;
      if (out->fired[at]) refractory[n] = in->refractory_steps;
      out->voltage[at] = !active ? before : out->fired[at] ? 0 : fmax(voltage, in->min_voltage);
    }
    send(in, step, out->fired, arriving);
  }
  free(arriving);
  free(current);
  free(refractory);
  return NULL;
}
int main(void) {
  struct lifspec_adapter adapter = {.name = "textbook LIF in C", .version = "1.0.0", .neuron = neuron, .events = events};
  return lifspec_serve(&adapter);
}
