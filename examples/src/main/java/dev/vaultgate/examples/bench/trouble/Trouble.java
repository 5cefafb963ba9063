package dev.vaultgate.examples.bench.trouble;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vaultgate.examples.bench.load.LoadGenerator;
import dev.vaultgate.examples.bench.load.LoadResult;
import dev.vaultgate.examples.bench.load.Scenario;
import dev.vaultgate.examples.bench.load.Scenario.BodySize;
import dev.vaultgate.examples.bench.mock.MockUpstream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The figures of a gateway in trouble, printed with what they should be. {@code
 * examples/bench/trouble [failover] [overload] [cancel] [stop] [streams] [memory]}; all of them
 * when none is named. {@code soak}, or {@code soak=MINUTES}, takes as long as it says and is to be
 * named. Ends with 1 when one is missed.
 */
public final class Trouble {

  private static final int CALLERS = 16;
  private static final int CALLS = 10_000;
  private static final List<String> USUAL_OPTIONS = List.of("-Xmx512m");

  /** The heap of which it is said how many streams it bears. */
  private static final List<String> SMALL_HEAP = List.of("-Xmx256m", "-XX:+UseSerialGC");

  private static final int MANY = 2_000;

  private static final Set<String> MODES =
      new TreeSet<>(Set.of("failover", "overload", "cancel", "stop", "streams", "memory"));

  private static final String SOAK = "soak";
  private static final int SOAK_MINUTES = 20;

  /** Every kind of load, each on connections of its own. */
  private static final List<Scenario> SOAK_LOADS =
      List.of(
          Scenario.plain("short", 64, BodySize.SHORT),
          Scenario.plain("long", 64, BodySize.LONG),
          Scenario.bulkStreams("bulk", 16),
          Scenario.pacedStreams("paced", 300, Duration.ofMillis(20), 64));

  /** What may be more at the end: caches that fill up to their bounds, and noise. */
  private static final double GROWTH_MAX = 1.1;

  private final Path javaHome;
  private final Path jar;
  private final Path folder;
  private boolean allMet = true;

  private Trouble(Path javaHome, Path jar, Path folder) {
    this.javaHome = javaHome;
    this.jar = jar;
    this.folder = folder;
  }

  public static void main(String[] arguments) throws Exception {
    Path jar =
        Path.of(System.getProperty("vaultgate.root", "."), "vaultgate-cli/target/vaultgate.jar");
    if (!Files.exists(jar)) {
      System.err.println(jar + " is not there: mvn -q -Pdist -DskipTests package makes it.");
      System.exit(3);
    }
    Set<String> wanted = arguments.length == 0 ? MODES : Set.of(arguments);
    for (String named : wanted) {
      if (!MODES.contains(named) && !named.matches(SOAK + "(=[1-9][0-9]{0,3})?")) {
        System.err.println(named + " is none of " + MODES + " and " + SOAK + "[=MINUTES].");
        System.exit(2);
      }
    }
    Path folder = Files.createTempDirectory("vaultgate-trouble-");
    Trouble trouble = new Trouble(Path.of(System.getProperty("java.home")), jar, folder);
    System.out.println("JDK " + Runtime.version());
    if (wanted.contains("failover")) {
      trouble.failover();
    }
    if (wanted.contains("overload")) {
      trouble.overload();
    }
    if (wanted.contains("cancel")) {
      trouble.cancel();
    }
    if (wanted.contains("stop")) {
      trouble.stop();
    }
    if (wanted.contains("streams")) {
      trouble.streams();
    }
    if (wanted.contains("memory")) {
      trouble.memory();
    }
    for (String named : wanted) {
      if (named.startsWith(SOAK)) {
        trouble.soak(
            named.equals(SOAK)
                ? SOAK_MINUTES
                : Integer.parseInt(named.substring(SOAK.length() + 1)));
      }
    }
    System.exit(trouble.allMet ? 0 : 1);
  }

