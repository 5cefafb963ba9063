package dev.vaultgate.client.http;

import dev.vaultgate.client.ResponseHeaders;
import dev.vaultgate.client.Timeouts;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.regex.Pattern;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** One call of OkHttp. */
final class OkHttpExchange extends TimedExchange {

  private static final EventListener NO_LISTENER = new EventListener() {};

  /** What Okio says of a line without end, with the first 32 bytes that are left of it. */
  private static final Pattern LONG_LINE =
      Pattern.compile("\\\\n not found: limit=\\d+ content=[0-9a-f]{64}");

  private final EventListener phases = new Phases();
  private volatile @Nullable Call call;
  private @Nullable Response response;

  /**
   * @param again whether the same request has met a connection that was dead
   */
  OkHttpExchange(DeadlineWatch watch, Timeouts timeouts, boolean stream, boolean again) {
    super(watch, timeouts, stream, again);
  }

  /** What a call tells of its phases goes to its exchange. */
  static EventListener listener(Call call) {
    OkHttpExchange exchange = call.request().tag(OkHttpExchange.class);
    return exchange == null ? NO_LISTENER : exchange.phases;
  }

  private final class Phases extends EventListener {

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
      connects();
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
      connected();
    }
  }

  void begin(Call call) {
    this.call = call;
    watch();
  }

  void answered(Response response) {
    this.response = response;
  }

  @Override
  void abort() {
    Call running = call;
    if (running != null) {
      running.cancel();
    }
  }

  @Override
  boolean isAnswered() {
    return response != null;
  }

  @Override
  boolean hasHeard() {
    return isAnswered();
  }

  @Override
  public int status() {
    return answer().code();
  }

  @Override
  public ResponseHeaders headers() {
    Response answer = answer();
    return answer::header;
  }

  @Override
  long bodyLength() {
    return answer().body().contentLength();
  }

  @Override
  InputStream sentBody() {
    return answer().body().byteStream();
  }

  /**
   * Whether the head of the answer broke off within a long line: OkHttp reads no more than 256 KB
   * of headers, and says of that what it says of a head that was cut.
   */
  @Override
  boolean isNoHttp(IOException e) {
    return e.getCause() instanceof EOFException unended
        && LONG_LINE.matcher(String.valueOf(unended.getMessage())).lookingAt();
  }

  private Response answer() {
    if (response == null) {
      throw new IllegalStateException("no answer yet");
    }
    return response;
  }

  @Override
  void release() {
    if (response != null) {
      response.close();
    }
  }
}
