package dev.vaultgate.router.store;

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
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.usage.UsageLog;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.user.MemberStore;
import dev.vaultgate.router.user.SessionStore;
import dev.vaultgate.router.user.UserStore;
import java.util.function.LongPredicate;

/** A store that is gone when the process is. */
final class InMemoryStore implements Store {

  private final InMemoryMembers members = new InMemoryMembers();
  private final InMemoryProjects projects = new InMemoryProjects(members);
  private final InMemoryKeys keys = new InMemoryKeys(projects, members);
  private final InMemoryClaims claims;
  private final InMemoryLedger ledger;
  private final CodeStore codes;
  private final AlertStore alerts = new InMemoryAlerts(keys);
  private final OrderStore orders;
  private final InMemoryUsage usage = new InMemoryUsage();
  private final ModelEntries models = new InMemoryModelEntries();
  private final PriceVersions prices;
  private final InMemoryUsers users = new InMemoryUsers(keys);
  private final AuditLog audit = new InMemoryAudit();
  private final ConversationStore conversations = new InMemoryConversations();

  InMemoryStore(SystemTime time) {
    this.prices = new InMemoryPriceVersions(time);
    this.claims = new InMemoryClaims(time);
    members.users(users::find);
    this.ledger = new InMemoryLedger(keys, projects, claims, time);
    this.codes = new InMemoryCodes(ledger, keys);
    this.orders = new InMemoryOrders(ledger, keys);
  }

  @Override
  public KeyStore keys() {
    return keys;
  }

  @Override
  public ProjectStore projects() {
    return projects;
  }

  @Override
  public Ledger ledger() {
    return ledger;
  }

  @Override
  public ClaimStore claims() {
    return claims;
  }

  @Override
  public UsageLog usage() {
    return usage;
  }

  @Override
  public ModelEntries models() {
    return models;
  }

  @Override
  public PriceVersions prices() {
    return prices;
  }

  @Override
  public UserStore users() {
    return users;
  }

  @Override
  public SessionStore sessions() {
    return users.sessions();
  }

  @Override
  public MemberStore members() {
    return members;
  }

  @Override
  public AuditLog audit() {
    return audit;
  }

  @Override
  public OrderStore orders() {
    return orders;
  }

  @Override
  public AlertStore alerts() {
    return alerts;
  }

  @Override
  public CodeStore codes() {
    return codes;
  }

  @Override
  public ConversationStore conversations() {
    return conversations;
  }

  @Override
  public void end(Hold hold, Charge charge, UsageRecord call) {
    ledger.settle(hold, charge);
    usage.accept(call);
  }

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public long latestHold() {
    return ledger.latestHold();
  }

  @Override
  public int releaseDead(long upTo, LongPredicate lives) {
    return ledger.releaseDead(upTo, lives);
  }

  @Override
  public int pendingWrites() {
    return 0;
  }

  @Override
  public void close() {
    // Nothing outlives the process.
  }
}
