package dev.vaultgate.server.manage;

import dev.vaultgate.api.AuthenticationException;
import dev.vaultgate.router.user.SecretToken;
import dev.vaultgate.router.user.SessionStore.SignedIn;
import dev.vaultgate.router.user.Sessions;
import java.util.List;
import java.util.Optional;

/**
 * Tells who sends a request: whoever has an admin key is the operator, and a browser's cookie is a
 * user's. Keys for models open nothing here. Safe for many threads.
 */
public final class Doorkeeper {

  private static final String BEARER = "Bearer ";

  private final List<AdminKey> keys;
  private final Sessions sessions;

  /** One that knows each of these keys and logins. */
  public Doorkeeper(List<AdminKey> keys, Sessions sessions) {
    this.keys = List.copyOf(keys);
    this.sessions = sessions;
  }

  /**
   * Who sends it, {@link Identity#NOBODY} when it names nobody.
   *
   * @throws AuthenticationException when it names somebody who is none
   * @throws dev.vaultgate.api.PermissionException when it would change something, and a page of
   *     another site may have made a browser send it
   */
  Identity identify(ManagementRequest request) {
    String header = request.headers().apply("Authorization");
    if (header != null) {
      return operator(header);
    }
    Optional<SecretToken> token = LoginCookie.read(request);
    Optional<SignedIn> login = token.flatMap(sessions::find);
    if (!request.method().equals("GET")) {
      OwnPages.check(request, login.isPresent() ? token.orElseThrow() : null);
    }
    return login.map(Identity::of).orElse(Identity.NOBODY);
  }

  private Identity operator(String header) {
    boolean isBearer = header.regionMatches(true, 0, BEARER, 0, BEARER.length());
    String secret = isBearer ? header.substring(BEARER.length()) : "";
    boolean isOpen = false;
    for (AdminKey key : keys) {
      // Each is compared, so that the time does not tell which was nearer.
      isOpen |= key.opens(secret);
    }
    if (!isOpen) {
      throw new AuthenticationException("invalid_admin_key", "The admin key is not valid.");
    }
    return Identity.OPERATOR;
  }
}
