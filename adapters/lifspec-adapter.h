/* Serves a simulator of LIF neurons in C99 to lifspec: one JSON object per line on stdin, one answer per line on
   stdout. Needs POSIX. Include it first, write a function, and let main call lifspec_serve:

     static const char *neuron(const struct lifspec_neuron *in, struct lifspec_spikes *out) { ...; return NULL; }
     int main(void) {
       struct lifspec_adapter adapter = {.name = "my simulator", .neuron = neuron};
       return lifspec_serve(&adapter);
     }

   What the simulator prints goes to stderr. */
#ifndef LIFSPEC_ADAPTER_H
#define LIFSPEC_ADAPTER_H
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct lifspec_neuron { /* times in seconds; arrays [neuron] and [step * neurons + neuron] */
  double dt, tau_rc, tau_ref, amplitude, min_voltage; /* min_voltage is -INFINITY without a floor */
  size_t neurons, steps;
  const double *initial_voltage, *current;
};
struct lifspec_spikes { /* to be filled [step * neurons + neuron]; set voltage to NULL to leave it out */
  double spike_height, *voltage; /* events have no height */
  unsigned char *fired; /* number of spikes in the step */
  const char *unsupported; /* the parameter because of which the input is skipped, such as "receptors"; or NULL */
};
struct lifspec_receptor { /* of an event's effect; every neuron has a state of its own of each */
  enum { LIFSPEC_DELTA, LIFSPEC_EXPONENTIAL, LIFSPEC_ALPHA } kind;
  double tau; /* in seconds; 0 of a delta */
};
struct lifspec_connection {
  int from_neuron; /* whether `from` is a neuron; otherwise it is a source */
  size_t from, target, receptor, delay_steps;
  double weight;
};
struct lifspec_events { /* times in seconds; source_spikes has the number of spikes [step * sources + source] */
  double dt, tau_rc, min_voltage;
  size_t refractory_steps, neurons, steps, receptors, sources, connections;
  const double *initial_voltage, *bias;
  const struct lifspec_receptor *receptor;
  const struct lifspec_connection *connection;
  const unsigned *source_spikes;
};
struct lifspec_adapter {
  const char *name, *version, *language;
  const char *precision, *conventions, *event_conventions, *limits; /* the last three are JSON */
  /* each returns NULL, or why the simulator cannot run this valid input, which is then skipped */
  const char *(*neuron)(const struct lifspec_neuron *in, struct lifspec_spikes *out);
  const char *(*events)(const struct lifspec_events *in, struct lifspec_spikes *out);
};

