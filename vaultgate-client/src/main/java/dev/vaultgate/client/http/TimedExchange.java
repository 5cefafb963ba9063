package dev.vaultgate.client.http;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.client.Exchange;
import dev.vaultgate.client.LogText;
import dev.vaultgate.client.Notes;
import dev.vaultgate.client.Timeouts;
import dev.vaultgate.client.UpstreamFailure;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * An exchange with its deadline, whatever carries it: how long each phase may take, what a failed
 * read means, and bodies within bounds.
 */
abstract class TimedExchange implements Exchange {

  private static final int BUFFER = 8 * 1024;

  /** Longer answers are believed to be as long as they say when they have come. */
  private static final int BELIEVED_BYTES_MAX = 1024 * 1024;

  /** Shorter silences of a provider that thinks are nothing to speak of. */
  private static final long GAP_NANOS_MIN = TimeUnit.SECONDS.toNanos(5);

  /** JSON shrinks to a tenth; a hundredth is made to hurt. Small bodies may be what they like. */
  private static final int UNZIPPED_RATIO_MAX = 100;

  private static final int UNZIPPED_BYTES_FREE = 1024 * 1024;

  private final DeadlineWatch watch;
  private final Timeouts timeouts;
  private final long started = System.nanoTime();
  private final long firstContentBy;
  private final long doneBy;
  private final Deadline deadline;
  private final boolean again;
  private volatile boolean cancelled;
  private volatile boolean connecting;
  private volatile boolean connected;
  private boolean contentSeen;
  private boolean unzipping;

  /** The longest silence after the first content, and since when it has been silent. */
  private long gapNanos;

  private long silentSince = started;

  /** How many bytes of the body have come. */
  private long received;

  private @Nullable UnzippedBody unzipped;
  private @Nullable TimedBody timed;
  private @Nullable InputStream body;

  /**
   * @param again whether the same request has met a connection that was dead
   */
  TimedExchange(DeadlineWatch watch, Timeouts timeouts, boolean stream, boolean again) {
    this.again = again;
    this.watch = watch;
    this.timeouts = timeouts;
    this.doneBy = started + (stream ? timeouts.streamTotal() : timeouts.total()).toNanos();
    // A plain answer has no content before its end, so the first content is the whole of it.
    this.firstContentBy =
        stream ? Math.min(doneBy, started + timeouts.firstContent().toNanos()) : doneBy;
    this.deadline = new Deadline(started + timeouts.connect().toNanos(), this::abort);
  }

  /** Cuts the connection, from any thread, wherever the exchange is. */
  abstract void abort();

  /** Whether the head of an answer has come. */
  abstract boolean isAnswered();

  /** Whether anything of an answer has come, as far as the carrier knows. */
  abstract boolean hasHeard();

  /** The length of the answer's body as its head has it, -1 where it does not say. */
  abstract long bodyLength();

  /** The answer's body as it is sent. */
  abstract InputStream sentBody();

  /**
   * Lets the connection go, to be used again if it can be; it is cut where its body is not read.
   */
  abstract void release();

  /** Whether the answer has been read to its end, as far as the carrier knows. */
  boolean isRead() {
    return timed != null && timed.atEnd;
  }

  /** Whether a failure that came before the answer says that what came is not HTTP. */
  abstract boolean isNoHttp(IOException e);

  /** The deadline counts from now on. */
  final void watch() {
    watch.add(deadline);
  }

  /** A connection is being made for this exchange. */
  final void connects() {
    connecting = true;
  }

  /** There is a connection, new or kept. */
  final void connected() {
    connected = true;
    deadline.moveTo(firstContentBy);
  }

  /** Whether the call failed on a connection that another call had left, and heard nothing. */
  final boolean isStale() {
    return connected && !connecting && !hasHeard() && !cancelled && !deadline.isExpired();
  }

  final boolean isCancelled() {
    return cancelled;
  }

  @Override
  public final void cancel() {
    cancelled = true;
    abort();
  }

  @Override
  public final InputStream body() {
    if (body == null) {
      timed = new TimedBody(sentBody());
      body = timed;
      String encoding = headers().get("Content-Encoding");
      if (encoding != null && encoding.equalsIgnoreCase("gzip")) {
        body = unzipped(timed);
      }
    }
    return body;
  }

