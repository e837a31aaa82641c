/* A LIF neuron in C behind the protocol of lifspec: one JSON object per line on stdin, one answer per line on stdout.
     cc -std=c17 -O2 -ffp-contract=off -o c-adapter adapters/c-adapter.c -lm
   A field is found by its name. What is no number, such as null or "NaN", is read as NaN, and NaN is refused. */
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *find(const char *line, const char *field) { /* what follows "field": */
  const char *at = strstr(line, field);
  return at == NULL ? "" : at + strlen(field) + strspn(at + strlen(field), " \t:");
}
static double number(const char *at, char **end) {
  const double value = *at && strchr("-0123456789", *at) ? strtod(at, end) : NAN;
  if (isnan(value)) *end = (char *)at + 1;
  return value;
}
static double number_of(const char *line, const char *field) {
  char *end;
  return number(find(line, field), &end);
}
static size_t numbers_of(const char *line, const char *field, double *values) { /* [1, 2] or [[1, 2], [3, 4]], in order */
  char *at = (char *)find(line, field);
  size_t count = 0;
  for (int depth = 0; *at && (depth += (*at == '[') - (*at == ']')) > 0;) {
    if (strchr("[], \t", *at)) at++;
    else values[count++] = number(at, &at);
  }
  return count;
}
static int all_at_most(double most, const double *values, size_t count) {
  while (count > 0 && isfinite(values[count - 1]) && values[count - 1] <= most) count--;
  return count == 0;
}

struct lif { double dt, tau_rc, tau_ref, floor; };
static int step(struct lif lif, double current, double *voltage, double *refractory) { /* whether it fires; the textbook's step */
  *refractory -= lif.dt;
  const double active = fmin(fmax(lif.dt - *refractory, 0), lif.dt);
  *voltage -= (current - *voltage) * expm1(-active / lif.tau_rc);
  const int fires = *voltage > 1;
  if (fires) *refractory = lif.tau_ref + lif.dt + lif.tau_rc * log1p(-(*voltage - 1) / (current - 1));
  *voltage = fires ? 0 : fmax(*voltage, lif.floor);
  return fires;
}
static const char *run(const char *line, double *current, double *voltage, double *refractory) { /* what is wrong, if anything */
  const double dt = number_of(line, "\"dtSeconds\""), tau_rc = number_of(line, "\"tauRcSeconds\"");
  struct lif lif = {dt, tau_rc, number_of(line, "\"tauRefSeconds\""), -INFINITY};
  const int has_floor = strncmp(find(line, "\"minVoltage\""), "null", 4) != 0;
  if (has_floor) lif.floor = number_of(line, "\"minVoltage\"");
  const double amplitude = number_of(line, "\"amplitude\"");
  const size_t neurons = numbers_of(line, "\"initialVoltage\"", voltage), total = numbers_of(line, "\"current\"", current);
  if (!(dt > 0 && isfinite(tau_rc) && dt <= 30 * tau_rc)) return "dtSeconds must be above 0, at most 30 tauRcSeconds";
  if (!(lif.tau_ref >= 0 && isfinite(lif.tau_ref))) return "tauRefSeconds must be 0 or more";
  if (!(amplitude > 0 && isfinite(amplitude))) return "amplitude must be above 0";
  if (!(lif.floor <= 0 && (isfinite(lif.floor) || !has_floor))) return "minVoltage must be at most 0, or null";
  if (!all_at_most(1, voltage, neurons)) return "initialVoltage must be finite, at most 1";
  if (!all_at_most(INFINITY, current, total) || neurons == 0 || total % neurons) return "current must be finite [step][neuron]";
  char *fired = malloc(total + 1);
  printf("\"output\":{\"spikeHeight\":%.17g,\"voltage\":[", amplitude / dt);
  for (size_t at = 0; at < total; at++) {
    const size_t neuron = at % neurons;
    fired[at] = step(lif, current[at], &voltage[neuron], &refractory[neuron]);
    printf("%s%.17g%s", neuron > 0 ? "," : at > 0 ? ",[" : "[", voltage[neuron], neuron + 1 == neurons ? "]" : "");
  }
  printf("],\"spikes\":[");
  for (size_t neuron = 0; neuron < neurons; neuron++) {
    int spikes = 0;
    printf(neuron > 0 ? ",[" : "[");
    for (size_t at = neuron; at < total; at += neurons)
      if (fired[at]) printf(spikes++ > 0 ? ",%zu" : "%zu", at / neurons);
    printf("]");
  }
  printf("]}");
  free(fired);
  return NULL;
}
int main(void) {
  char *line = NULL;
  size_t size = 0;
  while (getline(&line, &size, stdin) > 0 && strncmp(find(line, "\"command\""), "\"stop\"", 6) != 0) {
    const size_t room = strlen(line) + 1;
    double *memory = calloc(3 * room, sizeof *memory);
    printf("{\"id\":%ld,", strtol(find(line, "\"id\""), NULL, 10));
    if (strncmp(find(line, "\"command\""), "\"start\"", 7) == 0) {
      printf("\"implementation\":{\"name\":\"textbook LIF in C\",\"version\":\"1.0.0\",\"language\":\"C\"},");
      printf("\"protocol\":2,\"capabilities\":[\"neuron\"],\"precision\":\"float64\"");
    } else {
      const char *wrong = run(line, memory, memory + room, memory + 2 * room);
      if (wrong != NULL) printf("\"error\":{\"kind\":\"invalid-input\",\"message\":\"%s\"}", wrong);
    }
    printf("}\n");
    fflush(stdout);
    free(memory);
  }
  free(line);
  return 0;
}
