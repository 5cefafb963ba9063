package dev.vaultgate.router.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are asked for; a part that is null asks for any.
 *
 * @param from the earliest, inclusive
 * @param until the latest, exclusive
 */
public record AuditQuery(
    @Nullable Instant from,
    @Nullable Instant until,
    @Nullable String actorId,
    @Nullable String action,
    @Nullable String object) {

  public static final AuditQuery ALL = new AuditQuery(null, null, null, null, null);

  /** Whether an entry is asked for. */
  public boolean matches(AuditEntry entry) {
    return (from == null || !entry.at().isBefore(from))
        && (until == null || entry.at().isBefore(until))
        && (actorId == null || actorId.equals(entry.actorId()))
        && (action == null || action.equals(entry.action()))
        && (object == null || object.equals(entry.object()));
  }
}