static const char *lifspec_space(const char *at) { return at + strspn(at, " \t\r\n"); }
static const char *lifspec_string(const char *at) { /* the end of a string; NULL if it has none */
  for (at++; *at != '"'; at++)
    if ((unsigned char)*at < ' ' || (*at == '\\' && strchr("\"\\/bfnrtu", *++at) == NULL) || *at == 0) return NULL;
  return at + 1;
}
static const char *lifspec_end(const char *at, int depth) { /* the end of a JSON value; NULL if it is none */
  const char *words[] = {"null", "true", "false"};
  if (*at == '"') return lifspec_string(at);
  for (int i = 0; i < 3; i++)
    if (strncmp(at, words[i], strlen(words[i])) == 0) return at + strlen(words[i]);
  if (*at != '[' && *at != '{') {
    const char *digits = at + (*at == '-'), *all = "0123456789";
    const size_t whole = strspn(digits, all), length = strspn(at, "+-.eE0123456789");
    char *end = NULL;
    if (whole == 0 || (*digits == '0' && whole > 1) || (digits[whole] == '.' && strspn(digits + whole + 1, all) == 0)) return NULL;
    strtod(at, &end);
    return end == at + length ? end : NULL;
  }
  const char close = *at == '[' ? ']' : '}';
  at = lifspec_space(at + 1);
  for (int first = 1; *at != close || !first; first = 0) {
    if (close == '}') {
      if (*at != '"' || (at = lifspec_string(at)) == NULL || *(at = lifspec_space(at)) != ':') return NULL;
      at = lifspec_space(at + 1);
    }
    if (depth > 64 || (at = lifspec_end(at, depth + 1)) == NULL) return NULL;
    at = lifspec_space(at);
    if (*at == close) break;
    if (*at != ',') return NULL;
    at = lifspec_space(at + 1);
  }
  return at + 1;
}
static const char *lifspec_skip(const char *at) { /* the end of a value in valid JSON */
  int depth = 0;
  if (strchr("[{\"", *at) == NULL) return at + strcspn(at, ",]} \t\r\n");
  do {
    at += strcspn(at, "[]{}\"");
    if (*at == '"') at = lifspec_string(at);
    else depth += strchr("[{", *at++) != NULL ? 1 : -1;
  } while (depth > 0);
  return at;
}
static const char *lifspec_field(const char *object, const char *name) { /* its value in a valid object; "" if missing */
  const size_t length = strlen(name);
  const char *found = "", *at = lifspec_space(object + 1);
  while (*at == '"') {
    const char *key = at + 1, *end = lifspec_string(at);
    const char *value = lifspec_space(lifspec_space(end) + 1);
    if ((size_t)(end - 1 - key) == length && strncmp(key, name, length) == 0) found = value;
    at = lifspec_space(lifspec_skip(value));
    if (*at == ',') at = lifspec_space(at + 1);
  }
  return found;
}
static double lifspec_number(const char *value) { /* NAN for everything that is not a finite number */
  const double number = *value != 0 && strchr("-0123456789", *value) != NULL ? strtod(value, NULL) : NAN;
  return isfinite(number) ? number : NAN;
}
static int lifspec_numbers(const char *at, double *numbers, size_t *count) { /* a list; -1 for anything else */
  *count = 0;
  if (*at != '[') return -1;
  for (at = lifspec_space(at + 1); *at != ']'; at = lifspec_space(at + (*at == ','))) {
    numbers[*count] = lifspec_number(at);
    if (isnan(numbers[(*count)++])) return -1;
    at = lifspec_space(lifspec_skip(at));
  }
  return 0;
}
static int lifspec_is(const char *value, const char *text) {
  return *value == '"' && strncmp(value + 1, text, strlen(text)) == 0 && value[1 + strlen(text)] == '"';
}

static void lifspec_text(FILE *to, const char *text) {
  putc('"', to);
  for (; *text != 0; text++)
    if ((unsigned char)*text < ' ') fprintf(to, "\\u%04x", *text);
    else fprintf(to, *text == '"' || *text == '\\' ? "\\%c" : "%c", *text);
  putc('"', to);
}
static void lifspec_double(FILE *to, double number) { /* all digits; text if it is not finite */
  if (isfinite(number)) fprintf(to, "%.17g", number);
  else fputs(isnan(number) ? "\"NaN\"" : number > 0 ? "\"Infinity\"" : "\"-Infinity\"", to);
}
static void lifspec_error(FILE *to, const char *kind, const char *message) {
  fprintf(to, ",\"error\":{\"kind\":\"%s\",\"message\":", kind);
  lifspec_text(to, message);
  putc('}', to);
}

static double lifspec_floor(const char *input) {
  const char *lowest = lifspec_field(input, "minVoltage");
  return strncmp(lowest, "null", 4) == 0 ? -INFINITY : lifspec_number(lowest);
}
static size_t lifspec_whole(const char *object, const char *name) { /* 0 for everything that is none */
  const double number = lifspec_number(lifspec_field(object, name));
  return number >= 0 && number < 4294967296.0 ? (size_t)number : 0;
}
static const char *lifspec_first(const char *list) { return *list == '[' ? lifspec_space(list + 1) : "]"; }
static const char *lifspec_next(const char *item) { /* of a list; "]" after the last */
  const char *at = lifspec_space(lifspec_skip(item));
  return lifspec_space(at + (*at == ','));
}

