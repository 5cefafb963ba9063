package dev.vaultgate.client.http;

import java.util.Locale;

/** The transports that there are. */
public enum Transports {
  /** {@link OkHttpTransport}: HTTP/2 as well, where the provider speaks it. */
  OKHTTP,
  /** {@link SocketTransport}: HTTP/1.1, and nothing that a request does not need. */
  SOCKETS;

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
