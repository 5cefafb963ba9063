package dev.vaultgate.examples.bench.trouble;

import dev.vaultgate.examples.bench.load.LoadGenerator;
import dev.vaultgate.examples.bench.load.LoadResult;
import dev.vaultgate.examples.bench.load.Scenario;
import dev.vaultgate.examples.bench.mock.MockUpstream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The figures of a gateway in trouble, printed with what they should be. {@code
 * examples/bench/trouble [failover] [overload] [cancel] [stop] [streams] [memory]}; all of them
 * when none is named. {@code soak}, or {@code soak=MINUTES}, takes as long as it says and is to be
 * named. Ends with 1 when one is missed.
 */
public final class Trouble {

  private static final String SOAK = "soak";
  private static final int SOAK_MINUTES = 20;

  private final Scene scene;

  private Trouble(Scene scene) {
    this.scene = scene;
  }

  public static void main(String[] arguments) throws Exception {
    Path jar =
        Path.of(System.getProperty("vaultgate.root", "."), "vaultgate-cli/target/vaultgate.jar");
    if (!Files.exists(jar)) {
      System.err.println(jar + " is not there: mvn -q -Pdist -DskipTests package makes it.");
      System.exit(3);
    }
    Path folder = Files.createTempDirectory("vaultgate-trouble-");
    Scene scene = new Scene(Path.of(System.getProperty("java.home")), jar, folder);
    Map<String, Mode> modes = modes(scene);
    Set<String> wanted = arguments.length == 0 ? modes.keySet() : Set.of(arguments);
    for (String named : wanted) {
      if (!modes.containsKey(named) && !named.matches(SOAK + "(=[1-9][0-9]{0,3})?")) {
        System.err.println(
            named + " is none of " + modes.keySet() + " and " + SOAK + "[=MINUTES].");
        System.exit(2);
      }
    }
    System.out.println("JDK " + Runtime.version());
    for (Map.Entry<String, Mode> mode : modes.entrySet()) {
      if (wanted.contains(mode.getKey())) {
        mode.getValue().run();
      }
    }
    for (String named : wanted) {
      if (named.startsWith(SOAK)) {
        String minutes = named.substring(SOAK.length()).replace("=", "");
        new MemoryTrouble(scene).soak(minutes.isEmpty() ? SOAK_MINUTES : Integer.parseInt(minutes));
      }
    }
    System.exit(scene.isAllMet() ? 0 : 1);
  }

  /** One kind of trouble. */
  @FunctionalInterface
  private interface Mode {
    void run() throws Exception;
  }

  /** In the order in which they are run. */
  private static Map<String, Mode> modes(Scene scene) {
    Trouble trouble = new Trouble(scene);
    Map<String, Mode> modes = new LinkedHashMap<>();
    modes.put("failover", trouble::failover);
    modes.put("overload", trouble::overload);
    modes.put("cancel", trouble::cancel);
    modes.put("stop", trouble::stop);
    modes.put("streams", trouble::streams);
    modes.put("memory", new MemoryTrouble(scene)::streamsInASmallHeap);
    return modes;
  }

