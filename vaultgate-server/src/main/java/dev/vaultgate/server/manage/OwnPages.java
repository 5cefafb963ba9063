package dev.vaultgate.server.manage;

import dev.vaultgate.api.PermissionException;
import dev.vaultgate.router.user.SecretToken;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What shows that a request which changes something comes from our own pages, and not from those of
 * another site that make a browser send it: its type, where the browser says it comes from, and a
 * word that only who has read an answer to the same login knows.
 */
final class OwnPages {

  private static final String TOKEN = "x-csrf-token";
  private static final String PURPOSE = "csrf";

  private OwnPages() {}

  /** The word that the pages of a login send with each change. */
  static String token(SecretToken login) {
    return login.derived(PURPOSE);
  }

  /**
   * Returns if the request may change something.
   *
   * @param login the login that the browser has sent along, or null; then nothing vouches for the
   *     request but itself, and only what a browser says against it counts
   * @throws PermissionException {@code csrf_failed} if not
   */
  static void check(ManagementRequest request, @Nullable SecretToken login) {
    String site = request.headers().apply("Sec-Fetch-Site");
    String origin = request.headers().apply("Origin");
    boolean isOurs =
        site != null
            ? site.equals("same-origin")
            : origin == null ? login == null : isOurs(origin, request.headers().apply("Host"));
    if (!isOurs) {
      throw refused("it comes from another site");
    }
    if (login != null && !isJson(request.headers().apply("Content-Type"))) {
      throw refused("its type is not application/json");
    }
    String given = request.headers().apply(TOKEN);
    if (login != null && (given == null || !isSame(given, token(login)))) {
      throw refused("its header " + TOKEN + " is not the one of this login");
    }
  }

  private static boolean isOurs(String origin, @Nullable String host) {
    try {
      // Where something before us speaks TLS, the scheme is not ours to know.
      return URI.create(origin).getRawAuthority() != null
          && URI.create(origin).getRawAuthority().equalsIgnoreCase(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isJson(@Nullable String type) {
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json");
  }

  private static boolean isSame(String given, String token) {
    return SecretToken.of(given).matches(SecretToken.of(token).hash());
  }

  private static PermissionException refused(String why) {
    return new PermissionException("csrf_failed", "The request is refused: " + why + ".");
  }
}
