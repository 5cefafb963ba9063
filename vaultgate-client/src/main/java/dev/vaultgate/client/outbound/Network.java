package dev.vaultgate.client.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A block of addresses: those whose first bits are these.
 *
 * @param first the first of them
 * @param bits how many bits they share
 */
public record Network(InetAddress first, int bits) {

  /** Digits of an address, of which the platform makes no name to look up. */
  private static final Pattern FORM =
      Pattern.compile(
          "(?<address>\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:/(?<bits>\\d{1,3}))?");

  /**
   * The blocks that nobody outside may have us speak to, one by one, since the platform's own
   * questions ({@code isSiteLocalAddress} and its like) know of few of them.
   *
   * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA's registry of
   *     addresses with a special purpose</a>
   */
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

  /** Whether an address belongs to the public internet. */
  static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (isMapped(bytes)) {
      return isPublic(inner(bytes));
    }
    return PRIVATE.stream().noneMatch(network -> network.holds(bytes));
  }

  /** Whether it is IPv4 within IPv6; the platform unwraps it, mostly. */
  private static boolean isMapped(byte[] address) {
    boolean isMapped = address.length == 16 && address[10] == -1 && address[11] == -1;
    for (int i = 0; isMapped && i < 10; i++) {
      isMapped = address[i] == 0;
    }
    return isMapped;
  }

  private static InetAddress inner(byte[] mapped) {
    byte[] four = {mapped[12], mapped[13], mapped[14], mapped[15]};
    try {
      return Inet4Address.getByAddress(four);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  public Network {
    if (bits < 0 || bits > first.getAddress().length * 8) {
      throw unreadable(first.getHostAddress() + "/" + bits);
    }
  }

  /**
   * Reads a block such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}, or a single address. Nothing
   * is looked up.
   *
   * @throws IllegalArgumentException when it is something else, or has bits set behind those that
   *     its addresses share
   */
  public static Network parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw unreadable(text);
    }
    try {
      InetAddress first = InetAddress.getByName(matcher.group("address"));
      String bits = matcher.group("bits");
      Network network =
          new Network(first, bits == null ? first.getAddress().length * 8 : Integer.parseInt(bits));
      if (!network.isWhole()) {
        throw unreadable(text);
      }
      return network;
    } catch (UnknownHostException e) {
      throw unreadable(text);
    }
  }

  private static IllegalArgumentException unreadable(String text) {
    return new IllegalArgumentException(
        "network: '"
            + text
            + "' (expected: an address such as 192.0.2.7, or a block such as 10.0.0.0/8 or"
            + " 2001:db8::/32)");
  }

  /** Whether no bit is set behind those that count: it would be a slip. */
  private boolean isWhole() {
    byte[] prefix = first.getAddress();
    for (int bit = bits; bit < prefix.length * 8; bit++) {
      if ((prefix[bit / 8] & (0x80 >> (bit % 8))) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether an address is one of these; one of IPv4 within IPv6 counts as what it is. */
  public boolean holds(InetAddress address) {
    byte[] bytes = address.getAddress();
    return holds(isMapped(bytes) ? inner(bytes).getAddress() : bytes);
  }

  private boolean holds(byte[] address) {
    byte[] prefix = first.getAddress();
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

  /** As it is written. */
  @Override
  public String toString() {
    return first.getHostAddress() + "/" + bits;
  }
}
