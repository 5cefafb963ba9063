package dev.vaultgate.examples.bench.rig;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JDK's flight recorder in a gateway that is running, switched on and off by {@code jcmd}. */
final class FlightRecorder {

  /** Since then JFR samples by CPU time, which sees native code such as socket calls as well. */
  private static final int FEATURE_WITH_CPU_TIME = 25;

  private final Jdk jdk;
  private final long pid;

  FlightRecorder(Jdk jdk, long pid) {
    this.jdk = jdk;
    this.pid = pid;
  }

  void start() throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("JFR.start", "name=bench", "settings=profile"));
    if (jdk.feature() >= FEATURE_WITH_CPU_TIME) {
      arguments.add("jdk.CPUTimeSample#enabled=true");
      arguments.add("jdk.CPUTimeSample#throttle=5ms");
    }
    jcmd(arguments);
  }

  /** Ends the recording and writes it. */
  Path stop(Path file) throws IOException {
    jcmd(List.of("JFR.stop", "name=bench", "filename=" + file));
    return file;
  }

  private void jcmd(List<String> arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(String.valueOf(pid)));
    all.addAll(arguments);
    Command.run(jdk.command("jcmd", all));
  }
}
