package dev.vaultgate.server.admin;

import dev.vaultgate.api.AuthenticationException;
import dev.vaultgate.server.http.ProtocolFault;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;

/** Lets administrators in, and nobody else: whoever has a key for models has none for this. */
public final class AdminGate {

  private static final String BEARER = "Bearer ";

  private final List<AdminKey> keys;

  /** A gate that each of these keys opens. */
  public AdminGate(List<AdminKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Returns if the request may go on.
   *
   * @throws AuthenticationException if not
   */
  public void check(Context context) {
    String secret = secret(context);
    boolean isOpen = false;
    for (AdminKey key : keys) {
      // Each is compared, so that the time does not tell which was nearer.
      isOpen |= key.opens(secret);
    }
    if (!isOpen) {
      throw new AuthenticationException("invalid_admin_key", "The admin key is not valid.");
    }
  }

  private static String secret(Context context) {
    List<String> given = Collections.list(context.req().getHeaders("Authorization"));
    if (given.size() > 1) {
      throw ProtocolFault.invalid("More than one Authorization header was given; expected: one.");
    }
    String header = given.isEmpty() ? "" : given.get(0);
    if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw new AuthenticationException(
          "missing_admin_key",
          "No admin key was given. Send it in a header: Authorization: Bearer <key>.");
    }
    return header.substring(BEARER.length());
  }
}
