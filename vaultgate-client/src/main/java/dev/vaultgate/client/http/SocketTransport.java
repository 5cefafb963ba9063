package dev.vaultgate.client.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.Exchange;
import dev.vaultgate.client.Timeouts;
import dev.vaultgate.client.Transport;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.WireRequest;
import dev.vaultgate.client.json.JsonPieces;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The transport on plain sockets: HTTP/1.1 and nothing else, one write and as few reads as possible
 * for each request, on the caller's thread. A request costs it a fraction of what a general HTTP
 * client spends. It makes no difference otherwise: the same times, the same faults, the same trust,
 * no redirects, no proxies, no cookies, and one more try where a kept connection was dead.
 */
public final class SocketTransport implements Transport {

  private static final String[] ALPN = {"http/1.1"};

  /** A silent address has this long where there are others: twice around the world and back. */
  private static final Duration NEXT_ADDRESS_AFTER = Duration.ofSeconds(1);

  private final DeadlineWatch watch = new DeadlineWatch();
  private volatile @Nullable SSLSocketFactory tls;
  private final SocketPool pool;
  private final HostAddresses hosts;
  private final UrlCache<Address> addresses = new UrlCache<>(Address::of);

  /**
   * Where a request goes.
   *
   * @param target the path and the query, as they are sent
   */
  private record Address(Origin origin, String host, String target) {

    static Address of(String url) {
      HttpUrl parsed = HttpUrl.get(url);
      String query = parsed.encodedQuery();
      Origin origin = Origin.of(parsed);
      return new Address(
          origin,
          origin.hostHeader(),
          query == null ? parsed.encodedPath() : parsed.encodedPath() + "?" + query);
    }
  }

  /**
   * @param idleConnectionsMax how many connections to keep for the next request; at least the
   *     expected concurrency, or most requests begin with a handshake
   */
  public SocketTransport(int idleConnectionsMax) {
    this(idleConnectionsMax, InetAddress::getAllByName);
  }

  /** The same where hosts are elsewhere. */
  SocketTransport(int idleConnectionsMax, HostAddresses.Lookup lookup) {
    hosts = new HostAddresses(lookup);
    pool = new SocketPool(idleConnectionsMax, Transports.KEEP_ALIVE.toNanos());
    watch.everySecond(pool::sweep);
  }

  public SocketTransport() {
    this(Transports.IDLE_CONNECTIONS);
  }

  @Override
  public Exchange send(
      WireRequest request, Timeouts timeouts, boolean stream, Cancellation cancellation) {
    Address address = addresses.get(request.url());
    byte[] head = head(request, address);
    SocketExchange exchange =
        new SocketExchange(watch, timeouts, stream, false, pool, address.origin());
    try {
      return run(
          exchange, address.origin(), timeouts, false, head, request.content(), cancellation);
    } catch (UpstreamFailure failure) {
      if (!exchange.isStale()) {
        throw failure;
      }
      // A connection that was kept alive broke before any byte of the answer: the provider closed
      // it while we wrote. One more try, on a connection of its own.
      SocketExchange again =
          new SocketExchange(watch, timeouts, stream, true, pool, address.origin());
      return run(again, address.origin(), timeouts, true, head, request.content(), cancellation);
    }
  }

  /**
   * @param fresh whether over a connection of its own
   */
  private SocketExchange run(
      SocketExchange exchange,
      Origin origin,
      Timeouts timeouts,
      boolean fresh,
      byte[] head,
      JsonPieces body,
      Cancellation cancellation) {
    exchange.watch();
    cancellation.onCancel(exchange::cancel);
    boolean isAnswered = false;
    try {
      if (cancellation.isCancelled()) {
        throw new CancelledException();
      }
      // Not before: who takes one must use it, or cut it.
      HttpConnection kept = fresh ? null : pool.take(origin);
      exchange.begin(
          kept == null ? connect(origin, exchange, timeouts.connect()) : kept, head, body);
      isAnswered = true;
      return exchange;
    } catch (IOException e) {
      throw exchange.failure(e);
    } finally {
      if (!isAnswered) {
        exchange.close();
      }
    }
  }

