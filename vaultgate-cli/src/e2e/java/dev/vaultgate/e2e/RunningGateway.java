package dev.vaultgate.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A gateway with its demo provider, in a process of its own, started as a user starts it and found
 * by the address that it prints.
 */
final class RunningGateway implements AutoCloseable {

  /** The name of the store in a gateway's folder. */
  static final String STORE = "e2e.db";

  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
  private static final Pattern SET_UP = Pattern.compile("/setup#token=\\S+");

  /** What the welcome ends with. */
  private static final String LAST = "OPENAI_BASE_URL";

  private final Process process;
  private final String address;
  private final String setUp;

  private RunningGateway(Process process, String printed) {
    this.process = process;
    this.address = first(ADDRESS, printed);
    this.setUp = first(SET_UP, printed);
  }

  private static String first(Pattern pattern, String printed) {
    Matcher found = pattern.matcher(printed);
    return found.find() ? found.group() : "";
  }

  /** Returns when the gateway has welcomed its user; fails if it ends before. */
  static RunningGateway start(Path folder) throws IOException {
    return start(folder, Map.of());
  }

  /** The same with variables of the environment beside those of this process. */
  static RunningGateway start(Path folder, Map<String, String> variables) throws IOException {
    ProcessBuilder builder =
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
                folder.resolve(STORE).toString())
            .redirectErrorStream(true);
    builder.environment().putAll(variables);
    Process process = builder.start();
    StringBuilder printed = new StringBuilder();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      printed.append(line).append('\n');
      if (line.contains(LAST)) {
        drain(output);
        return new RunningGateway(process, printed.toString());
      }
    }
    throw new IllegalStateException(
        "the gateway ended before it had welcomed its user:\n" + printed);
  }

  String address() {
    return address;
  }

  /** The path of the link by which the first owner sets it up. */
  String setUp() {
    return setUp;
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
