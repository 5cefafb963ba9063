package dev.vaultgate.client.http;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.Exchange;
import dev.vaultgate.client.Timeouts;
import dev.vaultgate.client.Transport;
import dev.vaultgate.client.WireRequest;
import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The transport on OkHttp. Its own retries, redirects, cookies, proxies and timers are off: a retry
 * is the router's decision, a redirect could carry a key away, and timers run in {@link
 * DeadlineWatch}. Calls are executed on the caller's thread, never queued.
 */
public final class OkHttpTransport implements Transport {

  /** JSON without a charset: providers refuse or warn at one. */
  private static final MediaType JSON = MediaType.get("application/json");

  private final Clients plain;
  private volatile @Nullable Clients secure;
  private final DeadlineWatch watch = new DeadlineWatch();
  private final UrlCache<HttpUrl> urls = new UrlCache<>(HttpUrl::get);

  /**
   * @param idleConnectionsMax how many connections to keep for the next request; at least the
   *     expected concurrency, or most requests begin with a handshake
   */
  public OkHttpTransport(int idleConnectionsMax) {
    plain =
        Clients.of(
            new OkHttpClient.Builder()
                .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
                .connectionPool(
                    new ConnectionPool(
                        idleConnectionsMax,
                        Transports.KEEP_ALIVE.toMillis(),
                        TimeUnit.MILLISECONDS))
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .proxy(Proxy.NO_PROXY)
                .socketFactory(new PromptSockets())
                .protocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1))
                .connectTimeout(Timeouts.DEFAULT.connect())
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .callTimeout(Duration.ZERO)
                .eventListenerFactory(OkHttpExchange::listener));
  }

  public OkHttpTransport() {
    this(Transports.IDLE_CONNECTIONS);
  }

  /**
   * Two ways to send.
   *
   * @param usual over a connection that was kept, where there is one
   * @param fresh over a connection of the request's own
   */
  private record Clients(OkHttpClient usual, OkHttpClient fresh) {

    static Clients of(OkHttpClient.Builder builder) {
      OkHttpClient usual = builder.build();
      ConnectionPool none = new ConnectionPool(0, 1, TimeUnit.MILLISECONDS);
      return new Clients(usual, usual.newBuilder().connectionPool(none).build());
    }
  }

  @Override
  public void prepareTls() {
    var unused = secure();
  }

  private Clients secure() {
    Clients made = secure;
    return made == null ? makeSecure() : made;
  }

  private synchronized Clients makeSecure() {
    Clients made = secure;
    if (made == null) {
      PresentedCertificates trusted = PresentedCertificates.trustedBySystem();
      made =
          Clients.of(
              plain
                  .usual()
                  .newBuilder()
                  .connectionSpecs(List.of(ConnectionSpec.MODERN_TLS))
                  .sslSocketFactory(trusted.sockets(), trusted));
      secure = made;
    }
    return made;
  }

  @Override
  public Exchange send(
      WireRequest wanted, Timeouts timeouts, boolean stream, Cancellation cancellation) {
    OkHttpExchange exchange = new OkHttpExchange(watch, timeouts, stream, false);
    HttpUrl url = urls.get(wanted.url());
    Clients clients = url.isHttps() ? secure() : plain;
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .tag(OkHttpExchange.class, exchange)
            .header("Accept-Encoding", "identity")
            .method(wanted.method(), body(wanted));
    wanted.headers().forEach(request::header);
    try {
      return execute(clients.usual(), request.build(), exchange, cancellation);
    } catch (StaleConnectionException stale) {
      // A connection that was kept alive broke before any byte of the answer: the provider closed
      // it while we wrote. One more try, on a connection of its own.
      OkHttpExchange again = new OkHttpExchange(watch, timeouts, stream, true);
      request.tag(OkHttpExchange.class, again);
      return execute(clients.fresh(), request.build(), again, cancellation);
    }
  }

  private static @Nullable RequestBody body(WireRequest request) {
    if (request.method().equals("GET")) {
      return null;
    }
    String type = request.headers().get("Content-Type");
    return RequestBody.create(request.body(), type == null ? JSON : MediaType.get(type));
  }

  private Exchange execute(
      OkHttpClient client, Request request, OkHttpExchange exchange, Cancellation cancellation) {
    Call call = client.newCall(request);
    exchange.begin(call);
    cancellation.onCancel(exchange::cancel);
    try {
      if (cancellation.isCancelled()) {
        throw new CancelledException();
      }
      Response response = call.execute();
      exchange.answered(response);
      return exchange;
    } catch (IOException e) {
      exchange.close();
      throw exchange.isStale()
          ? new StaleConnectionException(exchange.failure(e))
          : exchange.failure(e);
    } catch (RuntimeException | Error e) {
      exchange.close();
      throw e;
    }
  }

  @Override
  public void close() {
    watch.close();
    plain.usual().connectionPool().evictAll();
    plain.usual().dispatcher().executorService().shutdown();
  }

  /** Carries the failure of a stale connection to the one place that tries again. */
  private static final class StaleConnectionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StaleConnectionException(RuntimeException cause) {
      super(cause);
    }
  }
}
