package dev.vaultgate.examples.bench.load;

import dev.vaultgate.examples.bench.http.ReadBuffer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * One scenario while it runs: opens its connections, spread over the time that one answer takes,
 * serves them until the time is up, and waits for the answers that are still on their way.
 */
final class LoadRun {

  /** How long the last answers may take, beyond their shortest time. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** So many faults end a run early: the gateway is down or does not understand the requests. */
  private static final int FAULTS_MAX = 1_000;

  private final Scenario scenario;
  private final InetSocketAddress address;
  private final Selector selector;
  private final ReadBuffer buffer;
  private final ByteBuffer request;
  private final Tally tally = new Tally();
  private final Set<ClientConnection> open = new HashSet<>();

  private final long startNanos = System.nanoTime();
  private final long endNanos;
  private final long abandonNanos;
  private final long spacingNanos;
  private int started;

  LoadRun(
      Scenario scenario, Target target, Duration duration, Selector selector, ReadBuffer buffer) {
    this.scenario = scenario;
    this.address = target.address();
    this.selector = selector;
    this.buffer = buffer;
    this.request = Requests.of(scenario, target);
    Duration answer = scenario.shortestAnswer();
    this.endNanos = startNanos + duration.toNanos();
    this.abandonNanos = endNanos + answer.plus(GRACE).toNanos();
    this.spacingNanos = answer.toNanos() / scenario.connections();
  }

  LoadResult run() throws IOException {
    long now = startNanos;
    while (startDue(now) || !open.isEmpty()) {
      if (now - abandonNanos > 0 || tally.failures() >= FAULTS_MAX) {
        abandon();
        break;
      }
      selector.select(this::serve, started < scenario.connections() ? 1 : 100);
      now = System.nanoTime();
    }
    return tally.result(Duration.ofNanos(now - startNanos));
  }

  boolean wantsMore(long nowNanos) {
    return nowNanos - endNanos < 0;
  }

  /** Closes a connection that cannot or need not go on, and puts a new one in its place. */
  void renew(ClientConnection connection) throws IOException {
    open.remove(connection);
    connection.close();
    if (wantsMore(System.nanoTime())) {
      connect();
    }
  }

  InetSocketAddress address() {
    return address;
  }

  Selector selector() {
    return selector;
  }

  Tally tally() {
    return tally;
  }

  ByteBuffer request() {
    return request.duplicate();
  }

  AnswerCheck newCheck() {
    return scenario.stream()
        ? new StreamAnswerCheck(scenario.upstream().framesPerStream())
        : new PlainAnswerCheck();
  }

  int readInto(SocketChannel channel) throws IOException {
    return buffer.readFrom(channel);
  }

  byte[] received() {
    return buffer.bytes();
  }

  /** Opens the connections whose time has come; whether there are others to open later. */
  private boolean startDue(long nowNanos) {
    if (!wantsMore(nowNanos)) {
      started = scenario.connections();
    }
    while (started < scenario.connections() && nowNanos - startNanos >= started * spacingNanos) {
      started++;
      connect();
    }
    return started < scenario.connections();
  }

  private void connect() {
    try {
      open.add(ClientConnection.open(this));
    } catch (IOException e) {
      tally.failed("connecting: " + e.getMessage());
    }
  }

  private void serve(SelectionKey key) {
    ClientConnection connection = (ClientConnection) key.attachment();
    try {
      connection.ready();
    } catch (IOException e) {
      tally.failed(String.valueOf(e.getMessage()));
      replace(connection);
    }
  }

  private void replace(ClientConnection connection) {
    try {
      renew(connection);
    } catch (IOException e) {
      tally.failed("closing: " + e.getMessage());
    }
  }

  private void abandon() throws IOException {
    for (ClientConnection connection : open) {
      tally.failed("no answer within " + GRACE.toSeconds() + " s of the end");
      connection.close();
    }
    open.clear();
  }
}