  private void line(String what, double value, String unit, String goal, boolean isMet) {
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

  private GatewayProcess gateway(String server, String... urls)
      throws IOException, InterruptedException {
    return gateway(USUAL_OPTIONS, server, urls);
  }

  private GatewayProcess gateway(List<String> options, String server, String... urls)
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

  private static Callers.Seen calls(GatewayProcess gateway, int count) {
    AtomicLong left = new AtomicLong(count);
    return gateway.callers().run(CALLERS, 0, () -> left.getAndDecrement() > 0);
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
        GatewayProcess gateway = gateway("threads: 700", well.url(), other.url())) {
      calls(gateway, 3_000);
      healthy = calls(gateway, CALLS).millis(0.99, true);
    }
    try (Provider well = Provider.answering(0, 5);
        GatewayProcess gateway = gateway("threads: 700", deadUrl(), well.url())) {
      Callers.Seen first = calls(gateway, 3_000);
      Callers.Seen seen = calls(gateway, CALLS - 3_000);
      double share =
          (first.count(200) + seen.count(200))
              / (double) (first.calls().size() + seen.calls().size());
      line("one of two dead: answered", 100 * share, "%", "at least 99.9", share >= 0.999);
      double more = seen.millis(0.99, true) - healthy;
      line("one of two dead: p99 beyond the healthy", more, "ms", "at most 50", more <= 50);
    }
    try (Provider half = Provider.answering(0.5, 5);
        Provider well = Provider.answering(0, 5);
        GatewayProcess gateway = gateway("threads: 700", half.url(), well.url())) {
      double share = calls(gateway, CALLS).share(200);
      line("one failing half: answered", 100 * share, "%", "at least 99.5", share >= 0.995);
    }
    try (Provider one = Provider.answering(1, 0);
        Provider other = Provider.answering(1, 0);
        GatewayProcess gateway = gateway("threads: 700", one.url(), other.url())) {
      calls(gateway, CALLS);
      long before = one.requests() + other.requests();
      AtomicLong left = new AtomicLong(CALLS);
      Callers.Seen seen =
          gateway.callers().run(CALLERS, 1_000.0 / CALLERS, () -> left.getAndDecrement() > 0);
      double attempts = (one.requests() + other.requests() - before) / (double) seen.calls().size();
      line("all dead: attempts a request", attempts, "", "at most 1.2", attempts <= 1.2);
      double p99 = seen.millis(0.99, false);
      line("all dead: p99 of the refusals", p99, "ms", "at most 10", p99 <= 10);
    }
  }

  /** Three times as many callers as there is room for. */
  private void overload() throws Exception {
    try (Provider well = Provider.answering(0, 50);
        GatewayProcess gateway = gateway("threads: 700, max_calls: 32", well.url())) {
      calls(gateway, 3_000);
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
      line("overload: offered", seen.calls().size() / seen.seconds() / capacity, "x", "3", true);
      line("overload: goodput of the peak", 100 * goodput, "%", "at least 90", goodput >= 0.9);
      double p99 = seen.millis(0.99, false);
      line("overload: p99 of the refusals", p99, "ms", "at most 20", p99 <= 20);
      long rude =
          seen.calls().stream()
              .filter(call -> call.status() != 200)
              .filter(call -> call.status() != 429 && call.status() != 503 || !call.hint())
              .count();
      line(
          "overload: refusals without 429 or 503 and Retry-After",
          (double) rude,
          "",
          "0",
          rude == 0);
      double after = calls(gateway, 1_000).share(200);
      line("overload: answered right after", 100 * after, "%", "100", after == 1);
      boolean exact = gateway.ledgerIsExact();
      line("overload: ledger exact", exact ? 1 : 0, "", "1", exact);
    }
  }

  /** Callers who leave in the middle of a stream. */
  private void cancel() throws Exception {
    try (Provider endless = Provider.streaming(100_000, 20);
        GatewayProcess gateway = gateway("threads: 700", endless.url())) {
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
      line(
          "cancel: provider closed, p50",
          millis.get(99),
          "ms",
          "at most 100",
          millis.get(99) <= 100);
      line("cancel: provider closed, p99", p99, "ms", "at most 1000", p99 <= 1000);
    }
  }

  /** SIGTERM with twenty streams that end within the drain. */
  private void stop() throws Exception {
    try (Provider slow = Provider.streaming(100, 50);
        GatewayProcess gateway = gateway("threads: 700, stop_drain: 20s", slow.url())) {
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
      line("stop: streams that ended whole", whole, "", "20", whole == 20);
      line("stop: exit code", code, "", "0", code == 0);
      line("stop: time", seconds, "s", "at most 35", seconds <= 35);
    }
  }

