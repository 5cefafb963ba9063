package dev.vaultgate.router.account;

import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.router.credit.Money;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a new key shall be.
 *
 * @param name for people, 1 to 100 characters
 * @param account the account's name, which is made when it is new
 * @param requestsPerMinute 0 for no limit
 * @param concurrencyMax 0 for no limit
 */
public record KeySpec(
    String name,
    String account,
    boolean unlimitedAccount,
    ModelRule models,
    int requestsPerMinute,
    int concurrencyMax,
    @Nullable Money creditCap,
    @Nullable Instant expiresAt) {

  public static final int REQUESTS_PER_MINUTE = 60;
  public static final int CONCURRENCY_MAX = 20;
  private static final int NAME_MAX = 100;

  public KeySpec {
    if (name.isBlank()
        || name.length() > NAME_MAX
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "name: '" + name + "' (expected: 1 to " + NAME_MAX + " printable characters)");
    }
    if (requestsPerMinute < 0 || concurrencyMax < 0) {
      throw new IllegalArgumentException(
          "limits: " + requestsPerMinute + ", " + concurrencyMax + " (expected: 0 or more)");
    }
    if (creditCap != null && creditCap.isNegative()) {
      throw new IllegalArgumentException("credit cap: " + creditCap + " (expected: 0 or more)");
    }
  }

  /** A key of the operator's own account, which needs no credit. */
  public static KeySpec named(String name) {
    return new KeySpec(
        name,
        Account.OPERATOR,
        true,
        ModelRule.ALL,
        REQUESTS_PER_MINUTE,
        CONCURRENCY_MAX,
        null,
        null);
  }

  /** A key of this account, which pays from its credit. */
  public KeySpec account(String account) {
    return new KeySpec(
        name, account, false, models, requestsPerMinute, concurrencyMax, creditCap, expiresAt);
  }

  /** Makes a new account one that needs no credit; an existing one stays as it is. */
  public KeySpec unlimitedAccount(boolean unlimited) {
    return new KeySpec(
        name, account, unlimited, models, requestsPerMinute, concurrencyMax, creditCap, expiresAt);
  }

  public KeySpec models(String... ids) {
    return models(new ModelRule(Set.of(ids), models.types()));
  }

  public KeySpec types(ModelType... types) {
    return models(new ModelRule(models.models(), Set.of(types)));
  }

  public KeySpec models(ModelRule rule) {
    return new KeySpec(
        name,
        account,
        unlimitedAccount,
        rule,
        requestsPerMinute,
        concurrencyMax,
        creditCap,
        expiresAt);
  }

  public KeySpec requestsPerMinute(int requests) {
    return new KeySpec(
        name, account, unlimitedAccount, models, requests, concurrencyMax, creditCap, expiresAt);
  }

  public KeySpec concurrencyMax(int calls) {
    return new KeySpec(
        name, account, unlimitedAccount, models, requestsPerMinute, calls, creditCap, expiresAt);
  }

  public KeySpec creditCap(Money cap) {
    return new KeySpec(
        name, account, unlimitedAccount, models, requestsPerMinute, concurrencyMax, cap, expiresAt);
  }

  public KeySpec expires(Instant at) {
    return new KeySpec(
        name, account, unlimitedAccount, models, requestsPerMinute, concurrencyMax, creditCap, at);
  }
}
