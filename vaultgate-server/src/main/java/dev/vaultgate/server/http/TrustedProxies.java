package dev.vaultgate.server.http;

import dev.vaultgate.client.outbound.Network;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;

/**
 * The proxies whose word is taken on where a request comes from. What anybody else says of that, in
 * whatever header, is not looked at.
 */
final class TrustedProxies {

  private static final String FORWARDED_FOR = "X-Forwarded-For";

  private final List<Network> networks;

  TrustedProxies(List<Network> networks) {
    this.networks = List.copyOf(networks);
  }

  /** The request with the address of its caller, in place of that of a proxy. */
  Request asCallers(Request request) {
    if (networks.isEmpty()
        || !(request.getConnectionMetaData().getRemoteSocketAddress()
            instanceof InetSocketAddress peer)
        || !isTrusted(peer.getAddress())) {
      return request;
    }
    InetSocketAddress caller = new InetSocketAddress(caller(request, peer.getAddress()), 0);
    ConnectionMetaData connection =
        new ConnectionMetaData.Wrapper(request.getConnectionMetaData()) {
          @Override
          public SocketAddress getRemoteSocketAddress() {
            return caller;
          }
        };
    return new Request.Wrapper(request) {
      @Override
      public ConnectionMetaData getConnectionMetaData() {
        return connection;
      }
    };
  }

  /**
   * Each proxy has added whom it spoke to, so the list is read from its end: the first one who is
   * no proxy of ours is the caller, whatever he has written before himself.
   */
  private InetAddress caller(Request request, InetAddress peer) {
    List<String> hops = new ArrayList<>();
    for (String header : request.getHeaders().getValuesList(FORWARDED_FOR)) {
      hops.addAll(List.of(header.split(",", -1)));
    }
    Collections.reverse(hops);
    InetAddress caller = peer;
    for (String hop : hops) {
      if (!isTrusted(caller)) {
        return caller;
      }
      try {
        caller = Network.parse(hop.strip()).first();
      } catch (IllegalArgumentException e) {
        return caller; // Not an address: what stands before it is nobody's word.
      }
    }
    return caller;
  }

  private boolean isTrusted(InetAddress address) {
    return networks.stream().anyMatch(network -> network.holds(address));
  }
}
