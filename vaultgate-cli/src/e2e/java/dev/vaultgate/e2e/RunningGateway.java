package dev.vaultgate.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A gateway with its demo provider, in a process of its own, started as a user starts it and found
 * by the address that it prints.
 */
final class RunningGateway implements AutoCloseable {

  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

  private final Process process;
  private final String address;

  private RunningGateway(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /** Returns when the gateway has printed its address; fails if it ends before. */
  static RunningGateway start(Path folder) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.vaultgate.cli.Main",
                "serve",
                "--demo",
                "--port",
                "0",
                "--db",
                folder.resolve("e2e.db").toString())
            .redirectErrorStream(true)
            .start();
    StringBuilder printed = new StringBuilder();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      printed.append(line).append('\n');
      Matcher address = ADDRESS.matcher(line);
      if (address.find()) {
        drain(output);
        return new RunningGateway(process, address.group());
      }
    }
    throw new IllegalStateException("the gateway ended before it printed its address:\n" + printed);
  }

  String address() {
    return address;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("the gateway was still running 10 s after SIGTERM");
    }
  }

  /** A full pipe would stop the gateway at its next line. */
  private static void drain(BufferedReader output) {
    Thread thread = new Thread(() -> output.lines().forEach(line -> {}), "gateway-output");
    thread.setDaemon(true);
    thread.start();
  }
}
