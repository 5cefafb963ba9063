package dev.vaultgate.router.store;

import dev.vaultgate.api.BillingException;
import dev.vaultgate.api.RateLimitException;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.router.credit.Affordable;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Payer;
import dev.vaultgate.router.credit.Period;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongBiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What there is for a call: of the account's credit, of the project's budget and of the key's. The
 * least of it decides, and is named to who is refused.
 *
 * @param payer whose it is
 * @param available the account's credit in nano-dollars; {@link Allowance#UNBOUNDED} where no
 *     account pays
 */
record Room(Payer payer, long available, @Nullable Allowance project, @Nullable Allowance key) {

  private static final Period[] PERIODS = Period.values();

  /** Why a call may not come, or null when it may. */
  @Nullable VaultGateException refusal(HoldRequest request) {
    if (creditLeft() < request.amount().nanos()) {
      return creditRefusal(request.amount());
    }
    return tokensLeft() < request.tokens() ? tokensRefusal(request.tokens()) : null;
  }

  /** The most that a call may ask for. */
  Affordable affordable() {
    return new Affordable(
        Money.nanos(Math.min(creditLeft(), LedgerRules.GIVEN_MAX.nanos())), tokensLeft());
  }

  /** The project's and the key's, as far as there are. */
  List<Allowance> allowances() {
    return Stream.of(project, key).filter(Objects::nonNull).toList();
  }

  /** The credit that there is for every one of them. */
  long creditLeft() {
    return Math.min(
        available,
        Math.min(least(project, Allowance::creditLeft), least(key, Allowance::creditLeft)));
  }

  private long tokensLeft() {
    return Math.min(least(project, Allowance::tokensLeft), least(key, Allowance::tokensLeft));
  }

  private static long least(
      @Nullable Allowance allowance, ToLongBiFunction<Allowance, Period> left) {
    long least = Allowance.UNBOUNDED;
    if (allowance != null) {
      for (Period period : PERIODS) {
        least = Math.min(least, left.applyAsLong(allowance, period));
      }
    }
    return least;
  }

  /** The period in which the least is left. */
  private static Period tightest(Allowance allowance, ToLongBiFunction<Allowance, Period> left) {
    Period tightest = Period.TOTAL;
    for (Period period : PERIODS) {
      if (left.applyAsLong(allowance, period) < left.applyAsLong(allowance, tightest)) {
        tightest = period;
      }
    }
    return tightest;
  }

  private BillingException creditRefusal(Money wanted) {
    long least = creditLeft();
    String rest = "the request may cost " + wanted + " and " + Money.nanos(least) + " is ";
    if (available == least) {
      return new BillingException("Insufficient credit: " + rest + "available.");
    }
    String name =
        least(project, Allowance::creditLeft) == least && project != null
            ? "The %sbudget of the project %s is used up: "
                .formatted(tightest(project, Allowance::creditLeft).adjective(), payer.projectId())
            : "The key's %scredit cap is reached: ".formatted(keysTightest(Allowance::creditLeft));
    return new BillingException(name + rest + "left.");
  }

  private RateLimitException tokensRefusal(long wanted) {
    long least = tokensLeft();
    String name =
        least(project, Allowance::tokensLeft) == least && project != null
            ? "The %stoken quota of the project %s is used up: "
                .formatted(tightest(project, Allowance::tokensLeft).adjective(), payer.projectId())
            : "The key's %stoken quota is used up: ".formatted(keysTightest(Allowance::tokensLeft));
    return RateLimitException.quotaExceeded(
        name + "the request may use " + wanted + " tokens and " + least + " are left.");
  }

  private String keysTightest(ToLongBiFunction<Allowance, Period> left) {
    return key == null ? "" : tightest(key, left).adjective();
  }
}
