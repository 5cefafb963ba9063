package dev.vaultgate.router;

import dev.vaultgate.api.Usage;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.client.Notes;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.catalog.DatedPrice;
import dev.vaultgate.router.catalog.Deployment;
import dev.vaultgate.router.credit.Charge;
import dev.vaultgate.router.credit.Cost;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.log.CallLog;
import dev.vaultgate.router.route.RouteTrace;
import dev.vaultgate.router.store.PriceVersions;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.usage.UsageSink;
import java.time.Instant;
import java.util.List;

/** What happens when a call ends: its hold is settled, and its record written off its path. */
final class Accounting implements Permit.OnEnd {

  private static final int OK = 200;
  private static final int BYTES_PER_TOKEN = 4;

  private final Store store;
  private final UsageSink feed;
  private final PriceVersions prices;

  /**
   * @param feed is told of each call beside the store
   */
  Accounting(Store store, UsageSink feed) {
    this.feed = feed;
    this.store = store;
    this.prices = store.prices();
  }

  @Override
  public void settle(Permit permit, Ending ending) {
    Money cost = permit.cost(ending);
    Charge charge =
        new Charge(cost, ending.tokens(), priceVersion(permit, ending), permit.answer());
    UsageRecord call = record(permit, ending, cost);
    // Before the caller has the end of the answer, so that it is charged even if we are killed
    // then.
    store.end(permit.hold(), charge, call);
    noteOverrun(permit, cost);
    feed.accept(call);
    noteOperatorCost(permit, ending);
    CallLog.settled(call, permit.caller().trace(), ending.failure());
  }

  /** Names the prices that the cost is by, which are kept before it is charged. */
  private String priceVersion(Permit permit, Ending ending) {
    Deployment deployment = permit.answeredBy(ending);
    DatedPrice price = deployment == null ? null : deployment.prices().now();
    if (price == null || permit.hold().isNothing()) {
      return "";
    }
    prices.keep(price, permit.model().id());
    return price.version();
  }

  private UsageRecord record(Permit permit, Ending ending, Money cost) {
    ApiKey key = permit.caller().key();
    Project project = key.project();
    Deployment deployment = permit.answeredBy(ending);
    VaultGateException failure = ending.failure();
    String code = failure == null ? null : failure.code();
    return new UsageRecord(
        permit.caller().requestId(),
        Instant.ofEpochMilli(permit.startedMillis()),
        key.id(),
        key.account().id(),
        key.account().name(),
        project == null ? "" : project.id(),
        permit.model().type(),
        permit.model().id(),
        deployment == null ? "" : deployment.provider(),
        deployment == null ? "" : deployment.model(),
        ending.trace(),
        permit.stream(),
        ending.outcome(),
        failure == null || ending.outcome() == Outcome.PARTIAL ? OK : failure.status(),
        code == null ? "" : code,
        ending.usage(),
        permit.images(ending),
        ending.source(),
        cost,
        permit.rates(ending),
        permit.elapsedMillis(),
        ending.delivery().firstContentMillis(),
        permit.promptBytes(),
        ending.delivery().bytes());
  }

  /**
   * Says what a provider may charge for a call whose caller left before there was an answer: at
   * least the prompt, which is estimated here by its size.
   */
  private static void noteOperatorCost(Permit permit, Ending ending) {
    RouteTrace trace = permit.caller().trace();
    List<RouteTrace.Step> attempts = trace.steps();
    if (ending.outcome() != Outcome.CLIENT_CLOSED || ending.place() >= 0 || attempts.isEmpty()) {
      return;
    }
    String asked = attempts.get(attempts.size() - 1).deployment();
    for (Deployment deployment : permit.model().deployments()) {
      if (asked.equals(deployment.id()) || asked.startsWith(deployment.id() + "#")) {
        Usage prompt = Usage.of(permit.promptBytes() / BYTES_PER_TOKEN, 0);
        Money cost = Cost.of(deployment.price(), prompt);
        trace.note(Notes.of("operator_cost", cost.toDollars().toPlainString()));
      }
    }
  }

  /** Says so where a call used more than was held for it. */
  private static void noteOverrun(Permit permit, Money cost) {
    Money held = permit.held();
    if (held != null && cost.compareTo(held) > 0) {
      permit
          .caller()
          .trace()
          .note(Notes.of("usage_overrun", cost.minus(held).toDollars().toPlainString()));
    }
  }
}
