package dev.vaultgate.server.http;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.ServerException;
import dev.vaultgate.api.VaultGateException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.eclipse.jetty.util.Fields;
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

  static final String REQUEST_ID = "x-request-id";

  private static final Logger LOG = LoggerFactory.getLogger(Visit.class);
  private static final HttpField JSON =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");
  private static final int INTERNAL_ERROR = 500;
  private static final int UNREAD_SLACK_BYTES = 64 * 1024;

  private final Request request;
  private final Response response;
  private final Callback jetty;
  private final @Nullable CallerSocket socket;
  private final String id;
  private final String callId;
  private final AtomicBoolean over = new AtomicBoolean();
  private long unreadBytesMax = RequestBody.BYTES_USUAL_MAX + UNREAD_SLACK_BYTES;
  private boolean lingers;
  private Consumer<HttpFields.Mutable> onAnswer = headers -> {};
  private Runnable onEnd = () -> {};
  private volatile @Nullable String errorCode;
  private volatile boolean aborted;

  private volatile @Nullable CallerWatch watch;

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

  /** Must come first; the counterpart is the end of the answer. */
  void begin() {
    if (socket != null) {
      socket.begin();
    }
    StandardHeaders.put(response.getHeaders(), id, request.getHttpURI().getHost());
  }

  public HttpFields headers() {
    return request.getHeaders();
  }

  public String method() {
    return request.getMethod();
  }

  /** The address of the caller, or of whoever forwards him and is not trusted to say. */
  public String address() {
    return plain(Request.getRemoteAddr(request));
  }

  /** The same as bytes; that of this machine where the caller has none. */
  public InetAddress origin() {
    return request.getConnectionMetaData().getRemoteSocketAddress()
            instanceof InetSocketAddress socket
        ? socket.getAddress()
        : InetAddress.getLoopbackAddress();
  }

  /** An address without the brackets that Jetty puts round one of IPv6. */
  public static String plain(String address) {
    return address.startsWith("[") ? address.substring(1, address.length() - 1) : address;
  }

  /** The path, decoded but for encoded slashes. */
  public String path() {
    return request.getHttpURI().getCanonicalPath();
  }

  /**
   * The parameters of the query that are known; others are not looked at.
   *
   * @throws InvalidRequestException when one stands twice
   */
  public Map<String, String> query(Set<String> known) {
    Map<String, String> found = new HashMap<>();
    for (Fields.Field field : Request.extractQueryParameters(request)) {
      if (known.contains(field.getName())) {
        if (field.getValues().size() != 1) {
          throw InvalidRequestException.value(field.getName(), field.getValues(), "it once");
        }
        found.put(field.getName(), field.getValue());
      }
    }
    return found;
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

  /** Whether there was nobody to answer. */
  public boolean isUnanswered() {
    return aborted && !response.isCommitted();
  }

  /** What was wrong, if it was answered with an error; in a stream, too. */
  public @Nullable String errorCode() {
    return errorCode;
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
    RequestBody.requireJson(headers());
    return read(bytesMax, nanosMax);
  }

  /** Whether the body says that it is a form with files. */
  public boolean hasForm() {
    return FormBody.isForm(headers().get(HttpHeader.CONTENT_TYPE));
  }

  /**
   * Reads the body, which must be {@code multipart/form-data} and not compressed.
   *
   * @throws InvalidRequestException when it is something else, too large, too slow or broken
   * @throws CallerLeftException when it ends early
   */
  public List<FormPart> readForm(int bytesMax, long nanosMax) {
    String boundary = FormBody.requireForm(headers());
    return FormBody.parts(read(bytesMax, nanosMax), boundary);
  }

  private byte[] read(int bytesMax, long nanosMax) {
    // One that is too large has still to arrive for the caller to hear of it.
    unreadBytesMax = (long) bytesMax + UNREAD_SLACK_BYTES;
    byte[] body = RequestBody.read(request, bytesMax, nanosMax);
    unreadBytesMax = 0;
    return body;
  }

  /** Answers with JSON. */
  public void answer(int status, byte[] json) {
    HttpFields.Mutable headers = response.getHeaders();
    if (unreadBytesMax > 0 && !UnreadBody.isForgotten(request)) {
      headers.put(HttpFields.CONNECTION_CLOSE);
      linger();
    }
    headers.put(JSON);
    onAnswer.accept(headers);
    response.setStatus(status);
    BodyWriter.write(response, json, this);
  }

  /**
   * After the answer what is left of the body is waited for, so that a caller who is still sending
   * it gets his answer and not a reset. One who waits to be asked for it sends none.
   */
  void linger() {
    lingers = !headers().contains(HttpHeader.EXPECT);
  }

  /** Answers with an error. */
  public void answer(ErrorAnswer error) {
    errorCode = error.detail().code();
    HttpFields.Mutable headers = response.getHeaders();
    error.headers(headers::put);
    answer(error.status(), error.body());
  }

  /** Answers an exception: with what it says if it is one of ours, and with 500 if it is not. */
  public void fail(Throwable failure) {
    VaultGateException cut = cutBecause();
    if (cut != null) {
      answer(ErrorAnswer.of(cut));
    } else if (failure instanceof CancelledException || failure instanceof CallerLeftException) {
      abort();
    } else {
      answer(logged(failure));
    }
  }

  /** The answer to an exception, which the log tells of if it is a fault of the program. */
  ErrorAnswer logged(Throwable failure) {
    Fatal.check(failure);
    ErrorAnswer error =
        ErrorAnswer.of(
            failure instanceof VaultGateException known
                ? known
                : ServerException.internal(failure));
    errorCode = error.detail().code();
    if (error.status() == INTERNAL_ERROR) {
      LOG.error("request {} failed", callId, failure);
    }
    return error;
  }

  /** Ends the connection; there is nobody to answer. */
  public void abort() {
    aborted = true;
    failed(new Request.Handler.AbortException("the caller left"));
  }

  Response response() {
    return response;
  }

  /** The way past Jetty for chunks, or null where an answer cannot come in chunks. */
  @Nullable RawChunks rawChunks() {
    boolean isKnown = request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1;
    return socket == null || !isKnown ? null : new RawChunks(socket);
  }

  /**
   * From here on it is noticed when the caller leaves.
   *
   * @param onDeparture what ends the call then; from another thread, and must not wait
   */
  public void watch(Runnable onDeparture) {
    watch(null, onDeparture);
  }

  void watch(@Nullable EventStream events, Runnable onDeparture) {
    CallerWatch watching = new CallerWatch(request, response, events, onDeparture);
    watch = watching;
    if (socket != null) {
      socket.watch(watching);
    }
  }

  /** Ends the call because nobody waits for its answer. From any thread. */
  void depart(boolean stalled, long unheardNanos) {
    CallerWatch watching = watch;
    if (watching != null) {
      watching.depart(stalled, unheardNanos);
    }
  }

  /** Whether the caller was cut off because he took nothing of his answer. */
  public boolean isStalled() {
    CallerWatch watching = watch;
    return watching != null && watching.isStalled();
  }

  /** How long the caller had not been heard of when he was found to have left; -1 when unknown. */
  public long unheardNanos() {
    CallerWatch watching = watch;
    return watching == null ? -1 : watching.unheardNanos();
  }

  /** Why the call was ended by the server, or null. */
  public @Nullable VaultGateException cutBecause() {
    CallerWatch watching = watch;
    return watching == null ? null : watching.cutBecause();
  }

  /** The answer is written: for Jetty to call. */
  @Override
  public void succeeded() {
    ended();
    if (lingers) {
      UnreadBody.forget(request, unreadBytesMax, this::finish);
    } else {
      finish();
    }
  }

  private void finish() {
    leaveSocket();
    jetty.succeeded();
  }

  /** The answer cannot be written: for Jetty to call. */
  @Override
  public void failed(Throwable failure) {
    ended();
    leaveSocket();
    jetty.failed(failure);
  }

  private void ended() {
    if (over.compareAndSet(false, true)) {
      onEnd.run();
    }
  }

  private void leaveSocket() {
    if (socket != null) {
      socket.end();
    }
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }
}
