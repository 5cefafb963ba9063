package dev.vaultgate.examples.bench.trouble;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vaultgate.examples.bench.load.LoadResult;
import dev.vaultgate.examples.bench.mock.MockUpstream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** What every trouble needs: gateways, a provider behind them, and an account of what was met. */
final class Scene {

  static final int CALLERS = 16;
  static final int CALLS = 10_000;
  private static final List<String> USUAL_OPTIONS = List.of("-Xmx512m");

  private final Path javaHome;
  private final Path jar;
  private final Path folder;
  private boolean allMet = true;

  Scene(Path javaHome, Path jar, Path folder) {
    this.javaHome = javaHome;
    this.jar = jar;
    this.folder = folder;
  }

  /** Whether every figure so far is what it should be. */
  boolean isAllMet() {
    return allMet;
  }

  /** Prints a figure. */
  void line(String what, double value, String unit, String goal, boolean isMet) {
    allMet &= isMet;
    System.out.printf(
        Locale.ROOT,
        "%-62s %10.3f %-4s (%s)%s%n",
        what,
        value,
        unit,
        goal,
        isMet ? "" : "  MISSED");
  }

  GatewayProcess gateway(String server, String... urls) throws IOException, InterruptedException {
    return gateway(USUAL_OPTIONS, server, urls);
  }

  GatewayProcess gateway(List<String> options, String server, String... urls)
      throws IOException, InterruptedException {
    StringBuilder providers = new StringBuilder();
    StringBuilder places = new StringBuilder();
    for (int i = 0; i < urls.length; i++) {
      providers.append("  p%d: { wire: openai, base_url: \"%s\" }%n".formatted(i, urls[i]));
      places.append(i == 0 ? "" : ", ").append("p").append(i).append("/m");
    }
    return GatewayProcess.start(
        javaHome,
        jar,
        folder,
        options,
        """
        server: { %s }
        providers:
        %smodels:
          bench-text: { deployments: [ %s ], price: { input: 0.15, output: 0.60 } }
        """
            .formatted(server, providers, places));
  }

  /** As many calls as that, by sixteen callers. */
  static Callers.Seen calls(GatewayProcess gateway, int count) {
    AtomicLong left = new AtomicLong(count);
    return gateway.callers().run(CALLERS, 0, () -> left.getAndDecrement() > 0);
  }

  /** Prints whether streams came whole, and enough of them. */
  void whole(String phase, LoadResult result, int min) {
    double whole = result.completed();
    line(phase + ": whole streams", whole, "", "at least " + min, whole >= min);
    double failed = result.failed();
    line(phase + ": lost, doubled or changed", failed, "", "0", failed == 0);
    if (failed > 0) {
      System.out.println("  first fault: " + result.firstFault());
    }
  }

  /** A provider that answers as it is told by {@link #put}. */
  static MockUpstream mock() throws IOException {
    MockUpstream mock = MockUpstream.listen(0);
    Thread serving =
        new Thread(
            () -> {
              try {
                mock.run();
              } catch (IOException e) {
                System.err.println("mock: " + e);
              }
            },
            "mock");
    serving.setDaemon(true);
    serving.start();
    return mock;
  }

  /** Tells a provider how to answer. */
  static void put(int port, String target) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              ("PUT " + target + " HTTP/1.1\r\nHost: mock\r\nContent-Length: 0\r\n\r\n")
                  .getBytes(US_ASCII));
      byte[] some = new byte[15];
      socket.getInputStream().readNBytes(some, 0, 12);
    }
  }
}
