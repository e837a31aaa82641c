// A LIF neuron in Java 17 (standard library only) behind the protocol of lifspec: one JSON object per line on stdin and stdout.
// Forward Euler in float32, with reset by subtraction, as networks for embedded processors have it; `java FILE` runs it.
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class JavaAdapter {
    static final String ABOUT = """
        "implementation":{"name":"Euler LIF in Java","version":"1.0.0","language":"Java"},"protocol":2,
        "capabilities":["neuron"],"precision":"float32","conventions":{"integrator":"euler","reset":"subtract",
        "refractory":{"kind":"none"},"spikeHeight":"1/dt"}""".replace("\n", "");

    static final class InvalidInput extends Exception {
        InvalidInput(String rule) { super(rule); }
    }

    public static void main(String[] arguments) throws IOException {
        var requests = new BufferedReader(new InputStreamReader(System.in));
        for (String line; (line = requests.readLine()) != null && !find(line, "command").startsWith("\"stop\""); ) {
            String answer;
            try {
                answer = find(line, "command").startsWith("\"start\"") ? ABOUT : "\"output\":" + neuron(line);
            } catch (InvalidInput error) {
                answer = "\"error\":{\"kind\":\"invalid-input\",\"message\":\"" + error.getMessage() + "\"}";
            }
            System.out.println("{\"id\":" + (int) number(line, "id") + "," + answer + "}");
        }
    }

    static String neuron(String line) throws InvalidInput {
        double dt = number(line, "dtSeconds"), tauRc = number(line, "tauRcSeconds");
        boolean hasFloor = !find(line, "minVoltage").startsWith("null");
        double floor = hasFloor ? number(line, "minVoltage") : Double.NEGATIVE_INFINITY;
        double[] start = numbers(line, "initialVoltage"), current = numbers(line, "current");
        require(dt > 0 && Double.isFinite(tauRc) && dt <= 30 * tauRc, "dtSeconds must be above 0, at most 30 tauRcSeconds");
        require(number(line, "tauRefSeconds") >= 0, "tauRefSeconds must be 0 or more");
        require(number(line, "amplitude") > 0, "amplitude must be above 0");
        require(floor <= 0, "minVoltage must be at most 0, or null");
        require(Arrays.stream(start).allMatch(voltage -> voltage <= 1), "initialVoltage must be at most 1");
        require(Arrays.stream(current).allMatch(Double::isFinite), "current must be finite");
        require(start.length > 0 && current.length % start.length == 0, "current must be [step][neuron]");

        float gain = (float) (dt / tauRc);
        float[] voltage = new float[start.length];
        for (int n = 0; n < voltage.length; n++) voltage[n] = (float) start[n];
        List<List<Integer>> spikes = new ArrayList<>();
        for (int n = 0; n < voltage.length; n++) spikes.add(new ArrayList<>());
        List<String> trace = new ArrayList<>();
        for (int step = 0; step < current.length / voltage.length; step++) {
            for (int n = 0; n < voltage.length; n++) {
                float input = (float) current[step * voltage.length + n];
                voltage[n] = Math.max(voltage[n] + gain * (input - voltage[n]), (float) floor);
                if (voltage[n] > 1) {
                    voltage[n] -= 1;
                    spikes.get(n).add(step);
                }
            }
            trace.add(Arrays.toString(voltage));
        }
        return "{\"spikes\":" + spikes + ",\"spikeHeight\":" + 1 / dt + ",\"voltage\":" + trace + "}";
    }

    static void require(boolean holds, String rule) throws InvalidInput {
        if (!holds) throw new InvalidInput(rule);
    }

    /** What follows a field in a line of JSON. */
    static String find(String line, String field) {
        int at = line.indexOf("\"" + field + "\":");
        return at < 0 ? "" : line.substring(at + field.length() + 3).stripLeading();
    }

    static double number(String line, String field) {
        return numbers(line, field)[0];
    }

    static final Pattern ITEM = Pattern.compile("[\\[\\]]|[^\\[\\], }]+");

    /** The numbers of an array, or of an array of arrays, in order. What is not a finite number is NaN. */
    static double[] numbers(String line, String field) {
        List<Double> found = new ArrayList<>();
        int depth = 0;
        for (Matcher item = ITEM.matcher(find(line, field)); item.find(); ) {
            switch (item.group()) {
                case "[" -> depth++;
                case "]" -> depth--;
                default -> found.add(item.group().matches("-?\\d.*") ? Double.parseDouble(item.group()) : Double.NaN);
            }
            if (depth == 0) break;
        }
        return found.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