/* Reads an input into memory that has room for all its numbers; returns what is wrong, or NULL. */
static const char *lifspec_read(const char *input, struct lifspec_neuron *in, double *room) {
  const char *rows = lifspec_field(input, "current");
  size_t count;
  in->dt = lifspec_number(lifspec_field(input, "dtSeconds"));
  in->tau_rc = lifspec_number(lifspec_field(input, "tauRcSeconds"));
  in->tau_ref = lifspec_number(lifspec_field(input, "tauRefSeconds"));
  in->amplitude = lifspec_number(lifspec_field(input, "amplitude"));
  in->min_voltage = lifspec_floor(input);
  in->initial_voltage = room;
  if (lifspec_numbers(lifspec_field(input, "initialVoltage"), room, &in->neurons)) return "initialVoltage must be finite numbers";
  in->current = room += in->neurons;
  if (*rows != '[') return "current must be finite [step][neuron]";
  for (rows = lifspec_first(rows); *rows != ']'; rows = lifspec_next(rows)) {
    if (lifspec_numbers(rows, room, &count) || count != in->neurons) return "current must be finite [step][neuron]";
    room += count;
    in->steps++;
  }
  return NULL;
}
static void lifspec_write(FILE *to, size_t neurons, size_t steps, const struct lifspec_spikes *out, int has_height) {
  fputs(",\"output\":{\"spikes\":[", to);
  for (size_t n = 0; n < neurons; n++) {
    int spikes = 0;
    fputs(n > 0 ? ",[" : "[", to);
    for (size_t step = 0; step < steps; step++)
      for (int i = 0; i < out->fired[step * neurons + n]; i++) fprintf(to, spikes++ > 0 ? ",%zu" : "%zu", step);
    putc(']', to);
  }
  putc(']', to);
  if (has_height) {
    fputs(",\"spikeHeight\":", to);
    lifspec_double(to, out->spike_height);
  }
  if (out->voltage != NULL) fputs(",\"voltage\":[", to);
  for (size_t step = 0; out->voltage != NULL && step < steps; step++) {
    fputs(step > 0 ? ",[" : "[", to);
    for (size_t n = 0; n < neurons; n++) {
      if (n > 0) putc(',', to);
      lifspec_double(to, out->voltage[step * neurons + n]);
    }
    putc(']', to);
  }
  fputs(out->voltage != NULL ? "]}" : "}", to);
}
static void lifspec_skipped(FILE *to, const char *reason, const char *parameter) {
  fputs(parameter == NULL ? ",\"skipped\":" : ",\"error\":{\"kind\":\"unsupported\",\"message\":", to);
  lifspec_text(to, reason);
  if (parameter == NULL) return;
  fputs(",\"parameter\":", to);
  lifspec_text(to, parameter);
  putc('}', to);
}
static void lifspec_run(FILE *to, const struct lifspec_adapter *adapter, const char *input) {
  struct lifspec_neuron in = {0};
  const size_t room = strlen(input) + 1;
  double *memory = (double *)calloc(2 * room, sizeof *memory);
  unsigned char *fired = (unsigned char *)calloc(room, 1);
  struct lifspec_spikes out = {0, memory + room, fired, NULL};
  const char *wrong = lifspec_read(input, &in, memory), *skipped = wrong == NULL ? adapter->neuron(&in, &out) : NULL;
  if (wrong != NULL) lifspec_error(to, "invalid-input", wrong);
  else if (skipped != NULL) lifspec_skipped(to, skipped, out.unsupported);
  else lifspec_write(to, in.neurons, in.steps, &out, 1);
  free(memory);
  free(fired);
}

