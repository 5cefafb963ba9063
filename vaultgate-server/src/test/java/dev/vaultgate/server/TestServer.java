package dev.vaultgate.server;

import dev.vaultgate.server.http.Capacity;
import dev.vaultgate.server.http.EventStream;
import dev.vaultgate.server.http.HttpServer;
import dev.vaultgate.server.http.HttpSettings;
import dev.vaultgate.server.metrics.MetricsPage;
import dev.vaultgate.server.metrics.ServerMetrics;
import dev.vaultgate.server.v1.Api;
import dev.vaultgate.server.v1.BodyLimits;
import dev.vaultgate.server.v1.Desk;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A real server on a free port before a scripted desk. */
final class TestServer implements AutoCloseable {

  static final BodyLimits LIMITS = new BodyLimits(1024 * 1024, Duration.ofSeconds(2));

  final ScriptedDesk desk;
  final HttpServer http;
  final ServerMetrics metrics = new ServerMetrics();
  private final int port;
  private boolean stopped;

  static TestServer start() {
    return start(100, EventStream.Patience.DEFAULT);
  }

  static TestServer start(int callsMax, EventStream.Patience patience) {
    return new TestServer(new ScriptedDesk(), callsMax, patience);
  }

  private TestServer(ScriptedDesk desk, int callsMax, EventStream.Patience patience) {
    this.desk = desk;
    Capacity capacity = new Capacity(callsMax);
    HttpSettings settings =
        new HttpSettings(
            "127.0.0.1", 0, List.of(), List.of(), 50, Duration.ofSeconds(1), Duration.ofSeconds(2));
    http =
        new HttpServer(
            settings,
            capacity,
            Map.of(Api.V1, Routes.api((Desk) desk, capacity, metrics, LIMITS, patience)),
            routes ->
                Routes.pages(
                    routes,
                    new Health(capacity, () -> true),
                    new MetricsPage(metrics, null, true),
                    "lab-text",
                    List.of("Lab")));
    http.start();
    port = http.port();
  }

  RawClient client() throws IOException {
    return new RawClient(port);
  }

  void stop(Duration drain) {
    stopped = true;
    http.stop(Duration.ZERO, drain);
  }

  @Override
  public void close() {
    if (!stopped) {
      stop(Duration.ZERO);
    }
  }
}
