package dev.vaultgate.examples.bench.rig;

import dev.vaultgate.examples.bench.load.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A contender that has been started on its core and has given its first answer. */
final class RunningContender implements AutoCloseable {

  private static final int POLL_MILLIS = 2;
  private static final long START_NANOS_MAX = 60_000_000_000L;

  private final ServerProcess process;
  private final Target target;
  private final double startMillis;
  private final double startCpuMillis;
  private final double firstStartMillis;

  private RunningContender(
      ServerProcess process,
      Target target,
      double startMillis,
      double startCpuMillis,
      double firstStartMillis) {
    this.firstStartMillis = firstStartMillis;
    this.process = process;
    this.target = target;
    this.startMillis = startMillis;
    this.startCpuMillis = startCpuMillis;
  }

  /** Prepares and starts it, and waits for the first right answer. */
  static RunningContender start(
      Contender contender, Cores cores, Path parent, int upstreamPort, Probe probe)
      throws IOException {
    Path directory = Files.createTempDirectory(parent, contender.id() + "-");
    Contender.Launch launch = contender.prepare(directory, upstreamPort, freePort());
    double firstMillis = Double.NaN;
    if (!launch.first().equals(launch.command())) {
      try (RunningContender first =
          start(launch.first(), launch.target(), cores, directory, probe, Double.NaN)) {
        firstMillis = first.startMillis();
      }
    }
    return start(launch.command(), launch.target(), cores, directory, probe, firstMillis);
  }

  private static RunningContender start(
      List<String> command,
      Target target,
      Cores cores,
      Path directory,
      Probe probe,
      double firstMillis)
      throws IOException {
    long startNanos = System.nanoTime();
    ServerProcess process =
        ServerProcess.start(cores.forContender(command), directory.resolve("output.log"));
    try {
      awaitFirstAnswer(process, target, probe, startNanos);
      double millis = (System.nanoTime() - startNanos) / 1e6;
      double cpuMillis = process.tree().cpuMicros() / 1e3;
      return new RunningContender(process, target, millis, cpuMillis, firstMillis);
    } catch (IOException e) {
      process.close();
      throw e;
    }
  }

  Target target() {
    return target;
  }

  long pid() {
    return process.pid();
  }

  ProcessTree tree() {
    return process.tree();
  }

  double startMillis() {
    return startMillis;
  }

  double startCpuMillis() {
    return startCpuMillis;
  }

  /** Without anything kept of an earlier start; NaN when that makes no difference. */
  double firstStartMillis() {
    return firstStartMillis;
  }

  @Override
  public void close() throws IOException {
    process.close();
  }

  private static void awaitFirstAnswer(
      ServerProcess process, Target target, Probe probe, long startNanos) throws IOException {
    String fault = probe.fault(target);
    while (!fault.isEmpty()) {
      if (System.nanoTime() - startNanos > START_NANOS_MAX) {
        throw new IOException(
            "no right answer within a minute, but " + fault + "\n" + process.lastWords());
      }
      process.awaitMillis(POLL_MILLIS);
      fault = probe.fault(target);
    }
  }

  /** A port that was free a moment ago. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
