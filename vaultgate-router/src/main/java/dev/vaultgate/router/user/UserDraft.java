package dev.vaultgate.router.user;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user who shall be.
 *
 * @param account the name of his account
 * @param adoptsAccount whether an account of this name that is nobody's shall be his. One that he
 *     may not have is left alone, and his is named by his id
 * @param unlimitedAccount whether an account that is made needs no credit
 * @param password a hash; null for one who has yet to choose
 */
public record UserDraft(
    String id,
    Email email,
    String name,
    Role role,
    String account,
    boolean adoptsAccount,
    boolean unlimitedAccount,
    @Nullable String password,
    Instant createdAt) {

  public UserState state() {
    return password == null ? UserState.INVITED : UserState.ACTIVE;
  }
}
