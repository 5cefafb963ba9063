package dev.vaultgate.router.redeem;

import dev.vaultgate.api.ConflictException;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.RateLimitException;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.user.Tries;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes and redeems codes. Safe for many threads. */
public final class Codes {

  /** The most codes that are made at once. */
  public static final int BATCH_MAX = 1_000;

  private static final int TRIES_MAX = 10;
  private static final Duration TRIES_WINDOW = Duration.ofMinutes(15);

  private final CodeStore store;
  private final SystemTime time;
  private final Tries tries;

  public Codes(CodeStore store, SystemTime time) {
    this.store = store;
    this.time = time;
    this.tries = new Tries(TRIES_MAX, TRIES_WINDOW, time);
  }

  /** Where they are kept, to be looked through. */
  public CodeStore store() {
    return store;
  }

  /** A code with its new secret, which nobody will see again. */
  public record Created(RedeemCode code, CodeSecret secret) {}

  /** Makes as many codes of one kind as one batch. */
  public List<Created> create(CodeSpec spec, int count) {
    if (count < 1 || count > BATCH_MAX) {
      throw new IllegalArgumentException("count: " + count + " (expected: 1 to " + BATCH_MAX + ")");
    }
    List<CodeSecret> secrets = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      secrets.add(CodeSecret.create(time));
    }
    List<RedeemCode> codes = store.add(spec, secrets, now());
    List<Created> created = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      created.add(new Created(codes.get(i), secrets.get(i)));
    }
    return created;
  }

  /** Disables a code; false when there is none of this id, or it was disabled before. */
  public boolean disable(long id) {
    return store.disable(id, now());
  }

  /** Disables the codes of a batch; how many were not disabled before. */
  public int disableBatch(long batch) {
    return store.disableBatch(batch, now());
  }

  /**
   * Gives an account the credit of a code.
   *
   * @param text as it was typed
   * @param address from where
   * @return the code, as it was before
   * @throws InvalidRequestException when it is no code, or none that there is
   * @throws ConflictException when it cannot be redeemed, or not again by this account
   * @throws RateLimitException after ten tries in a quarter of an hour that redeemed nothing
   */
  public RedeemCode redeem(String text, long accountId, String address) {
    String name = accountId + " " + address;
    tries.count(name);
    RedeemCode code = redeem(text, accountId);
    tries.forget(name);
    return code;
  }

  private RedeemCode redeem(String text, long accountId) {
    CodeSecret secret = CodeSecret.parse(text).orElseThrow(Codes::mistyped);
    RedeemOutcome outcome = store.redeem(secret.hash(), accountId, now());
    @Nullable RedeemCode code = outcome.code();
    if (code == null) {
      throw new InvalidRequestException(
          404, "code_not_found", "There is no such code. Is it complete?", "code");
    }
    return switch (outcome.kind()) {
      case REDEEMED -> code;
      case REDEEMED_BEFORE ->
          throw refused("redeemed", "This account has redeemed the code before.");
      case TOO_MUCH -> throw refused("refused", "The account cannot hold so much credit.");
      case UNKNOWN, NOT_ACTIVE -> throw inactive(code.state(now()));
    };
  }

  private static ConflictException inactive(CodeState state) {
    return switch (state) {
      case EXPIRED -> refused("expired", "The code has expired.");
      case DISABLED -> refused("disabled", "The code is not valid any more.");
      case USED_UP, ACTIVE -> refused("used_up", "The code has been redeemed.");
    };
  }

  private static ConflictException refused(String what, String message) {
    return new ConflictException("code_" + what, message, null);
  }

  /** Not shown: it may be a whole code with one slip. */
  private static InvalidRequestException mistyped() {
    return InvalidRequestException.value(
        "code", "not shown", "VG-XXXX-XXXX-XXXX-XXXX, without a slip");
  }

  private Instant now() {
    return time.now().truncatedTo(ChronoUnit.MILLIS); // As stores keep it.
  }
}
