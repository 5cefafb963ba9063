package dev.vaultgate.router.usage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which records are asked for; a part that is null asks for any.
 *
 * @param from the earliest start, inclusive
 * @param until the latest start, exclusive
 * @param keyId whose key
 * @param account whose credit
 * @param model the public model
 * @param outcome how the call ended
 */
public record UsageQuery(
    @Nullable Instant from,
    @Nullable Instant until,
    @Nullable String keyId,
    @Nullable String account,
    @Nullable String model,
    @Nullable Outcome outcome) {

  public static final UsageQuery ALL = new UsageQuery(null, null, null, null, null, null);

  /** From this start, inclusive, until that, exclusive. */
  public UsageQuery between(Instant from, Instant until) {
    return new UsageQuery(from, until, keyId, account, model, outcome);
  }

  public UsageQuery keyId(String keyId) {
    return new UsageQuery(from, until, keyId, account, model, outcome);
  }

  public UsageQuery account(String account) {
    return new UsageQuery(from, until, keyId, account, model, outcome);
  }

  public UsageQuery model(String model) {
    return new UsageQuery(from, until, keyId, account, model, outcome);
  }

  public UsageQuery outcome(Outcome outcome) {
    return new UsageQuery(from, until, keyId, account, model, outcome);
  }

  /** Whether a record is asked for. */
  public boolean matches(UsageRecord call) {
    return (from == null || !call.startedAt().isBefore(from))
        && (until == null || call.startedAt().isBefore(until))
        && (keyId == null || keyId.equals(call.keyId()))
        && (account == null || account.equals(call.account()))
        && (model == null || model.equals(call.model()))
        && (outcome == null || outcome == call.outcome());
  }
}
