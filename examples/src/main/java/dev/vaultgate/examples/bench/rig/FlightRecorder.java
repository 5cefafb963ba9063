package dev.vaultgate.examples.bench.rig;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JDK's flight recorder in a gateway that is running, switched on and off by {@code jcmd}. */
final class FlightRecorder {

  /** Since then JFR samples by CPU time, which sees native code such as socket calls as well. */
  private static final int FEATURE_WITH_CPU_TIME = 25;

  private final VaultGateContender gateway;
  private final long pid;

  FlightRecorder(VaultGateContender gateway, long pid) {
    this.gateway = gateway;
    this.pid = pid;
  }

  void start() throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("JFR.start", "name=bench", "settings=profile"));
    if (gateway.javaFeature() >= FEATURE_WITH_CPU_TIME) {
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
    List<String> command = new ArrayList<>();
    command.add(gateway.javaHome().resolve("bin/jcmd").toString());
    command.add(String.valueOf(pid));
    command.addAll(arguments);
    Command.run(command);
  }
}
