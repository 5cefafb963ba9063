package dev.vaultgate.server.metrics;

import dev.vaultgate.router.account.KeyStore;
import dev.vaultgate.router.account.ProjectStore;
import dev.vaultgate.router.alert.AlertStore;
import dev.vaultgate.router.audit.AuditLog;
import dev.vaultgate.router.chat.ConversationStore;
import dev.vaultgate.router.credit.Charge;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.idempotency.ClaimStore;
import dev.vaultgate.router.payment.OrderStore;
import dev.vaultgate.router.redeem.CodeStore;
import dev.vaultgate.router.store.ModelEntries;
import dev.vaultgate.router.store.PriceVersions;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.usage.UsageCutoff;
import dev.vaultgate.router.usage.UsageLog;
import dev.vaultgate.router.usage.UsageMeasure;
import dev.vaultgate.router.usage.UsagePage;
import dev.vaultgate.router.usage.UsagePoint;
import dev.vaultgate.router.usage.UsageQuery;
import dev.vaultgate.router.usage.UsageRanking;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.usage.UsageSide;
import dev.vaultgate.router.usage.UsageStep;
import dev.vaultgate.router.usage.UsageSummary;
import dev.vaultgate.router.user.MemberStore;
import dev.vaultgate.router.user.SessionStore;
import dev.vaultgate.router.user.UserStore;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** A store whose usage records are counted on their way. */
public final class MeasuredStore implements Store {

  private final Store store;
  private final ServerMetrics metrics;
  private final UsageLog usage;

  public MeasuredStore(Store store, ServerMetrics metrics) {
    this.store = store;
    this.metrics = metrics;
    this.usage = new MeasuredUsage(store.usage(), metrics);
  }

  @Override
  public KeyStore keys() {
    return store.keys();
  }

  @Override
  public ProjectStore projects() {
    return store.projects();
  }

  @Override
  public Ledger ledger() {
    return store.ledger();
  }

  @Override
  public ClaimStore claims() {
    return store.claims();
  }

  @Override
  public UsageLog usage() {
    return usage;
  }

  @Override
  public ModelEntries models() {
    return store.models();
  }

  @Override
  public PriceVersions prices() {
    return store.prices();
  }

  @Override
  public UserStore users() {
    return store.users();
  }

  @Override
  public SessionStore sessions() {
    return store.sessions();
  }

  @Override
  public MemberStore members() {
    return store.members();
  }

  @Override
  public AuditLog audit() {
    return store.audit();
  }

  @Override
  public OrderStore orders() {
    return store.orders();
  }

  @Override
  public AlertStore alerts() {
    return store.alerts();
  }

  @Override
  public CodeStore codes() {
    return store.codes();
  }

  @Override
  public ConversationStore conversations() {
    return store.conversations();
  }

  @Override
  public void end(Hold hold, Charge charge, UsageRecord call) {
    metrics.used(call);
    store.end(hold, charge, call);
  }

  @Override
  public boolean isWritable() {
    return store.isWritable();
  }

  @Override
  public long latestHold() {
    return store.latestHold();
  }

  @Override
  public int releaseDead(long upTo, LongPredicate lives) {
    return store.releaseDead(upTo, lives);
  }

  @Override
  public int pendingWrites() {
    return store.pendingWrites();
  }

  @Override
  public void close() {
    store.close();
  }

  private record MeasuredUsage(UsageLog log, ServerMetrics metrics) implements UsageLog {

    @Override
    public void accept(UsageRecord call) {
      metrics.used(call);
      log.accept(call);
    }

    @Override
    public UsagePage page(UsageQuery query, int max, @Nullable Long from) {
      return log.page(query, max, from);
    }

    @Override
    public UsageSummary summary(UsageQuery query) {
      return log.summary(query);
    }

    @Override
    public List<UsagePoint> series(UsageQuery query, UsageStep step) {
      return log.series(query, step);
    }

    @Override
    public UsageRanking ranking(UsageQuery query, UsageSide by, UsageMeasure measure, int max) {
      return log.ranking(query, by, measure, max);
    }

    @Override
    public Forgetting forget(UsageCutoff cutoff) {
      return log.forget(cutoff);
    }

    @Override
    public long dropped() {
      return log.dropped();
    }
  }
}
