# LIF neurons in R (base packages only) behind the protocol of lifspec: one JSON object per line on stdin and stdout.
# Runge-Kutta of order 4, as deSolve's "rk4" would take each step; a refractory period of whole steps, rounded up.

value_of <- function(line, field) { # what follows "field": up to the end of an array, or of a value
  rest <- sub(sprintf('^.*?"%s"\\s*:\\s*', field), "", line, perl = TRUE)
  if (startsWith(rest, "[")) regmatches(rest, regexpr("\\[(?:[^\\[\\]]|\\[[^\\[\\]]*\\])*\\]", rest, perl = TRUE))
  else sub("[,}].*$", "", rest, perl = TRUE)
}

numbers <- function(line, field) { # in order, also of an array of arrays
  text <- strsplit(gsub("[][ ]", "", value_of(line, field)), ",", fixed = TRUE)[[1]]
  as.numeric(text)
}

as_json <- function(values) paste0("[", paste(sprintf("%.17g", values), collapse = ","), "]")

neuron <- function(line) {
  names <- c("dtSeconds", "tauRcSeconds", "tauRefSeconds", "amplitude", "initialVoltage", "current")
  given <- sapply(names, numbers, line = line, simplify = FALSE)
  dt <- given$dtSeconds; tau_ref <- given$tauRefSeconds; voltage <- given$initialVoltage
  floor <- if (value_of(line, "minVoltage") == "null") -Inf else numbers(line, "minVoltage")

  current <- matrix(given$current, ncol = length(voltage), byrow = TRUE)
  h <- dt / given$tauRcSeconds
  refractory_steps <- ceiling(round(tau_ref / dt, 9))
  waiting <- numeric(length(voltage))
  fired <- trace <- matrix(0, nrow(current), ncol(current))
  for (step in seq_len(nrow(current))) {
    j <- current[step, ]
    k1 <- h * (j - voltage)
    k2 <- h * (j - (voltage + k1 / 2))
    k3 <- h * (j - (voltage + k2 / 2))
    k4 <- h * (j - (voltage + k3))
    active <- waiting == 0
    voltage <- pmax(ifelse(active, voltage + (k1 + 2 * k2 + 2 * k3 + k4) / 6, voltage), floor)
    fires <- active & voltage >= 1
    waiting <- ifelse(fires, refractory_steps, pmax(waiting - 1, 0))
    voltage[fires] <- 0
    fired[step, ] <- fires
    trace[step, ] <- voltage
  }
  trains <- apply(fired, 2, function(one) as_json(which(one == 1) - 1), simplify = FALSE)
  rows <- apply(trace, 1, as_json, simplify = FALSE)
  sprintf('{"spikes":[%s],"spikeHeight":%.17g,"voltage":[%s]}', paste(trains, collapse = ","), given$amplitude / dt, paste(rows, collapse = ","))
}

about <- paste0('"implementation":{"name":"Runge-Kutta LIF in R","version":"1.0.0","language":"R"},"protocol":4,',
  '"capabilities":["neuron"],"precision":"float64","conventions":{"integrator":"runge-kutta-4","comparison":">=",',
  '"refractory":"up"}')

requests <- file("stdin", open = "r")
while (length(line <- readLines(requests, n = 1)) > 0) {
  command <- value_of(line, "command")
  if (command == '"stop"') break
  answer <- if (command == '"start"') about else paste0('"output":', neuron(line))
  cat('{"id":', value_of(line, "id"), ",", answer, "}\n", sep = "")
  flush(stdout())
}
