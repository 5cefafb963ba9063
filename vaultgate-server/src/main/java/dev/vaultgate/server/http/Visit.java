package dev.vaultgate.server.http;

import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.ServerException;
import dev.vaultgate.api.VaultGateException;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request, from its head to the last byte of its answer. It is answered exactly once: by one of
 * the {@code answer} methods, by an {@link EventStream}, or by {@link #abort()}.
 *
 * <p>For the request's own thread, except where it says otherwise.
 */
public final class Visit implements Callback {

  private static final Logger LOG = LoggerFactory.getLogger(Visit.class);
  private static final HttpField JSON =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");
  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(Pulse.BEAT_MILLIS);
  private static final long PROBE_NANOS_MAX = TimeUnit.SECONDS.toNanos(8);
  private static final Runnable NOTHING = () -> {};

  private final Request request;
  private final Response response;
  private final Callback jetty;
  private final @Nullable CallerSocket socket;
  private final String id;
  private final String callId;
  private final AtomicBoolean over = new AtomicBoolean();
  private boolean bodyRead;
  private Consumer<HttpFields.Mutable> onAnswer = headers -> {};
  private Runnable onEnd = NOTHING;

  private volatile long watchedSince;
  private volatile Runnable onDeparture = NOTHING;
  private volatile @Nullable EventStream stream;
  private volatile @Nullable VaultGateException cutBecause;

  // For the pulse alone.
  private boolean patient;
  private boolean departed;
  private long probeAt;
  private long probeNanos = LONG_NANOS;

  Visit(Request request, Response response, Callback jetty, RequestIds ids) {
    this.request = request;
    this.response = response;
    this.jetty = jetty;
    EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    this.socket = endPoint instanceof CallerSocket caller ? caller : null;
    String own = ids.next();
    String callers = request.getHeaders().get(REQUEST_ID);
    boolean kept = RequestIds.isAcceptable(callers);
    this.id = kept ? callers : own;
    // The ledger and the log need a name that no caller can use twice.
    this.callId = kept ? callers + "." + own : own;
  }

  static final String REQUEST_ID = "x-request-id";

  /** Must come first; the counterpart is the end of the answer. */
  void begin() {
    if (socket != null) {
      socket.begin();
    }
    StandardHeaders.put(response.getHeaders(), id);
  }

  public HttpFields headers() {
    return request.getHeaders();
  }

  public String method() {
    return request.getMethod();
  }

  /** The path, decoded but for encoded slashes. */
  public String path() {
    return request.getHttpURI().getCanonicalPath();
  }

  /** The headers of the answer, to be set before it begins. */
  public HttpFields.Mutable answerHeaders() {
    return response.getHeaders();
  }

  /** The request's name as the caller sees it: his own, if he gave one. */
  public String id() {
    return id;
  }

  /** The request's name inside: unique, and holding the caller's. */
  public String callId() {
    return callId;
  }

  /** The time at which the head was complete, on the clock of {@link System#nanoTime()}. */
  public long startedNanos() {
    return request.getHeadersNanoTime();
  }

  public int status() {
    return response.getStatus();
  }

  /** Sets what adds headers to an answer that is not a stream of events. */
  public void onAnswer(Consumer<HttpFields.Mutable> action) {
    onAnswer = action;
  }

  /** Sets what is done once, when the answer has been written or cannot be. It must not wait. */
  public void onEnd(Runnable action) {
    onEnd = action;
  }

  /**
   * Reads the body, which must be JSON and not compressed.
   *
   * @throws InvalidRequestException when it is something else, too large, too slow or broken
   * @throws CallerLeftException when it ends early
   */
  public byte[] readJson(int bytesMax, long nanosMax) {
    HttpFields headers = headers();
    String encoding = headers.get(HttpHeader.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw ProtocolFault.mediaType("sent without compression");
    }
    String type = headers.get(HttpHeader.CONTENT_TYPE);
    if (type != null && !isJson(type)) {
      throw ProtocolFault.mediaType("application/json in UTF-8");
    }
    byte[] body = RequestBody.read(request, bytesMax, nanosMax);
    bodyRead = true;
    return body;
  }

  private static boolean isJson(String type) {
    if (type.equalsIgnoreCase("application/json")) {
      return true;
    }
    int end = type.indexOf(';');
    if (end < 0 || !type.substring(0, end).strip().equalsIgnoreCase("application/json")) {
      return false;
    }
    String parameters = type.substring(end + 1).strip().toLowerCase(Locale.ROOT);
    return !parameters.startsWith("charset=")
        || parameters.equals("charset=utf-8")
        || parameters.equals("charset=\"utf-8\"");
  }

  /** Answers with JSON. */
  public void answer(int status, byte[] json) {
    if (!bodyRead) {
      // What lies ready of the body is read, so that the connection may serve on; if that is not
      // all of it, Jetty closes the connection after the answer, and says so in it.
      request.consumeAvailable();
    }
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(JSON);
    onAnswer.accept(headers);
    response.setStatus(status);
    BodyWriter.write(response, json, this);
  }

  /** Answers with an error. */
  public void answer(ErrorAnswer error) {
    HttpFields.Mutable headers = response.getHeaders();
    error.headers(headers::put);
    answer(error.status(), error.body());
  }

  /** Answers an exception: with what it says if it is one of ours, and with 500 if it is not. */
  public void fail(Throwable failure) {
    VaultGateException cut = cutBecause;
    if (cut != null) {
      answer(ErrorAnswer.of(cut));
    } else if (failure instanceof VaultGateException known && known.status() != 499) {
      answer(ErrorAnswer.of(known));
    } else if (failure instanceof VaultGateException || failure instanceof CallerLeftException) {
      abort();
    } else {
      LOG.error("request {} failed", callId, failure);
      answer(ErrorAnswer.of(ServerException.internal(failure)));
    }
  }

  /** Ends the connection; there is nobody to answer. */
  public void abort() {
    failed(new Request.Handler.AbortException("the caller left"));
  }

  Response response() {
    return response;
  }

  void streamsTo(EventStream stream) {
    this.stream = stream;
  }

  /**
   * From here on it is noticed when the caller leaves.
   *
   * @param onDeparture what ends the call then; from another thread, at most once, and must not
   *     wait
   */
  public void watch(Runnable onDeparture) {
    this.onDeparture = onDeparture;
    this.watchedSince = System.nanoTime();
    if (socket != null) {
      socket.watch(this);
    }
  }

  /** Ends the call for a reason of ours, which the caller is told. From any thread. */
  void cut(VaultGateException because) {
    cutBecause = because;
    onDeparture.run();
  }

  /** Why the call was ended by the server, or null. */
  @Nullable VaultGateException cutBecause() {
    return cutBecause;
  }

  /** Ends the call because nobody waits for its answer. From any thread. */
  void depart() {
    onDeparture.run();
  }

  /** Whether the call is old enough to be worth a look. From any thread. */
  boolean isLong(long now) {
    return now - watchedSince >= LONG_NANOS;
  }

  /** From the pulse alone. */
  void tick(long now, CallerSocket.Peer peer) {
    if (departed) {
      return;
    }
    if (!patient) {
      // A caller who waits is silent, and that is no reason to end his call.
      request.addIdleTimeoutListener(timeout -> false);
      patient = true;
      probeAt = now;
    }
    if (peer == CallerSocket.Peer.GONE) {
      departed = true;
      depart();
      return;
    }
    // Who has closed his side may still read, so he is sent something that changes nothing. To the
    // second of such writes a system that no longer knows the connection answers with a reset.
    boolean probe = peer == CallerSocket.Peer.CLOSED_HIS_SIDE && now - probeAt >= 0;
    EventStream events = stream;
    boolean begun = events != null && events.tick(now, probe);
    if (probe) {
      probeAt = now + probeNanos;
      probeNanos = Math.min(2 * probeNanos, PROBE_NANOS_MAX);
      if (!begun) {
        interim();
      }
    }
  }

  /**
   * An interim response, which every client must skip. Clients that do not know it exist, but none
   * that closes its side of the connection and waits.
   */
  private void interim() {
    boolean knowsInterim =
        request.getConnectionMetaData().getHttpVersion().getVersion()
            >= HttpVersion.HTTP_1_1.getVersion();
    if (knowsInterim && !response.isCommitted()) {
      response
          .writeInterim(102, HttpFields.EMPTY)
          .whenComplete(
              (done, failure) -> {
                if (failure instanceof IOException) {
                  depart();
                }
              });
    }
  }

  /** The answer is written: for Jetty to call. */
  @Override
  public void succeeded() {
    end();
    jetty.succeeded();
  }

  /** The answer cannot be written: for Jetty to call. */
  @Override
  public void failed(Throwable failure) {
    end();
    jetty.failed(failure);
  }

  private void end() {
    if (over.compareAndSet(false, true)) {
      onEnd.run();
      if (socket != null) {
        socket.end();
      }
    }
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }
}
