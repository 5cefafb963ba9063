package dev.vaultgate.server.manage;

import dev.vaultgate.router.user.SecretToken;
import dev.vaultgate.router.user.Session;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The cookie that keeps a browser signed in. Its name begins with {@code __Host-}, by which
 * browsers take it from this host alone and over TLS alone; on the machine itself, where there is
 * no TLS, it has a plain name.
 */
final class LoginCookie {

  private static final String NAME = "__Host-vg";
  private static final String LOCAL_NAME = "vg";
  private static final String RULES = "; Path=/; HttpOnly; SameSite=Lax";
  private static final Pattern LOCAL =
      Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?", Pattern.CASE_INSENSITIVE);

  private LoginCookie() {}

  /** The token that a request brings; none when it brings several. */
  static Optional<SecretToken> read(ManagementRequest request) {
    String header = request.headers().apply("Cookie");
    String begin = name(host(request)) + "=";
    String found = null;
    for (String cookie : header == null ? new String[0] : header.split(";", -1)) {
      if (cookie.strip().startsWith(begin)) {
        if (found != null) {
          return Optional.empty();
        }
        found = cookie.strip().substring(begin.length());
      }
    }
    return Optional.ofNullable(found).filter(token -> !token.isEmpty()).map(SecretToken::of);
  }

  /** Has the browser keep a token. */
  static String set(@Nullable String host, SecretToken token) {
    return cookie(host, token.reveal(), Session.AGE_MAX.toSeconds());
  }

  /** Has the browser forget its token. */
  static String clear(@Nullable String host) {
    return cookie(host, "", 0);
  }

  private static String cookie(@Nullable String host, String value, long seconds) {
    String secure = isLocal(host) ? "" : "; Secure";
    return name(host) + "=" + value + RULES + secure + "; Max-Age=" + seconds;
  }

  private static String name(@Nullable String host) {
    return isLocal(host) ? LOCAL_NAME : NAME;
  }

  private static @Nullable String host(ManagementRequest request) {
    return request.headers().apply("Host");
  }

  /** Whether the browser is on this machine, and knows it: a proxy in front has another name. */
  private static boolean isLocal(@Nullable String host) {
    return host != null && LOCAL.matcher(host).matches();
  }
}
