package dev.vaultgate.examples.bench.rig;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A program that serves until it is stopped. What it prints goes to a file. None survives the
 * benchmark, however that ends, short of a kill.
 */
final class ServerProcess implements AutoCloseable {

  private static final int STOP_SECONDS = 10;
  private static final int LOG_LINES_SHOWN = 20;

  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
  }

  private final Process process;
  private final Path log;

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static ServerProcess start(List<String> command, Path log) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    RUNNING.add(process);
    return new ServerProcess(process, log);
  }

  long pid() {
    return process.pid();
  }

  ProcessTree tree() {
    return new ProcessTree(process.pid());
  }

  /**
   * Waits a little.
   *
   * @throws IOException when the process ends in that time; its last words are in the message
   */
  void awaitMillis(int millis) throws IOException {
    if (endsWithin(millis, TimeUnit.MILLISECONDS)) {
      RUNNING.remove(process);
      throw new IOException("ended with " + process.exitValue() + ":\n" + lastWords());
    }
  }

  /** What it has printed last. */
  String lastWords() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join(
        "\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
  }

  Path log() {
    return log;
  }

  /** Asks it to stop, and after {@value #STOP_SECONDS} seconds makes it. */
  @Override
  public void close() throws IOException {
    process.destroy();
    if (!endsWithin(STOP_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      endsWithin(STOP_SECONDS, TimeUnit.SECONDS);
    }
    RUNNING.remove(process);
  }

  private boolean endsWithin(int time, TimeUnit unit) throws InterruptedIOException {
    try {
      return process.waitFor(time, unit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a server");
    }
  }
}
