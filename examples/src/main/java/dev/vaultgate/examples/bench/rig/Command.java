package dev.vaultgate.examples.bench.rig;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;

/** A short program that is run to its end for what it prints. */
final class Command {

  private Command() {}

  /**
   * Runs it and waits.
   *
   * @return standard output and standard error, mixed
   * @throws IOException when it cannot be started or ends with another code than zero
   */
  static String run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    int code = exitCode(process);
    if (code != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + code + ":\n" + output);
    }
    return output;
  }

  private static int exitCode(Process process) throws InterruptedIOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a program");
    }
  }
}
