package dev.vaultgate.router.redeem;

import dev.vaultgate.api.ServerException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where redeem codes are kept. Safe for many threads. A change is durable when its method returns;
 * what storage cannot do fails with {@link ServerException} ({@code storage_unavailable}).
 */
public interface CodeStore {

  /** Adds codes of one kind as one batch, in the order of their secrets. */
  List<RedeemCode> add(CodeSpec spec, List<CodeSecret> secrets, Instant now);

  Optional<RedeemCode> find(long id);

  /**
   * Codes, newest first.
   *
   * @param batch of which batch, or null for all
   * @param max how many at most, 1 to 1,000
   * @param from where the page begins: {@link CodePage#next()} of the one before, or null
   */
  CodePage page(@Nullable Long batch, int max, @Nullable Long from);

  /**
   * Who has redeemed a code, the latest first.
   *
   * @param max how many at most, 1 to 1,000
   * @param before the id of the last redemption of the page before, or null
   */
  List<Redemption> redemptions(long id, int max, @Nullable Long before);

  /** Disables a code; false when there is none of this id, or it was disabled before. */
  boolean disable(long id, Instant at);

  /** Disables the codes of a batch; how many were not disabled before. */
  int disableBatch(long batch, Instant at);

  /**
   * Redeems the code of a hash: the use is counted and the account gets its credit, both or
   * neither.
   *
   * @throws IllegalArgumentException when there is no such account
   */
  RedeemOutcome redeem(String hash, long accountId, Instant now);
}