/* Reads what precedes the lists of a network of events. Each of its lists has room for the length of the input. */
static void lifspec_read_events(const char *input, struct lifspec_events *in, double *voltages, double *bias) {
  size_t count;
  in->dt = lifspec_number(lifspec_field(input, "dtSeconds"));
  in->tau_rc = lifspec_number(lifspec_field(input, "tauRcSeconds"));
  in->min_voltage = lifspec_floor(input);
  in->refractory_steps = lifspec_whole(input, "refractorySteps");
  in->steps = lifspec_whole(input, "steps");
  in->initial_voltage = voltages;
  in->bias = bias; /* 0 if it is missing */
  lifspec_numbers(lifspec_field(input, "initialVoltage"), voltages, &in->neurons);
  lifspec_numbers(lifspec_field(input, "bias"), bias, &count);
}
static size_t lifspec_read_receptors(const char *item, struct lifspec_receptor *receptor) {
  size_t count = 0;
  for (; *item != ']'; item = lifspec_next(item), count++) {
    const char *kind = lifspec_field(item, "kind"), *tau = lifspec_field(item, "tauSeconds");
    receptor[count].kind = lifspec_is(kind, "delta") ? LIFSPEC_DELTA : lifspec_is(kind, "alpha") ? LIFSPEC_ALPHA : LIFSPEC_EXPONENTIAL;
    receptor[count].tau = *tau == 0 ? 0 : lifspec_number(tau);
  }
  return count;
}
static size_t lifspec_read_connections(const char *item, struct lifspec_connection *connection) {
  size_t count = 0;
  for (; *item != ']'; item = lifspec_next(item), count++) {
    const int from_neuron = *lifspec_field(item, "neuron") != 0;
    connection[count].from_neuron = from_neuron;
    connection[count].from = lifspec_whole(item, from_neuron ? "neuron" : "source");
    connection[count].target = lifspec_whole(item, "target");
    connection[count].receptor = lifspec_whole(item, "receptor");
    connection[count].delay_steps = lifspec_whole(item, "delaySteps");
    connection[count].weight = lifspec_number(lifspec_field(item, "weight"));
  }
  return count;
}
static size_t lifspec_count(const char *item) {
  size_t count = 0;
  for (; *item != ']'; item = lifspec_next(item)) count++;
  return count;
}
static void lifspec_read_sources(const char *item, const struct lifspec_events *in, double *room, unsigned *spikes) {
  for (size_t source = 0, count; *item != ']'; item = lifspec_next(item), source++) {
    lifspec_numbers(item, room, &count);
    for (size_t i = 0; i < count; i++)
      if (room[i] < (double)in->steps) spikes[(size_t)room[i] * in->sources + source]++;
  }
}
static void lifspec_run_events(FILE *to, const struct lifspec_adapter *adapter, const char *input) {
  struct lifspec_events in = {0};
  const size_t room = strlen(input) + 1;
  double *memory = (double *)calloc(3 * room, sizeof *memory);
  struct lifspec_receptor *receptor = (struct lifspec_receptor *)calloc(room, sizeof *receptor);
  struct lifspec_connection *connection = (struct lifspec_connection *)calloc(room, sizeof *connection);
  const char *sources = lifspec_first(lifspec_field(input, "sources"));
  lifspec_read_events(input, &in, memory, memory + room);
  in.receptors = lifspec_read_receptors(lifspec_first(lifspec_field(input, "receptors")), receptor);
  in.connections = lifspec_read_connections(lifspec_first(lifspec_field(input, "connections")), connection);
  in.sources = lifspec_count(sources);
  in.receptor = receptor;
  in.connection = connection;
  const size_t values = in.steps * in.neurons + 1;
  unsigned *spikes = (unsigned *)calloc(in.steps * in.sources + 1, sizeof *spikes);
  struct lifspec_spikes out = {0, (double *)calloc(values, sizeof(double)), (unsigned char *)calloc(values, 1), NULL};
  double *voltage = out.voltage;
  const char *skipped = "the request is too large for the memory";
  if (spikes != NULL && voltage != NULL && out.fired != NULL) {
    lifspec_read_sources(sources, &in, memory + 2 * room, spikes);
    in.source_spikes = spikes;
    skipped = adapter->events(&in, &out);
  }
  if (skipped != NULL) lifspec_skipped(to, skipped, out.unsupported);
  else lifspec_write(to, in.neurons, in.steps, &out, 0);
  free(memory);
  free(receptor);
  free(connection);
  free(spikes);
  free(voltage);
  free(out.fired);
}
static void lifspec_describe(FILE *to, const struct lifspec_adapter *adapter) {
  const char *texts[][2] = {{"version", adapter->version ? adapter->version : "unknown"},
    {"language", adapter->language ? adapter->language : "C"}};
  fputs(",\"protocol\":4,\"implementation\":{\"name\":", to);
  lifspec_text(to, adapter->name);
  for (int i = 0; i < 2; i++) {
    fprintf(to, ",\"%s\":", texts[i][0]);
    lifspec_text(to, texts[i][1]);
  }
  fprintf(to, "},\"capabilities\":[%s%s%s]", adapter->neuron ? "\"neuron\"" : "", adapter->neuron && adapter->events ? "," : "",
    adapter->events ? "\"events\"" : "");
  fprintf(to, ",\"precision\":\"%s\"", adapter->precision ? adapter->precision : "float64");
  if (adapter->conventions != NULL) fprintf(to, ",\"conventions\":%s", adapter->conventions);
  if (adapter->event_conventions != NULL) fprintf(to, ",\"eventConventions\":%s", adapter->event_conventions);
  if (adapter->limits != NULL) fprintf(to, ",\"limits\":%s", adapter->limits);
}
static void lifspec_unsupported(FILE *to, const char *name, const char *capability) {
  char reason[200];
  snprintf(reason, sizeof reason, "%s does not support %.*s", name, (int)strcspn(capability + 1, "\""), capability + 1);
  lifspec_skipped(to, reason, NULL);
}
static int lifspec_knows(const char *capability) {
  const char *known[] = {"neuron", "tuning", "synapse", "network", "seeded", "training", "nir", "nir_export", "events"};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (lifspec_is(capability, known[i])) return 1;
  return 0;
}
static int lifspec_answer(FILE *to, const struct lifspec_adapter *adapter, const char *line) { /* whether to go on */
  const char *request = lifspec_space(line), *end = lifspec_end(request, 0);
  if (*request != '{' || end == NULL || *lifspec_space(end) != 0) {
    fputs("{\"id\":null", to);
    lifspec_error(to, "invalid-request", "the line is not a JSON object such as {\"id\":0,\"command\":\"start\",\"protocol\":4}");
    fputs("}\n", to);
    return 1;
  }
  const char *id = lifspec_field(request, "id"), *command = lifspec_field(request, "command");
  const char *capability = lifspec_field(request, "capability"), *input = lifspec_field(request, "input");
  const int starts = lifspec_is(command, "start"), runs = lifspec_is(command, "run"), stops = lifspec_is(command, "stop");
  const double number = lifspec_number(id);
  const int has_id = number >= 0 && number == floor(number);
  if (stops && has_id) return 0;
  fprintf(to, "{\"id\":%.*s", *id == 0 ? 4 : (int)(lifspec_skip(id) - id), *id == 0 ? "null" : id);
  if (!starts && !runs && !stops) lifspec_error(to, "invalid-request", "command: expected start, run or stop");
  else if (starts && lifspec_number(lifspec_field(request, "protocol")) != 4)
    lifspec_error(to, "invalid-request", "the request speaks another protocol, but this adapter needs protocol 4");
  else if (!has_id) lifspec_error(to, "invalid-request", "id: expected a whole number of 0 or more");
  else if (starts) lifspec_describe(to, adapter);
  else if (!lifspec_knows(capability)) lifspec_error(to, "invalid-request", "capability: expected neuron, or another one");
  else if (*input != '{') lifspec_error(to, "invalid-request", "input: expected an object");
  else if (lifspec_is(capability, "neuron") && adapter->neuron != NULL) lifspec_run(to, adapter, input);
  else if (lifspec_is(capability, "events") && adapter->events != NULL) lifspec_run_events(to, adapter, input);
  else lifspec_unsupported(to, adapter->name, capability);
  fputs("}\n", to);
  return 1;
}
static char *lifspec_line(void) { /* the next line of stdin; NULL at its end */
  size_t room = 1 << 16, length = 0;
  char *line = (char *)malloc(room);
  int c;
  while ((c = getchar()) != EOF && c != '\n') {
    if (length + 2 > room) line = (char *)realloc(line, room *= 2);
    line[length++] = c == 0 ? '\1' : (char)c; /* no JSON contains either */
  }
  line[length] = 0;
  if (c != EOF || length > 0) return line;
  free(line);
  return NULL;
}

/* Answers requests until `stop`, and returns the exit code of the program. */
static int lifspec_serve(const struct lifspec_adapter *adapter) {
  FILE *answers = fdopen(dup(1), "w");
  dup2(2, 1);
  char *line;
  while ((line = lifspec_line()) != NULL && lifspec_answer(answers, adapter, line) && fflush(answers) == 0) {
    fflush(stdout);
    free(line);
  }
  free(line);
  fflush(stdout);
  return 0;
}
#endif
