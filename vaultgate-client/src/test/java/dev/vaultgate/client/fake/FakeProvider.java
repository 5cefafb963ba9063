package dev.vaultgate.client.fake;

import dev.vaultgate.client.RawUpstream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A provider for tests, on a real socket of this machine. It plays one answer for each request, in
 * the order in which they were given, or one for all; it speaks the dialect of any wire, well or
 * badly; and it counts what it was asked, what it sent, and when it saw its callers leave.
 *
 * <p>Safe for many threads.
 */
public final class FakeProvider implements AutoCloseable {

  private final Dialect dialect;
  private final RawUpstream socket = new RawUpstream();
  private final AtomicLong tokensSent = new AtomicLong();
  private final AtomicLong bytesSent = new AtomicLong();
  private final AtomicInteger running = new AtomicInteger();
  private final BlockingQueue<Long> departures = new LinkedBlockingQueue<>();

  public FakeProvider(Dialect dialect) {
    this.dialect = dialect;
  }

  /** A provider of OpenAI's dialect. */
  public FakeProvider() {
    this(Dialects.OPENAI);
  }

  public Dialect dialect() {
    return dialect;
  }

  /** Its base URL. */
  public String url() {
    return socket.url();
  }

  /** Gives this answer to the next request for which none is planned yet. */
  public FakeProvider then(FakeAnswer answer) {
    socket.then(connection -> play(connection, answer));
    return this;
  }

  /** Gives this answer to all requests from now on. */
  public FakeProvider always(FakeAnswer answer) {
    socket.always(connection -> play(connection, answer));
    return this;
  }

  /** The requests so far. */
  public List<RawUpstream.Request> requests() {
    return socket.requests();
  }

  /** How many connections were opened. */
  public int connections() {
    return socket.connections();
  }

  /** How many tokens of output it has counted, whole answers alone. */
  public long tokensSent() {
    return tokensSent.get();
  }

  /** How many bytes of bodies it has sent. */
  public long bytesSent() {
    return bytesSent.get();
  }

  /** How many answers are on their way. */
  public int running() {
    return running.get();
  }

  /**
   * The moment at which a caller left before his answer was whole, on the clock of {@link
   * System#nanoTime()}, once for each; waits for it.
   *
   * @return null when nobody has left in this time
   */
  public @Nullable Long awaitDeparture(Duration time) throws InterruptedException {
    return departures.poll(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void play(RawUpstream.Connection connection, FakeAnswer answer) throws IOException {
    running.incrementAndGet();
    try {
      send(connection, answer);
    } finally {
      running.decrementAndGet();
    }
  }

  private void send(RawUpstream.Connection connection, FakeAnswer answer) throws IOException {
    boolean stream = dialect.isStream(connection.request());
    List<byte[]> pieces = answer.sent(dialect, stream);
    int length = answer.isSized(stream) ? pieces.stream().mapToInt(p -> p.length).sum() : -1;
    if (hasLeft(connection, answer.after())) {
      return;
    }
    try {
      connection.send(answer.head(dialect, stream, length));
      for (int i = 0; i < pieces.size(); i++) {
        if (i > 0 && hasLeft(connection, answer.between())) {
          return;
        }
        if (i == pieces.size() - 1 && answer.ending() == FakeAnswer.Ending.WHOLE) {
          // Before whoever reads the end can look.
          tokensSent.addAndGet(answer.outputTokens());
        }
        connection.send(pieces.get(i));
        bytesSent.addAndGet(pieces.get(i).length);
      }
      end(connection, answer, stream);
    } catch (IOException e) {
      departures.add(System.nanoTime());
      throw e;
    }
  }

  private void end(RawUpstream.Connection connection, FakeAnswer answer, boolean stream)
      throws IOException {
    switch (answer.ending()) {
      case WHOLE -> {
        if (!answer.isSized(stream)) {
          connection.finish();
        }
      }
      case FIN -> connection.finish();
      case RESET -> connection.reset();
      case STALL -> {
        try {
          connection.awaitCallerLeaving();
        } finally {
          departures.add(System.nanoTime());
        }
        connection.finish();
      }
    }
  }

  private boolean hasLeft(RawUpstream.Connection connection, Duration time) throws IOException {
    boolean left;
    try {
      left = connection.closesWithin(time);
    } catch (IOException reset) {
      departures.add(System.nanoTime());
      throw reset;
    }
    if (left) {
      departures.add(System.nanoTime());
      connection.finish();
    }
    return left;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
