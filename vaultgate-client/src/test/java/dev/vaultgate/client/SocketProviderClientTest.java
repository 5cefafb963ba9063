package dev.vaultgate.client;

import dev.vaultgate.client.http.SocketTransport;

/** The same over plain sockets. */
class SocketProviderClientTest extends ProviderClientTest {

  @Override
  Transport transport() {
    return new SocketTransport();
  }
}
