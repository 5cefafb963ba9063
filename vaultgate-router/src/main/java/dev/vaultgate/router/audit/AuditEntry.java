package dev.vaultgate.router.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change, told when it was made. It holds no secret.
 *
 * @param actorId the user who made it; {@code operator} for whoever has an admin key or the store's
 *     file, {@code anybody} for who was not known yet
 * @param actor the user's address then, or the same word
 * @param action what was done, such as {@code updateKey}
 * @param object the id or the name of what it was done to
 * @param before the object as JSON, or null where there was none or nothing of it changed
 * @param after the same when it was done
 * @param requestId names the request in logs
 * @param address of who sent it; empty for this machine's command line
 */
public record AuditEntry(
    Instant at,
    String actorId,
    String actor,
    String action,
    String object,
    @Nullable String before,
    @Nullable String after,
    String requestId,
    String address) {}
