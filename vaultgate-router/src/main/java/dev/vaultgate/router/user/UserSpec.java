package dev.vaultgate.router.user;

import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.router.account.Names;
import org.jspecify.annotations.Nullable;

/**
 * What a new user shall be.
 *
 * @param name for people, 1 to 100 printable characters
 * @param account the name of an account that shall be his, or null for one that is called after his
 *     address. One that is there and nobody's becomes his
 * @param unlimitedAccount whether an account that is made needs no credit
 */
public record UserSpec(
    Email email, String name, Role role, @Nullable String account, boolean unlimitedAccount) {

  private static final int NAME_LENGTH_MAX = 100;

  public UserSpec {
    check("name", name);
    if (account != null) {
      check("account", account);
    }
  }

  /**
   * A member whose account needs credit.
   *
   * @param name null for one after his address
   */
  public static UserSpec member(Email email, @Nullable String name) {
    return new UserSpec(email, name == null ? usualName(email) : name, Role.MEMBER, null, false);
  }

  public UserSpec role(Role role) {
    return new UserSpec(email, name, role, account, unlimitedAccount);
  }

  public UserSpec account(@Nullable String account, boolean unlimited) {
    return new UserSpec(email, name, role, account, unlimited);
  }

  private static String usualName(Email email) {
    return email.text().substring(0, email.text().lastIndexOf('@'));
  }

  /** What the account is called unless that cannot be. */
  String accountName(String id) {
    if (account != null) {
      return account;
    }
    return email.address().length() > NAME_LENGTH_MAX ? id : email.address();
  }

  private static void check(String field, String name) {
    try {
      Names.check(field, name);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          400, "invalid_value", String.valueOf(e.getMessage()), field, e);
    }
  }
}
