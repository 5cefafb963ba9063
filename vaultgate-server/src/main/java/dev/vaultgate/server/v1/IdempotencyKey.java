package dev.vaultgate.server.v1;

import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.idempotency.Claim;
import dev.vaultgate.server.http.FormPart;
import dev.vaultgate.server.http.ProtocolFault;
import dev.vaultgate.server.http.Visit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The name that a caller may give a request, in a header, so that it is done once. */
final class IdempotencyKey {

  private static final String HEADER = "Idempotency-Key";

  private IdempotencyKey() {}

  /**
   * The claim of a request, or null when it has no name.
   *
   * @throws dev.vaultgate.api.InvalidRequestException when it has several, or one that cannot be
   */
  static @Nullable Claim of(Visit visit, ApiKey key, byte[] body) {
    String name = name(visit);
    return name == null ? null : claim(visit, key, name, body);
  }

  /** The same for a form: clients draw its boundary anew each time, so it is no part of it. */
  static @Nullable Claim of(Visit visit, ApiKey key, List<FormPart> form) {
    String name = name(visit);
    return name == null ? null : claim(visit, key, name, parts(form));
  }

  private static @Nullable String name(Visit visit) {
    String name = visit.headers().get(HEADER);
    if (name != null && visit.headers().getValuesList(HEADER).size() > 1) {
      throw ProtocolFault.invalid(HEADER + ": given more than once (expected: once)");
    }
    return name;
  }

  private static Claim claim(Visit visit, ApiKey key, String name, byte[]... body) {
    try {
      return new Claim(key.id(), name, Claim.fingerprint(visit.path(), body));
    } catch (IllegalArgumentException e) {
      throw ProtocolFault.invalid(String.valueOf(e.getMessage()));
    }
  }

  private static byte[][] parts(List<FormPart> form) {
    byte[][] parts = new byte[2 * form.size()][];
    for (int i = 0; i < form.size(); i++) {
      FormPart part = form.get(i);
      parts[2 * i] = (part.name() + "\n" + part.type()).getBytes(StandardCharsets.UTF_8);
      parts[2 * i + 1] = part.content();
    }
    return parts;
  }
}
