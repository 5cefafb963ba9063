package dev.vaultgate.server.manage;

import dev.vaultgate.api.AuthenticationException;
import java.util.List;

/**
 * Tells who sends a request: whoever has an admin key is the operator. Keys for models open nothing
 * here. Safe for many threads.
 */
public final class Doorkeeper {

  private static final String BEARER = "Bearer ";

  private final List<AdminKey> keys;

  /** One that knows each of these keys. */
  public Doorkeeper(List<AdminKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Who sends it, {@link Identity#NOBODY} when it names nobody.
   *
   * @throws AuthenticationException when it names somebody who is none
   */
  Identity identify(ManagementRequest request) {
    String header = request.headers().apply("Authorization");
    if (header == null) {
      return Identity.NOBODY;
    }
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
