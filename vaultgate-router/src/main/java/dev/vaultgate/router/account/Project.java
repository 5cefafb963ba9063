package dev.vaultgate.router.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keys that share a budget. Their own limits hold beside the project's.
 *
 * @param id names the project
 * @param account whose credit pays for its keys
 * @param name for people
 * @param terms what its keys may do together
 * @param createdAt when it was made
 * @param archivedAt since when its keys do not work, or null
 */
public record Project(
    String id,
    Account account,
    String name,
    ProjectTerms terms,
    Instant createdAt,
    @Nullable Instant archivedAt) {

  public boolean isArchived() {
    return archivedAt != null;
  }
}
