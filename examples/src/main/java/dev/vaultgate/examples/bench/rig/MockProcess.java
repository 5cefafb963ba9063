package dev.vaultgate.examples.bench.rig;

import dev.vaultgate.examples.bench.mock.MockUpstream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mock in a process of its own, on the load's core, so that its CPU time can be told apart. */
final class MockProcess implements AutoCloseable {

  private static final Pattern LISTENING = Pattern.compile("listening on (\\d+)");
  private static final int POLL_MILLIS = 20;
  private static final int POLLS_MAX = 500;

  private final ServerProcess process;
  private final int port;

  private MockProcess(ServerProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  static MockProcess start(Cores cores, Path directory) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            MockUpstream.class.getName());
    ServerProcess process =
        ServerProcess.start(cores.forLoad(command), directory.resolve("mock.log"));
    for (int poll = 0; poll < POLLS_MAX; poll++) {
      process.awaitMillis(POLL_MILLIS);
      Matcher matcher = LISTENING.matcher(process.lastWords());
      if (matcher.find()) {
        return new MockProcess(process, Integer.parseInt(matcher.group(1)));
      }
    }
    process.close();
    throw new IOException("the mock does not listen:\n" + process.lastWords());
  }

  int port() {
    return port;
  }

  ProcessTree tree() {
    return process.tree();
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
