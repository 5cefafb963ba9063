package dev.vaultgate.client.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which addresses may be reached for somebody who is not the operator: https on its own port, at a
 * host of the public internet, written in one way only. The host is read once, by the parser that
 * the connection uses too. An operator may allow further origins, where the rules for hosts, ports
 * and plain http do not hold.
 *
 * <p>Immutable; safe for many threads.
 */
public final class AddressRules {

  /** The public internet and nothing else. */
  public static final AddressRules PUBLIC = of(List.of(), false);

  private static final Logger LOG = LoggerFactory.getLogger(AddressRules.class);
  private static final int LENGTH_MAX = 8 * 1024;

  /** The scheme and the host with its port, up to the path; no user, no way to hide one. */
  private static final Pattern FORM =
      Pattern.compile("(?i)https?://[^/?#@\\\\]+(?:/[^\\\\]*)?", Pattern.DOTALL);

  private static final Pattern DOTTED =
      Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");

  /** What the old ways of writing an IPv4 address end in; no name of the internet does. */
  private static final Pattern NUMBER = Pattern.compile("(?:[0-9]+|0x[0-9a-f]*)");

  /** Names that mean a place within a network; asking for their addresses already says too much. */
  private static final Set<String> PRIVATE_ENDS =
      Set.of(
          "localhost",
          "localdomain",
          "local",
          "internal",
          "intranet",
          "private",
          "corp",
          "home",
          "lan",
          "arpa",
          "onion",
          "invalid",
          "test",
          "example");

  /** Hosts that tell a machine of a cloud its secrets, and have public names. */
  private static final Set<String> METADATA =
      Set.of("metadata.packet.net", "metadata.platformequinix.com", "metadata.tencentyun.com");

  private final Set<String> origins;
  private final boolean plainHttp;
  private final Resolver resolver;

  private AddressRules(Set<String> origins, boolean plainHttp, Resolver resolver) {
    this.origins = Set.copyOf(origins);
    this.plainHttp = plainHttp;
    this.resolver = resolver;
  }

  /**
   * The rules with an operator's exceptions.
   *
   * @param allow origins that may be reached besides, wherever they are: {@code
   *     http://files.lan:9000}, or a host alone, which means https
   * @param plainHttp whether hosts of the public internet may also be reached by http
   * @throws IllegalArgumentException when an origin is none
   */
  public static AddressRules of(List<String> allow, boolean plainHttp) {
    Set<String> origins = new TreeSet<>();
    for (String entry : allow) {
      String text = entry.contains("://") ? entry : "https://" + entry;
      HttpUrl url = FORM.matcher(text).matches() ? HttpUrl.parse(text) : null;
      if (url == null || !url.encodedPath().equals("/") || url.query() != null) {
        throw new IllegalArgumentException(
            entry + " (expected: a host, or an origin such as http://files.lan:9000)");
      }
      origins.add(origin(url));
    }
    return new AddressRules(origins, plainHttp, Resolver.SYSTEM);
  }

  /** The same rules with another way to find addresses. */
  public AddressRules with(Resolver resolver) {
    return new AddressRules(origins, plainHttp, resolver);
  }

  /**
   * Judges an address by what is written alone; nothing is looked up.
   *
   * @throws MediaException of the reason {@code NOT_ALLOWED}
   */
  public void check(String address) {
    parse(address);
  }

  /**
   * Judges an address, and where its host is now: every place must be on the public internet. For
   * an address that somebody else will fetch, who looks the host up again. So a host that we find
   * nowhere is left to him: whoever can make a name mean one thing to us and another to him needs
   * no such trick, and many names are known only beyond a proxy.
   *
   * @throws MediaException of the reason {@code NOT_ALLOWED}
   */
  public void checkPlaces(String address) {
    HttpUrl url = parse(address);
    if (isAllowed(url)) {
      return;
    }
    try {
      places(url);
    } catch (UnknownHostException e) {
      LOG.debug("a host without an address is left to the provider", e);
    }
  }

  /**
   * Whether an operator's address lies within a network of his own, so that whoever answers there
   * can reach what nobody outside may. A host without an address cannot be asked at all, and counts
   * as outside.
   */
  public boolean isInternal(String baseUrl) {
    HttpUrl url = HttpUrl.parse(baseUrl);
    if (url == null) {
      return true;
    }
    if (isPrivateName(url.host())) {
      return true;
    }
    try {
      return !resolver.resolve(url.host()).stream().allMatch(Network::isPublic);
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** The address as it will be used. */
  HttpUrl parse(String address) {
    if (address.length() > LENGTH_MAX
        || !FORM.matcher(address).matches()
        || address.chars().anyMatch(c -> c <= ' ' || c == 0x7F)) {
      throw MediaException.notAllowed("an address of another form");
    }
    HttpUrl url = HttpUrl.parse(address);
    if (url == null || !url.username().isEmpty() || !url.password().isEmpty()) {
      throw MediaException.notAllowed("an address of another form");
    }
    String fragment = url.fragment();
    if (fragment != null && fragment.indexOf('@') >= 0) {
      throw MediaException.notAllowed("an address that some read as another");
    }
    if (isAllowed(url)) {
      return url;
    }
    if (!url.isHttps() && !plainHttp) {
      throw MediaException.notAllowed("not https");
    }
    if (url.port() != HttpUrl.defaultPort(url.scheme())) {
      throw MediaException.notAllowed("another port");
    }
    if (isPrivateName(url.host())) {
      throw MediaException.notAllowed("a host that is not of the public internet");
    }
    return url;
  }

  /**
   * The places of an address's host, found once; all of them are judged, and one that is not public
   * forbids them all.
   */
  List<InetAddress> places(HttpUrl url) throws UnknownHostException {
    List<InetAddress> places = resolver.resolve(url.host());
    if (!isAllowed(url) && !places.stream().allMatch(Network::isPublic)) {
      throw MediaException.notAllowed("a host within a private network");
    }
    return places;
  }

  private boolean isAllowed(HttpUrl url) {
    return origins.contains(origin(url));
  }

  private static String origin(HttpUrl url) {
    return url.scheme() + "://" + url.host() + ":" + url.port();
  }

  /** Whether a host is named as no host of the public internet is. */
  private static boolean isPrivateName(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.indexOf(':') >= 0 || DOTTED.matcher(name).matches()) {
      return !isPublicLiteral(name);
    }
    String last = name.substring(name.lastIndexOf('.') + 1);
    return last.length() == name.length()
        || last.isEmpty()
        || NUMBER.matcher(last).matches()
        || PRIVATE_ENDS.contains(last)
        || METADATA.contains(name);
  }

  /** A literal is not looked up. */
  private static boolean isPublicLiteral(String literal) {
    try {
      return Network.isPublic(InetAddress.getByName(literal));
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
