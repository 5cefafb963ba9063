package dev.vaultgate.client.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host's name. Safe for many threads. */
@FunctionalInterface
public interface Resolver {

  /** The system's own. */
  Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /** All addresses of a name, at least one. */
  List<InetAddress> resolve(String host) throws UnknownHostException;
}