  /**
   * A thousand streams at once, of twenty events a second, for a minute. Each is as long as its
   * callers' cap allows, and is followed by another.
   */
  private void streams() throws Exception {
    try (MockUpstream mock = MockUpstream.listen(0)) {
      serve(mock);
      try (GatewayProcess gateway =
          gateway("threads: 1200, max_calls: 1100", "http://127.0.0.1:" + mock.port() + "/v1")) {
        put(mock.port(), "/mock/settings?pace_us=50000&deltas=200");
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
          whole("streams", result, 4_000);
          line("streams: slowest answer of health", worst, "ms", "at most 100", worst <= 100);
        }
      }
    }
  }

  private void whole(String phase, LoadResult result, int min) {
    double whole = result.completed();
    line(phase + ": whole streams", whole, "", "at least " + min, whole >= min);
    double failed = result.failed();
    line(phase + ": lost, doubled or changed", failed, "", "0", failed == 0);
    if (failed > 0) {
      System.out.println("  first fault: " + result.firstFault());
    }
  }

  /**
   * Two thousand streams at once with a heap of 256 MB, of five events a second, and as many
   * connections that wait: how much memory each has.
   */
  private void memory() throws Exception {
    try (MockUpstream mock = MockUpstream.listen(0)) {
      serve(mock);
      String url = "http://127.0.0.1:" + mock.port() + "/v1";
      try (GatewayProcess gateway = gateway(SMALL_HEAP, "threads: 2200, max_calls: 2100", url)) {
        calls(gateway, CALLS);
        Size idle = Size.of(gateway);
        put(mock.port(), "/mock/settings?pace_us=200000&deltas=100");
        Scenario scenario = Scenario.pacedStreams("memory", MANY, Duration.ofMillis(200), 100);
        FutureTask<Size> streaming =
            new FutureTask<>(
                () -> {
                  // All are open by then: one more is begun every hundredth of a second.
                  LockSupport.parkNanos(Duration.ofSeconds(30).toNanos());
                  return Size.of(gateway);
                });
        new Thread(streaming, "measuring").start();
        LoadResult result;
        try (LoadGenerator load = LoadGenerator.open()) {
          result = load.run(scenario, gateway.target(), Duration.ofSeconds(45));
        }
        whole("memory", result, 2 * MANY);
        streaming.get().print("stream", MANY, idle);
        put(mock.port(), "/mock/settings");
        Size before = Size.of(gateway);
        List<Socket> waiting = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
          waiting.add(gateway.callers().idle(2));
        }
        Size.of(gateway).print("idle connection", MANY, before);
        for (Socket socket : waiting) {
          socket.close();
        }
      }
    }
  }

  /**
   * Everything at once for long, with a heap of 256 MB: what lives in the heap may not grow, nor
   * what is resident. The first third is for the compilers and for caches that fill.
   */
  private void soak(int minutes) throws Exception {
    try (MockUpstream mock = MockUpstream.listen(0)) {
      serve(mock);
      String url = "http://127.0.0.1:" + mock.port() + "/v1";
      try (GatewayProcess gateway = gateway(SMALL_HEAP, "threads: 700", url)) {
        List<Size> sizes = new ArrayList<>();
        long calls = 0;
        long failed = 0;
        long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
        while (System.nanoTime() - end < 0 || sizes.size() < 3) {
          for (Scenario scenario : SOAK_LOADS) {
            put(mock.port(), scenario.upstream().toRequestTarget());
            try (LoadGenerator load = LoadGenerator.open()) {
              LoadResult result = load.run(scenario, gateway.target(), Duration.ofSeconds(10));
              calls += result.completed();
              failed += result.failed();
            }
          }
          sizes.add(Size.of(gateway));
          sizes.get(sizes.size() - 1).print(calls);
        }
        line("soak: lost, doubled or changed", (double) failed, "", "0", failed == 0);
        Size early = Size.median(sizes.subList(sizes.size() / 3, 2 * sizes.size() / 3));
        Size late = Size.median(sizes.subList(2 * sizes.size() / 3, sizes.size()));
        double heap = late.heap() / early.heap();
        line(
            "soak: heap of the last third to the middle",
            heap,
            "x",
            "at most 1.1",
            heap <= GROWTH_MAX);
        double resident = late.resident() / early.resident();
        line("soak: resident, the same", resident, "x", "at most 1.1", resident <= GROWTH_MAX);
        gateway.terminate();
        gateway.awaitEnd(Duration.ofSeconds(40));
        boolean exact = gateway.ledgerIsExact();
        line("soak: ledger exact", exact ? 1 : 0, "", "1", exact);
      }
    }
  }

  private static void serve(MockUpstream mock) {
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

  private static void put(int port, String target) throws IOException {
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