  /** Tries the host's addresses one after the other; the last failure tells why none was there. */
  private HttpConnection connect(Origin origin, SocketExchange exchange, Duration time)
      throws IOException {
    InetAddress[] there = hosts.of(origin.host());
    if (there.length == 1) {
      return connect(origin, there[0], exchange, Duration.ZERO);
    }
    Duration share = time.dividedBy(there.length);
    Duration each = share.compareTo(NEXT_ADDRESS_AFTER) < 0 ? share : NEXT_ADDRESS_AFTER;
    for (int i = 0; ; i++) {
      boolean isLast = i == there.length - 1;
      try {
        HttpConnection made = connect(origin, there[i], exchange, isLast ? Duration.ZERO : each);
        hosts.connected(there[i]);
        return made;
      } catch (IOException e) {
        if (isLast) {
          throw e;
        }
        exchange.goesOnAfter(e);
        hosts.failed(there[i]);
      }
    }
  }

  /**
   * @param time for this address, where there is another one to try; zero for as long as the call
   *     has
   */
  private HttpConnection connect(
      Origin origin, InetAddress there, SocketExchange exchange, Duration time) throws IOException {
    Socket socket = new Socket();
    try {
      exchange.connects(socket);
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(there, origin.port()), (int) time.toMillis());
      return new HttpConnection(socket, origin.secure() ? secured(socket, origin) : socket);
    } catch (IOException | RuntimeException | Error e) {
      socket.close();
      throw e;
    }
  }

  private SSLSocket secured(Socket socket, Origin origin) throws IOException {
    SSLSocket secured = (SSLSocket) tls().createSocket(socket, origin.host(), origin.port(), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setApplicationProtocols(ALPN);
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  @Override
  public void prepareTls() {
    var unused = tls();
  }

  private SSLSocketFactory tls() {
    SSLSocketFactory made = tls;
    return made == null ? makeTls() : made;
  }

  private synchronized SSLSocketFactory makeTls() {
    SSLSocketFactory made = tls;
    if (made == null) {
      made = PresentedCertificates.trustedBySystem().sockets();
      tls = made;
    }
    return made;
  }

  private static byte[] head(WireRequest request, Address address) {
    StringBuilder head = new StringBuilder(512);
    head.append(request.method()).append(' ').append(address.target()).append(" HTTP/1.1\r\n");
    line(head, "Host", hostOf(request, address));
    boolean hasType = false;
    boolean hasEncoding = false;
    for (Map.Entry<String, String> header : request.headers().entrySet()) {
      String name = header.getKey();
      if (!name.equalsIgnoreCase("Host")) {
        line(head, name, header.getValue());
      }
      hasType |= name.equalsIgnoreCase("Content-Type");
      hasEncoding |= name.equalsIgnoreCase("Accept-Encoding");
    }
    if (!hasEncoding) {
      line(head, "Accept-Encoding", "identity");
    }
    if (!request.method().equals("GET")) {
      if (!hasType) {
        line(head, "Content-Type", "application/json");
      }
      line(head, "Content-Length", Integer.toString(request.content().length()));
    }
    return head.append("\r\n").toString().getBytes(US_ASCII);
  }

  private static String hostOf(WireRequest request, Address address) {
    for (Map.Entry<String, String> header : request.headers().entrySet()) {
      if (header.getKey().equalsIgnoreCase("Host")) {
        return header.getValue();
      }
    }
    return address.host();
  }

  /**
   * @throws IllegalArgumentException when the header would say something else than it means; its
   *     value is not told, since it may be a key
   */
  private static void line(StringBuilder head, String name, String value) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == ':') {
        throw new IllegalArgumentException("header name: '" + name + "' (expected: a token)");
      }
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' && c != '\t' || c >= 0x7f) {
        throw new IllegalArgumentException(
            "header " + name + ": character " + (int) c + " (expected: printable ASCII)");
      }
    }
    head.append(name).append(": ").append(value).append("\r\n");
  }

  @Override
  public void close() {
    watch.close();
    pool.close();
  }
}