  /** An answer that is compressed although we asked for none. */
  private InputStream unzipped(TimedBody compressed) {
    try {
      unzipping = true;
      unzipped = new UnzippedBody(new GZIPInputStream(compressed, BUFFER));
      return unzipped;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public final byte[] readAll(int bytesMax) {
    long length = bodyLength();
    if (length > bytesMax) {
      throw tooLarge(bytesMax, length);
    }
    try {
      InputStream source = body();
      if (length >= 0 && headers().get("Content-Encoding") == null) {
        byte[] whole = sized(source, (int) length);
        if (whole.length < length || source.read() >= 0) {
          throw UpstreamFailure.of(UpstreamFault.CONNECTION_LOST, "the answer was cut")
              .noting("bytes", received);
        }
        return whole;
      }
      return readUnsized(source, bytesMax);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private static byte[] sized(InputStream source, int length) throws IOException {
    if (length > BELIEVED_BYTES_MAX) {
      return source.readNBytes(length);
    }
    byte[] whole = new byte[length];
    int count = source.readNBytes(whole, 0, length);
    return count == length ? whole : Arrays.copyOf(whole, count);
  }

  private static byte[] readUnsized(InputStream source, int bytesMax) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream(BUFFER);
    byte[] buffer = new byte[BUFFER];
    for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
      whole.write(buffer, 0, count);
      if (whole.size() > bytesMax) {
        throw tooLarge(bytesMax, whole.size());
      }
    }
    return whole.toByteArray();
  }

  private static UpstreamFailure tooLarge(int bytesMax, long size) {
    return UpstreamFailure.of(
            UpstreamFault.TOO_LARGE, "an answer of more than " + bytesMax + " bytes")
        .noting("size", size);
  }

  @Override
  public final void contentSeen() {
    contentSeen = true;
  }

  @Override
  public final Notes notes() {
    Notes notes = Notes.NONE.when(again, "stale_connection");
    if (gapNanos >= GAP_NANOS_MIN) {
      notes = notes.with("slowest_gap_ms", TimeUnit.NANOSECONDS.toMillis(gapNanos));
    }
    return unzipped == null ? notes : notes.with("ratio", unzipped.ratio());
  }

  @Override
  public final UpstreamFailure failure(IOException e) {
    if (cancelled) {
      throw new CancelledException();
    }
    if (deadline.isExpired()) {
      return connected ? late(e) : unreachable("connect", "no connection in time", e);
    }
    if (e instanceof UnknownHostException) {
      return unreachable("dns", "the host has no address", e);
    }
    if (e instanceof SSLException) {
      return untrusted(e);
    }
    if (e instanceof ZipException || (unzipping && e instanceof EOFException)) {
      return fault(UpstreamFault.INVALID_RESPONSE, "a compressed answer that is broken", e);
    }
    if (!connected || e instanceof SocketTimeoutException) {
      return unreachable("connect", "no connection", e);
    }
    if (!isAnswered() && (e instanceof ProtocolException || isNoHttp(e))) {
      return fault(UpstreamFault.INVALID_RESPONSE, "an answer that is not HTTP", e);
    }
    UpstreamFailure lost = fault(UpstreamFault.CONNECTION_LOST, "the connection was lost", e);
    // It may have got the request, and run it: nobody can know.
    return isAnswered()
        ? lost.noting("bytes", received)
        : lost.noting(Notes.of("possible_duplicate_upstream"));
  }

  private UpstreamFailure late(IOException e) {
    long now = System.nanoTime();
    UpstreamFailure late = fault(UpstreamFault.TIMEOUT, "no answer in time", e);
    return contentSeen
        ? late.noting("idle_ms", TimeUnit.NANOSECONDS.toMillis(now - silentSince))
        : late.noting("waited_ms", TimeUnit.NANOSECONDS.toMillis(now - started));
  }

  private static UpstreamFailure unreachable(String kind, String message, IOException e) {
    return fault(UpstreamFault.UNREACHABLE, message, e).noting(Notes.CLASS, kind);
  }

  private static UpstreamFailure untrusted(IOException e) {
    String subject = PresentedCertificates.subject(e);
    if (subject == null) {
      return fault(UpstreamFault.TLS, "the connection could not be secured", e);
    }
    String message = "the connection could not be secured: certificate of " + LogText.of(subject);
    return fault(UpstreamFault.TLS, message, e).noting("certificate", subject);
  }

  private static UpstreamFailure fault(UpstreamFault fault, String message, IOException e) {
    return new UpstreamFailure(new UpstreamFailure.Kind.Upstream(fault), 0, message, null, e);
  }

  @Override
  public final void close() {
    watch.remove(deadline);
    // A provider whose answer is no longer wanted must be told at once, not read to the end.
    if (!isRead()) {
      abort();
    }
    release();
  }

  /** What a compressed body holds, as long as that is in proportion to its size. */
  private final class UnzippedBody extends FilterInputStream {
    private long bytes;

    UnzippedBody(GZIPInputStream unzipped) {
      super(unzipped);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    long ratio() {
      return bytes / Math.max(1, received);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = super.read(into, offset, length);
      bytes += Math.max(0, count);
      if (bytes > UNZIPPED_BYTES_FREE && bytes > UNZIPPED_RATIO_MAX * received) {
        throw new ZipException("more than " + UNZIPPED_RATIO_MAX + " times its size");
      }
      return count;
    }
  }

  /** The body's bytes, with the deadline moved before and after each read. */
  private final class TimedBody extends FilterInputStream {
    private boolean atEnd;

    TimedBody(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (contentSeen) {
        silentSince = System.nanoTime();
        deadline.moveTo(Math.min(doneBy, silentSince + timeouts.idle().toNanos()));
      }
      int count = super.read(bytes, offset, length);
      atEnd |= count < 0;
      received += Math.max(0, count);
      if (contentSeen) {
        gapNanos = Math.max(gapNanos, System.nanoTime() - silentSince);
        // While the caller is slow to take what was read, the provider is not to blame.
        deadline.moveTo(doneBy);
      }
      return count;
    }
  }
}
