package dev.vaultgate.router.user;

import dev.vaultgate.router.account.Account;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may sign in, or may soon.
 *
 * @param id such as {@code user_1f0c…}
 * @param account his, and nobody else's: what pays for his keys
 * @param name for people
 * @param lastLoginAt when he last signed in, or null
 */
public record User(
    String id,
    Account account,
    Email email,
    String name,
    Role role,
    UserState state,
    Instant createdAt,
    @Nullable Instant lastLoginAt) {

  public boolean isActive() {
    return state == UserState.ACTIVE;
  }
}
