package dev.vaultgate.client.http;

import dev.vaultgate.client.Transport;
import java.time.Duration;
import java.util.Locale;

/** The transports that there are. */
public enum Transports {
  /** {@link OkHttpTransport}: HTTP/2 as well, where the provider speaks it. */
  OKHTTP {
    @Override
    public Transport open() {
      return new OkHttpTransport();
    }
  },
  /** {@link SocketTransport}: HTTP/1.1, and nothing that a request does not need. */
  SOCKETS {
    @Override
    public Transport open() {
      return new SocketTransport();
    }
  };

  /** The one that carries requests where nothing else is said. */
  public static final Transports USUAL = SOCKETS;

  /** Below the idle time after which providers and their balancers close connections. */
  static final Duration KEEP_ALIVE = Duration.ofSeconds(20);

  /** As many as calls are expected at once, or most of them would begin with a handshake. */
  static final int IDLE_CONNECTIONS = 1_024;

  /** Makes one, which is to be closed. */
  public abstract Transport open();

  /**
   * The one of a name in lower case.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Transports parse(String name) {
    for (Transports transport : values()) {
      if (transport.name().toLowerCase(Locale.ROOT).equals(name)) {
        return transport;
      }
    }
    throw new IllegalArgumentException("expected: okhttp or sockets");
  }
}
