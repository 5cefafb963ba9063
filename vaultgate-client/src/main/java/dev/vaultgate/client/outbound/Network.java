package dev.vaultgate.client.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * A block of addresses: those whose first bits are these. The blocks that nobody outside may have
 * us speak to are listed one by one, since the platform's own questions ({@code isSiteLocalAddress}
 * and its like) know of few of them.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA's registry of
 *     addresses with a special purpose</a>
 */
record Network(byte[] prefix, int bits) {

  private static final List<Network> PRIVATE =
      Stream.of(
              "0.0.0.0/8", // this host
              "10.0.0.0/8", // private
              "100.64.0.0/10", // carriers' own
              "127.0.0.0/8", // loopback
              "169.254.0.0/16", // link-local, and the clouds' metadata
              "172.16.0.0/12", // private
              "192.0.0.0/24", // protocol assignments
              "192.0.2.0/24", // documentation
              "192.88.99.0/24", // relays of 6to4
              "192.168.0.0/16", // private
              "198.18.0.0/15", // benchmarks
              "198.51.100.0/24", // documentation
              "203.0.113.0/24", // documentation
              "224.0.0.0/4", // multicast
              "240.0.0.0/4", // reserved, and broadcast
              "::/96", // unspecified, loopback, and an old way to write IPv4
              "64:ff9b::/96", // NAT64
              "64:ff9b:1::/48", // NAT64 within a network
              "100::/64", // discarded
              "2001::/23", // protocol assignments, Teredo among them
              "2001:db8::/32", // documentation
              "2002::/16", // 6to4
              "3fff::/20", // documentation
              "5f00::/16", // segment routing
              "fc00::/7", // private
              "fe80::/10", // link-local
              "fec0::/10", // site-local
              "ff00::/8") // multicast
          .map(Network::parse)
          .toList();

  /** IPv4 within IPv6; the platform unwraps it, mostly. */
  private static final Network MAPPED = new Network(mappedPrefix(), 96);

  /** Whether an address belongs to the public internet. */
  static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (MAPPED.holds(bytes)) {
      return isPublic(inner(bytes));
    }
    return PRIVATE.stream().noneMatch(network -> network.holds(bytes));
  }

  private static InetAddress inner(byte[] mapped) {
    byte[] four = {mapped[12], mapped[13], mapped[14], mapped[15]};
    try {
      return Inet4Address.getByAddress(four);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private boolean holds(byte[] address) {
    if (address.length != prefix.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static Network parse(String text) {
    String[] halves = text.split("/", 2);
    try {
      // A literal: nothing is looked up.
      return new Network(
          InetAddress.getByName(halves[0]).getAddress(), Integer.parseInt(halves[1]));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(text, e);
    }
  }

  private static byte[] mappedPrefix() {
    byte[] prefix = new byte[16];
    prefix[10] = (byte) 0xFF;
    prefix[11] = (byte) 0xFF;
    return prefix;
  }
}
