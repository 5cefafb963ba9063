package dev.vaultgate.client.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where hosts are. Of several addresses those come last that could not be connected to when they
 * were last tried, so that a dead one delays few calls. For many threads.
 */
final class HostAddresses {

  /** Hosts are few; the bound is for those that have other addresses every minute. */
  private static final int FAILED_MAX = 1_000;

  /** Finds the addresses of a host, as the system does. */
  interface Lookup {
    InetAddress[] of(String host) throws UnknownHostException;
  }

  private final Lookup lookup;
  private final Set<InetAddress> failed = ConcurrentHashMap.newKeySet();

  HostAddresses(Lookup lookup) {
    this.lookup = lookup;
  }

  /** All of a host, in the order in which they are to be tried. */
  InetAddress[] of(String host) throws UnknownHostException {
    InetAddress[] all = lookup.of(host);
    if (failed.isEmpty() || all.length == 1) {
      return all;
    }
    InetAddress[] ordered = all.clone();
    // Sorting keeps the order of those that are alike.
    Arrays.sort(ordered, Comparator.comparing(failed::contains));
    return ordered;
  }

  void failed(InetAddress address) {
    if (failed.size() < FAILED_MAX) {
      failed.add(address);
    }
  }

  void connected(InetAddress address) {
    failed.remove(address);
  }
}
