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
        "implementation":{"name":"Euler LIF in Java","version":"1.0.0","language":"Java"},"protocol":4,
        "capabilities":["neuron"],"precision":"float32","conventions":{"integrator":"euler","reset":"subtract",
        "refractory":"none","spikeHeight":"1/dt"}""".replace("\n", "");

    public static void main(String[] arguments) throws IOException {
        var requests = new BufferedReader(new InputStreamReader(System.in));
        for (String line; (line = requests.readLine()) != null && !find(line, "command").startsWith("\"stop\""); ) {
            String answer = find(line, "command").startsWith("\"start\"") ? ABOUT : "\"output\":" + neuron(line);
            System.out.println("{\"id\":" + (int) number(line, "id") + "," + answer + "}");
        }
    }

    static String neuron(String line) {
        double dt = number(line, "dtSeconds"), tauRc = number(line, "tauRcSeconds");
        boolean hasFloor = !find(line, "minVoltage").startsWith("null");
        double floor = hasFloor ? number(line, "minVoltage") : Double.NEGATIVE_INFINITY;
        double[] start = numbers(line, "initialVoltage"), current = numbers(line, "current");

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

    /** What follows a field in a line of JSON. */
    static String find(String line, String field) {
        int at = line.indexOf("\"" + field + "\":");
        return at < 0 ? "" : line.substring(at + field.length() + 3).stripLeading();
    }

    static double number(String line, String field) {
        return numbers(line, field)[0];
    }

    static final Pattern ITEM = Pattern.compile("[\\[\\]]|[^\\[\\], }]+");

    /** The numbers of an array, or of an array of arrays, in order. */
    static double[] numbers(String line, String field) {
        List<Double> found = new ArrayList<>();
        int depth = 0;
        for (Matcher item = ITEM.matcher(find(line, field)); item.find(); ) {
            switch (item.group()) {
                case "[" -> depth++;
                case "]" -> depth--;
                default -> found.add(Double.parseDouble(item.group()));
            }
            if (depth == 0) break;
        }
        return found.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
