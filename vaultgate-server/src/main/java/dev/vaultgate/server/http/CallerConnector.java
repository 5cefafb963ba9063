package dev.vaultgate.server.http;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Accepts connections as {@link CallerSocket}s and speaks strict HTTP/1.1 on them. */
final class CallerConnector extends ServerConnector {

  /** Jetty's default of 50 loses connections in bursts. */
  private static final int BACKLOG = 4096;

  private static final int HEAD_BYTES_MAX = 16 * 1024;

  /** A body of 100 KB is read in seven reads, not in thirteen. */
  private static final int INPUT_BUFFER_BYTES = 16 * 1024;

  private final Pulse pulse;
  private final HttpSettings settings;

  CallerConnector(Server server, HttpConfiguration http, HttpSettings settings, Pulse pulse) {
    super(server, 1, -1, new HttpConnectionFactory(http));
    this.pulse = pulse;
    this.settings = settings;
    setHost(settings.host());
    setPort(settings.port());
    setAcceptQueueSize(BACKLOG);
    setIdleTimeout(settings.idleMax().toMillis());
  }

  static void configure(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setHttpCompliance(HttpCompliance.STRICT);
    http.setUriCompliance(
        UriCompliance.RFC3986.with(
            "encoded slashes", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR));
    http.setRequestHeaderSize(HEAD_BYTES_MAX);
    http.setInputBufferSize(INPUT_BUFFER_BYTES);
    // A kept connection would remember its headers in a hundred kilobytes, to save a few strings.
    http.setHeaderCacheSize(0);
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) {
    CallerSocket socket =
        new CallerSocket(
            channel, selector, key, getScheduler(), pulse, settings.headMax().toNanos());
    socket.setIdleTimeout(getIdleTimeout());
    return socket;
  }
}
