package dev.vaultgate.server.metrics;

import dev.vaultgate.server.metrics.ServerMetrics.CallLabels;

/** Measures one call. For one thread at a time. */
public final class CallMeter {

  private static final String NOBODY = "none";
  private static final int OK = 200;

  private final ServerMetrics metrics;
  private final String route;
  private final long startedNanos;
  private String provider = NOBODY;
  private String model = NOBODY;
  private boolean streams;

  CallMeter(ServerMetrics metrics, String route, long startedNanos) {
    this.metrics = metrics;
    this.route = route;
    this.startedNanos = startedNanos;
  }

  public void answeredBy(String provider, String model) {
    this.provider = provider;
    this.model = model;
  }

  public void streamOpened() {
    streams = true;
    metrics.streamOpened();
  }

  /** The first content of a stream is about to be sent. */
  public void firstContent() {
    metrics.firstContent(
        new CallLabels(route, model, provider, OK), System.nanoTime() - startedNanos);
  }

  /** The answer is out, or never will be. */
  public void ended(int status) {
    if (streams) {
      metrics.streamClosed();
    }
    metrics.ended(new CallLabels(route, model, provider, status), System.nanoTime() - startedNanos);
  }
}
