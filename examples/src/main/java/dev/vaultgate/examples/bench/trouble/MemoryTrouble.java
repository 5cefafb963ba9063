package dev.vaultgate.examples.bench.trouble;

import dev.vaultgate.examples.bench.load.LoadGenerator;
import dev.vaultgate.examples.bench.load.LoadResult;
import dev.vaultgate.examples.bench.load.Scenario;
import dev.vaultgate.examples.bench.load.Scenario.BodySize;
import dev.vaultgate.examples.bench.mock.MockUpstream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

/** How much memory a gateway takes: with many streams, and after a long time. */
final class MemoryTrouble {

  /** The heap of which it is said how many streams it bears. */
  private static final List<String> SMALL_HEAP = List.of("-Xmx256m", "-XX:+UseSerialGC");

  private static final int MANY = 2_000;

  /** Every kind of load, each on connections of its own. */
  private static final List<Scenario> SOAK_LOADS =
      List.of(
          Scenario.plain("short", 64, BodySize.SHORT),
          Scenario.plain("long", 64, BodySize.LONG),
          Scenario.bulkStreams("bulk", 16),
          Scenario.pacedStreams("paced", 300, Duration.ofMillis(20), 64));

  /** What may be more at the end: caches that fill up to their bounds, and noise. */
  private static final double GROWTH_MAX = 1.1;

  private final Scene scene;

  MemoryTrouble(Scene scene) {
    this.scene = scene;
  }

  /**
   * Two thousand streams at once with a heap of 256 MB, of five events a second, and as many
   * connections that wait: how much memory each has.
   */
  void streamsInASmallHeap() throws Exception {
    try (MockUpstream mock = Scene.mock()) {
      String url = "http://127.0.0.1:" + mock.port() + "/v1";
      try (GatewayProcess gateway =
          scene.gateway(SMALL_HEAP, "threads: 2200, max_calls: 2100", url)) {
        Scene.calls(gateway, Scene.CALLS);
        Size idle = Size.of(gateway);
        Scene.put(mock.port(), "/mock/settings?pace_us=200000&deltas=100");
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
        scene.whole("memory", result, 2 * MANY);
        streaming.get().print("stream", MANY, idle);
        Scene.put(mock.port(), "/mock/settings");
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
  void soak(int minutes) throws Exception {
    try (MockUpstream mock = Scene.mock()) {
      String url = "http://127.0.0.1:" + mock.port() + "/v1";
      try (GatewayProcess gateway = scene.gateway(SMALL_HEAP, "threads: 700", url)) {
        List<Size> sizes = new ArrayList<>();
        long calls = 0;
        long failed = 0;
        long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
        while (System.nanoTime() - end < 0 || sizes.size() < 3) {
          for (Scenario scenario : SOAK_LOADS) {
            Scene.put(mock.port(), scenario.upstream().toRequestTarget());
            try (LoadGenerator load = LoadGenerator.open()) {
              LoadResult result = load.run(scenario, gateway.target(), Duration.ofSeconds(10));
              calls += result.completed();
              failed += result.failed();
            }
          }
          sizes.add(Size.of(gateway));
          sizes.get(sizes.size() - 1).print(calls);
        }
        scene.line("soak: lost, doubled or changed", (double) failed, "", "0", failed == 0);
        Size early = Size.median(sizes.subList(sizes.size() / 3, 2 * sizes.size() / 3));
        Size late = Size.median(sizes.subList(2 * sizes.size() / 3, sizes.size()));
        double heap = late.heap() / early.heap();
        scene.line(
            "soak: heap of the last third to the middle",
            heap,
            "x",
            "at most 1.1",
            heap <= GROWTH_MAX);
        double resident = late.resident() / early.resident();
        scene.line(
            "soak: resident, the same", resident, "x", "at most 1.1", resident <= GROWTH_MAX);
        gateway.terminate();
        gateway.awaitEnd(Duration.ofSeconds(40));
        boolean exact = gateway.ledgerIsExact();
        scene.line("soak: ledger exact", exact ? 1 : 0, "", "1", exact);
      }
    }
  }
}
