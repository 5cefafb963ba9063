package dev.vaultgate.router.usage;

import java.util.Arrays;
import java.util.function.Function;

/** A side of a call by which calls are told apart, asked for and summed up. */
public enum UsageSide {
  KEY("key_id", UsageRecord::keyId),
  ACCOUNT("account", UsageRecord::account),
  PROJECT("project_id", UsageRecord::projectId),
  TYPE("type", call -> call.type().key()),
  MODEL("model", UsageRecord::model),
  PROVIDER("provider", UsageRecord::provider),
  UPSTREAM_MODEL("upstream_model", UsageRecord::upstreamModel),
  OUTCOME("outcome", call -> call.outcome().word()),
  STATUS("status", call -> Integer.toString(call.status())),
  ERROR("error_code", UsageRecord::errorCode);

  private final String word;

  @SuppressWarnings("ImmutableEnumChecker") // Each is a reference to a method, without state.
  private final Function<UsageRecord, String> value;

  UsageSide(String word, Function<UsageRecord, String> value) {
    this.word = word;
    this.value = value;
  }

  /** The word in storage, JSON and queries, such as {@code key_id}. */
  public String word() {
    return word;
  }

  /** What this side of a call is; empty for nothing. */
  public String of(UsageRecord call) {
    return value.apply(call);
  }

  /**
   * The side of a word.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static UsageSide parse(String word) {
    return Arrays.stream(values())
        .filter(side -> side.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(word));
  }
}
