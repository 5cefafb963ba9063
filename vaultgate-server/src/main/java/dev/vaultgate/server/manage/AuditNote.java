package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.audit.AuditEntry;
import dev.vaultgate.router.user.User;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What the audit says of one call: who, which object, how it was and how it is. Whoever answers the
 * call fills it in as far as its path does not say; no secret may be in it. For one thread.
 */
public final class AuditNote {

  private String actorId;
  private String actor;
  private String object;
  private @Nullable JsonNode before;
  private @Nullable JsonNode after;

  /**
   * Of a call.
   *
   * @param places what stands in the places of its path
   */
  AuditNote(Identity identity, Collection<String> places) {
    this.actorId = identity.id();
    this.actor = identity.name();
    this.object = String.join(" ", places);
  }

  /** Who it was, if that was shown by the call itself. */
  public AuditNote by(User user) {
    actorId = user.id();
    actor = user.email().text();
    return this;
  }

  /** What was changed, by its id or its name. */
  public AuditNote of(String object) {
    this.object = object;
    return this;
  }

  /** How it was. */
  public AuditNote before(JsonNode before) {
    this.before = before;
    return this;
  }

  /** How it is. */
  public AuditNote after(JsonNode after) {
    this.after = after;
    return this;
  }

  AuditEntry entry(String action, Instant at, ManagementRequest request) {
    return new AuditEntry(
        at,
        actorId,
        actor,
        action,
        object,
        text(before),
        text(after),
        request.id(),
        request.address());
  }

  private static @Nullable String text(@Nullable JsonNode json) {
    return json == null ? null : Json.text(json);
  }
}
