// A LIF neuron in Rust (standard library only) behind the protocol of lifspec: one JSON object per line on stdin and stdout.
//   rustc --edition 2021 -O -o rust-adapter adapters/rust-adapter.rs
// A field is found by its name.
use std::io::{self, BufRead, Write};

/// What follows `"field":` in a line of JSON, up to the end of an array, or of a value.
fn find<'a>(line: &'a str, field: &str) -> Option<&'a str> {
    let start = line.find(&format!("\"{field}\""))? + field.len() + 2;
    let value = line[start..].trim_start_matches([' ', ':']);
    let mut depth = 0;
    let end = value.find(|c: char| {
        depth += i32::from(c == '[') - i32::from(c == ']');
        depth < 0 || depth == 0 && matches!(c, ',' | '}')
    });
    Some(&value[..end.unwrap_or(value.len())])
}

/// The numbers of an array, or of an array of arrays, in order.
fn numbers(line: &str, field: &str) -> Vec<f64> {
    let value = find(line, field).unwrap_or("").replace(['[', ']', ' '], "");
    value.split_terminator(',').map(|one| one.parse().unwrap_or(f64::NAN)).collect()
}

fn number(line: &str, field: &str) -> f64 {
    numbers(line, field).first().copied().unwrap_or(f64::NAN)
}

/// Constants of a neuron, in seconds; its floor has no unit.
struct Lif { dt: f64, tau_rc: f64, tau_ref: f64, floor: f64 }

impl Lif {
    /// The textbook's step: whether the neuron fires.
    fn step(&self, current: f64, voltage: &mut f64, refractory: &mut f64) -> bool {
        *refractory -= self.dt;
        let active = (self.dt - *refractory).clamp(0.0, self.dt);
        *voltage -= (current - *voltage) * (-active / self.tau_rc).exp_m1();
        if *voltage <= 1.0 {
            *voltage = voltage.max(self.floor);
            return false;
        }
        let crossing = (-(*voltage - 1.0) / (current - 1.0)).ln_1p(); // -inf, not in JSON, if rounding reaches the current
        *refractory = (self.tau_ref + self.dt + self.tau_rc * crossing).max(0.0);
        *voltage = 0.0;
        true
    }
}

/// Runs neurons side by side.
fn neuron(line: &str) -> String {
    let [dt, tau_rc, tau_ref, amplitude] =
        ["dtSeconds", "tauRcSeconds", "tauRefSeconds", "amplitude"].map(|field| number(line, field));
    let (start, current) = (numbers(line, "initialVoltage"), numbers(line, "current"));
    let floor = if find(line, "minVoltage") == Some("null") { f64::NEG_INFINITY } else { number(line, "minVoltage") };
    let state = numbers(line, "state"); // the voltages, then the remaining refractory periods
    let (mut voltage, mut refractory) = (start.clone(), vec![0.0; start.len()]);
    if state.len() == 2 * start.len() {
        (voltage, refractory) = (state[..start.len()].to_vec(), state[start.len()..].to_vec());
    }
    let lif = Lif { dt, tau_rc, tau_ref, floor };
    let (mut spikes, mut trace) = (vec![Vec::<usize>::new(); start.len()], Vec::new());
    for (step, currents) in current.chunks(start.len()).enumerate() {
        for n in 0..start.len() {
            if lif.step(currents[n], &mut voltage[n], &mut refractory[n]) {
                spikes[n].push(step);
            }
        }
        trace.push(voltage.clone());
    }
    let (height, state) = (amplitude / dt, [voltage, refractory]); // {:?} writes as many digits as a number needs
    format!("{{\"spikes\":{spikes:?},\"spikeHeight\":{height:?},\"voltage\":{trace:?},\"state\":{state:?}}}")
}

fn main() -> io::Result<()> {
    let about = r#""implementation":{"name":"textbook LIF in Rust","version":"1.0.0","language":"Rust"},"protocol":4,"capabilities":["neuron"],"precision":"float64""#;
    for line in io::stdin().lock().lines().map_while(Result::ok) {
        let answer = match find(&line, "command") {
            Some("\"stop\"") => break,
            Some("\"start\"") => about.to_string(),
            _ => format!("\"output\":{}", neuron(&line)),
        };
        println!("{{\"id\":{},{answer}}}", find(&line, "id").unwrap_or("0"));
        io::stdout().flush()?;
    }
    Ok(())
}
