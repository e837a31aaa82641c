/* A LIF neuron in C, without libraries, compiled by
     cc -std=c17 -O2 -ffp-contract=off -o c-adapter adapters/c-adapter.c -lm
   It computes the textbook's step. */
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
int main(void) {
  struct lifspec_adapter adapter = {.name = "textbook LIF in C", .version = "1.0.0", .neuron = neuron};
  return lifspec_serve(&adapter);
}