  private static String deadUrl() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "http://127.0.0.1:" + free.getLocalPort() + "/v1";
    }
  }

  /**
   * One of two dead, one failing half its calls, all dead. How long a refusal takes is asked at a
   * thousand a second: callers who come again at once measure how long they queue.
   */
  private void failover() throws Exception {
    double healthy;
    try (Provider well = Provider.answering(0, 5);
        Provider other = Provider.answering(0, 5);
        GatewayProcess gateway = scene.gateway("threads: 700", well.url(), other.url())) {
      Scene.calls(gateway, 3_000);
      healthy = Scene.calls(gateway, Scene.CALLS).millis(0.99, true);
    }
    try (Provider well = Provider.answering(0, 5);
        GatewayProcess gateway = scene.gateway("threads: 700", deadUrl(), well.url())) {
      Callers.Seen first = Scene.calls(gateway, 3_000);
      Callers.Seen seen = Scene.calls(gateway, Scene.CALLS - 3_000);
      double share =
          (first.count(200) + seen.count(200))
              / (double) (first.calls().size() + seen.calls().size());
      scene.line("one of two dead: answered", 100 * share, "%", "at least 99.9", share >= 0.999);
      double more = seen.millis(0.99, true) - healthy;
      scene.line("one of two dead: p99 beyond the healthy", more, "ms", "at most 50", more <= 50);
    }
    try (Provider half = Provider.answering(0.5, 5);
        Provider well = Provider.answering(0, 5);
        GatewayProcess gateway = scene.gateway("threads: 700", half.url(), well.url())) {
      double share = Scene.calls(gateway, Scene.CALLS).share(200);
      scene.line("one failing half: answered", 100 * share, "%", "at least 99.5", share >= 0.995);
    }
    try (Provider one = Provider.answering(1, 0);
        Provider other = Provider.answering(1, 0);
        GatewayProcess gateway = scene.gateway("threads: 700", one.url(), other.url())) {
      Scene.calls(gateway, Scene.CALLS);
      long before = one.requests() + other.requests();
      AtomicLong left = new AtomicLong(Scene.CALLS);
      Callers.Seen seen =
          gateway
              .callers()
              .run(Scene.CALLERS, 1_000.0 / Scene.CALLERS, () -> left.getAndDecrement() > 0);
      double attempts = (one.requests() + other.requests() - before) / (double) seen.calls().size();
      scene.line("all dead: attempts a request", attempts, "", "at most 1.2", attempts <= 1.2);
      double p99 = seen.millis(0.99, false);
      scene.line("all dead: p99 of the refusals", p99, "ms", "at most 10", p99 <= 10);
    }
  }

  /** Three times as many callers as there is room for. */
  private void overload() throws Exception {
    try (Provider well = Provider.answering(0, 50);
        GatewayProcess gateway = scene.gateway("threads: 700, max_calls: 32", well.url())) {
      Scene.calls(gateway, 3_000);
      long end = System.nanoTime() + Duration.ofSeconds(8).toNanos();
      Callers.Seen peak = gateway.callers().run(32, 0, () -> System.nanoTime() - end < 0);
      double capacity = peak.count(200) / peak.seconds();
      long over = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      int callers = 192;
      Callers.Seen seen =
          gateway
              .callers()
              .run(callers, 3 * capacity / callers, () -> System.nanoTime() - over < 0);
      double goodput = seen.count(200) / seen.seconds() / capacity;
      scene.line(
          "overload: offered", seen.calls().size() / seen.seconds() / capacity, "x", "3", true);
      scene.line(
          "overload: goodput of the peak", 100 * goodput, "%", "at least 90", goodput >= 0.9);
      double p99 = seen.millis(0.99, false);
      scene.line("overload: p99 of the refusals", p99, "ms", "at most 20", p99 <= 20);
      long rude =
          seen.calls().stream()
              .filter(call -> call.status() != 200)
              .filter(call -> call.status() != 429 && call.status() != 503 || !call.hint())
              .count();
      scene.line(
          "overload: refusals without 429 or 503 and Retry-After",
          (double) rude,
          "",
          "0",
          rude == 0);
      double after = Scene.calls(gateway, 1_000).share(200);
      scene.line("overload: answered right after", 100 * after, "%", "100", after == 1);
      boolean exact = gateway.ledgerIsExact();
      scene.line("overload: ledger exact", exact ? 1 : 0, "", "1", exact);
    }
  }

  /** Callers who leave in the middle of a stream. */
  private void cancel() throws Exception {
    try (Provider endless = Provider.streaming(100_000, 20);
        GatewayProcess gateway = scene.gateway("threads: 700", endless.url())) {
      List<Double> millis = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        Socket stream = gateway.callers().stream();
        int before = endless.departures().size();
        long left = System.nanoTime();
        stream.close();
        while (endless.departures().size() == before
            && System.nanoTime() - left < Duration.ofSeconds(10).toNanos()) {
          LockSupport.parkNanos(200_000);
        }
        millis.add((endless.departures().stream().mapToLong(n -> n).max().orElse(0) - left) / 1e6);
      }
      millis.sort(null);
      double p99 = millis.get(197);
      scene.line(
          "cancel: provider closed, p50",
          millis.get(99),
          "ms",
          "at most 100",
          millis.get(99) <= 100);
      scene.line("cancel: provider closed, p99", p99, "ms", "at most 1000", p99 <= 1000);
    }
  }

  /** SIGTERM with twenty streams that end within the drain. */
  private void stop() throws Exception {
    try (Provider slow = Provider.streaming(100, 50);
        GatewayProcess gateway = scene.gateway("threads: 700, stop_drain: 20s", slow.url())) {
      List<Socket> streams = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        streams.add(gateway.callers().stream());
      }
      long told = System.nanoTime();
      gateway.terminate();
      int whole = 0;
      for (Socket stream : streams) {
        whole += Callers.endsWell(stream) ? 1 : 0;
        stream.close();
      }
      int code = gateway.awaitEnd(Duration.ofSeconds(35));
      double seconds = (System.nanoTime() - told) / 1e9;
      scene.line("stop: streams that ended whole", whole, "", "20", whole == 20);
      scene.line("stop: exit code", code, "", "0", code == 0);
      scene.line("stop: time", seconds, "s", "at most 35", seconds <= 35);
    }
  }

  /**
   * A thousand streams at once, of twenty events a second, for a minute. Each is as long as its
   * callers' cap allows, and is followed by another.
   */
  private void streams() throws Exception {
    try (MockUpstream mock = Scene.mock()) {
      try (GatewayProcess gateway =
          scene.gateway(
              "threads: 1200, max_calls: 1100", "http://127.0.0.1:" + mock.port() + "/v1")) {
        Scene.put(mock.port(), "/mock/settings?pace_us=50000&deltas=200");
        Scenario scenario = Scenario.pacedStreams("streams", 1_000, Duration.ofMillis(50), 200);
        List<Double> health = new ArrayList<>();
        boolean[] over = new boolean[1];
        Thread probe = new Thread(() -> probe(gateway, health, over), "probe");
        probe.setDaemon(true);
        probe.start();
        LoadResult result;
        try (LoadGenerator load = LoadGenerator.open()) {
          result = load.run(scenario, gateway.target(), Duration.ofSeconds(60));
        }
        synchronized (health) {
          over[0] = true;
          double worst = health.stream().mapToDouble(d -> d < 0 ? 1e9 : d).max().orElse(1e9);
          scene.whole("streams", result, 4_000);
          scene.line("streams: slowest answer of health", worst, "ms", "at most 100", worst <= 100);
        }
      }
    }
  }

  private static void probe(GatewayProcess gateway, List<Double> health, boolean[] over) {
    while (true) {
      double millis = gateway.health();
      synchronized (health) {
        if (over[0]) {
          return;
        }
        health.add(millis);
      }
      LockSupport.parkNanos(500_000_000);
    }
  }
}
