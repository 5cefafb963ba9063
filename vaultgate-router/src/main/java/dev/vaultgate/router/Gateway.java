package dev.vaultgate.router;

import dev.vaultgate.api.AuthenticationException;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.Model;
import dev.vaultgate.api.PermissionException;
import dev.vaultgate.api.RateLimitException;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.EmbeddingCall;
import dev.vaultgate.client.ImageBody;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.account.Projects;
import dev.vaultgate.router.alert.AlertCenter;
import dev.vaultgate.router.alert.AlertContacts;
import dev.vaultgate.router.alert.BudgetWatch;
import dev.vaultgate.router.audit.AuditLog;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.limit.KeyLimits;
import dev.vaultgate.router.limit.RateStates;
import dev.vaultgate.router.limit.WrongKeys;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.token.Tokenizers;
import dev.vaultgate.router.usage.UsageFeed;
import dev.vaultgate.router.usage.UsageLog;
import dev.vaultgate.router.usage.UsageRetention;
import dev.vaultgate.router.user.Logins;
import dev.vaultgate.router.user.Passwords;
import dev.vaultgate.router.user.Registration;
import dev.vaultgate.router.user.Sessions;
import dev.vaultgate.router.user.Users;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Admission and accounting around a {@link Router}: who asks, whether they may, and what it costs
 * them. A server is a thin door on it; an application in the same process gets the same policies
 * through {@link #as}.
 *
 * <p>Safe for many threads. Closing it closes the router and the store.
 */
public final class Gateway implements AutoCloseable {

  private final Router router;
  private final AlertCenter alerts;
  private final Store store;
  private final SystemTime time;
  private final Keys keys;
  private final Projects projects;
  private final KeyLimits limits;
  private final WrongKeys wrongKeys;
  private final RunningCalls running;
  private final Upkeep upkeep;
  private final Users users;
  private final Sessions sessions;
  private final Logins logins;
  private final Drains drains;
  private final Calls calls;
  private final UsageFeed feed = new UsageFeed();
  private final Housekeeping housekeeping;

  private Gateway(
      Router router,
      Store store,
      SystemTime time,
      Registration registration,
      CreditSettings credit,
      AlertCenter alerts,
      UsageRetention retention) {
    this.router = router;
    this.alerts = alerts;
    this.store = store;
    this.time = time;
    this.keys = new Keys(store.keys(), time);
    this.running = new RunningCalls(time);
    this.housekeeping = new Housekeeping(store, retention, time);
    this.projects = new Projects(store.projects(), keys, time);
    this.limits = new KeyLimits(time::nanoTime);
    this.wrongKeys = new WrongKeys(time::nanoTime);
    Accounting accounting = new Accounting(store, feed);
    TokenCounts counts = new TokenCounts(Tokenizers.shared());
    this.drains = new Drains(credit.drainsMax(), credit.drainTimeMax());
    Admission admission =
        new Admission(
            router,
            limits,
            store.ledger(),
            counts,
            credit,
            time,
            alerts.watch(),
            (permit, ending) -> {
              try {
                accounting.settle(permit, ending);
              } finally {
                // Not before: what no running call has may be released.
                running.ended(permit);
              }
              alerts.watch().used(permit.caller().key().id());
            });
    this.calls =
        new Calls(
            router,
            admission,
            running,
            new UsageMeter(counts),
            new Replays(store.claims()),
            drains);
    this.upkeep = new Upkeep(store, running, alerts, time);
    upkeep.start();
    Passwords passwords = new Passwords(time);
    this.users = new Users(store.users(), passwords, registration, time);
    this.sessions = new Sessions(store.sessions(), time);
    this.logins = new Logins(store.users(), users, sessions, passwords, time);
    housekeeping.start();
    keys.onChange(running::changed);
    projects.onChange(running::changed);
    users.onBlocked(
        (user, blocked) -> {
          keys.forget(
              key -> key.account().id() == user.account().id() || user.id().equals(key.madeBy()));
          running.blocked(user, blocked);
        });
  }

  public static Builder builder() {
    return new Builder();
  }

  /** What tells of alerts of a store: for a router, which knows of none, and then a gateway. */
  public static AlertCenter alertCenter(Store store, AlertContacts contacts, SystemTime time) {
    return new AlertCenter(
        store.alerts(),
        store::isWritable,
        new BudgetWatch(store.keys(), store.ledger(), store.alerts(), time),
        store.users(),
        contacts,
        time);
  }

  public Router router() {
    return router;
  }

  public Store store() {
    return store;
  }

  /** Makes, finds and revokes keys. */
  public Keys keys() {
    return keys;
  }

  /** Makes, finds and changes projects, whose keys share a budget. */
  public Projects projects() {
    return projects;
  }

  /** Makes, finds and disables users. */
  public Users users() {
    return users;
  }

  /** The logins of users. */
  public Sessions sessions() {
    return sessions;
  }

  /** Turns passwords into logins. */
  public Logins logins() {
    return logins;
  }

  /** What administrators and users have changed. */
  public AuditLog audit() {
    return store.audit();
  }

  /** What its owners should know, and how they are told. */
  public AlertCenter alerts() {
    return alerts;
  }

  public Ledger ledger() {
    return store.ledger();
  }

  public UsageLog usage() {
    return store.usage();
  }

  /** Calls as they end, for whoever wants to look on. */
  public UsageFeed feed() {
    return feed;
  }

  /**
   * The key of a secret. Junk is told from keys without any storage.
   *
   * @throws AuthenticationException when it is unknown, revoked or expired, all in the same words
   */
  public ApiKey authenticate(String secret) {
    return keys.authenticate(secret);
  }

  /**
   * The same for somebody who asks over a network.
   *
   * @param from his address
   * @throws RateLimitException in place of {@link AuthenticationException} when too many wrong keys
   *     have come from there in the last minute
   * @throws PermissionException when the key may not be used from there
   */
  public ApiKey authenticate(String secret, InetAddress from) {
    ApiKey key;
    try {
      key = keys.authenticate(secret);
    } catch (AuthenticationException e) {
      wrongKeys.came(from);
      throw e;
    }
    if (!key.terms().mayComeFrom(from)) {
      throw new PermissionException(
          "forbidden",
          "The API key may not be used from the address " + from.getHostAddress() + ".");
    }
    return key;
  }

  RunningCalls running() {
    return running;
  }

  /** How a key stands with its limits per minute. */
  public RateStates rate(ApiKey key) {
    return limits.state(key);
  }

  /** The models that a key may use. */
  public List<Model> models(ApiKey key) {
    return router.models(model -> Admission.mayUse(key, model));
  }

  /** The model that a name means, if the key may use it. */
  public Optional<Model> model(ApiKey key, String name) {
    return router.model(name, model -> Admission.mayUse(key, model));
  }

  /**
   * Why {@link #model} finds none of this name: 404, with the successor of a model that is no
   * longer served, and with near names otherwise.
   */
  public InvalidRequestException missingModel(ApiKey key, String name) {
    return router.missing(name, model -> Admission.mayUse(key, model));
  }

  /** The same interfaces as any provider's, now with a key's limits and budget. */
  public KeyedClient as(ApiKey key) {
    return new KeyedClient(this, key, time);
  }

  /** Asks for a whole answer. */
  public GatewayReply chat(Caller caller, ChatCall wanted) {
    return calls.chat(caller, wanted);
  }

  /** Asks for a stream, and returns when its first content is there. */
  public GatewayStream stream(Caller caller, ChatCall wanted) {
    return calls.stream(caller, wanted);
  }

  /** Asks for vectors. */
  public GatewayReply embeddings(Caller caller, EmbeddingCall wanted) {
    return calls.embeddings(caller, wanted);
  }

  /**
   * Asks for images.
   *
   * @param body of {@code POST /v1/images/generations}
   */
  public GatewayReply images(Caller caller, byte[] body) {
    return images(caller, ImageBody.parseGeneration(body));
  }

  /** Asks for images, new ones or edited ones. */
  public GatewayReply images(Caller caller, ImageCall wanted) {
    return calls.images(caller, wanted);
  }

  /** Whether calls can be admitted now, and every balance is right. */
  public boolean isReady() {
    return store.isWritable() && upkeep.booksAreRight();
  }

  @Override
  public void close() {
    upkeep.close();
    housekeeping.close();
    feed.close();
    running.close();
    drains.close();
    router.close();
    alerts.close();
    store.close();
  }

  /** Collects what a gateway is made of. */
  public static final class Builder {
    private @Nullable Router router;
    private @Nullable Store store;
    private SystemTime time = SystemTime.system();
    private Registration registration = Registration.CLOSED;
    private CreditSettings credit = CreditSettings.DEFAULT;
    private UsageRetention retention = UsageRetention.USUAL;
    private @Nullable AlertCenter alerts;

    private Builder() {}

    public Builder router(Router router) {
      this.router = router;
      return this;
    }

    public Builder store(Store store) {
      this.store = store;
      return this;
    }

    /** Who may become a user; nobody by himself unless this says so. */
    public Builder registration(Registration registration) {
      this.registration = registration;
      return this;
    }

    /** How much of an answer is held for. */
    public Builder credit(CreditSettings credit) {
      this.credit = credit;
      return this;
    }

    /**
     * Where alerts come from and go; of the same store. Otherwise to inboxes and users' webhooks.
     * Closed with the gateway.
     */
    public Builder alerts(AlertCenter alerts) {
      this.alerts = alerts;
      return this;
    }

    /** For how long usage is kept. */
    public Builder usageRetention(UsageRetention retention) {
      this.retention = retention;
      return this;
    }

    /** Another time, for tests. */
    public Builder time(SystemTime time) {
      this.time = time;
      return this;
    }

    public Gateway build() {
      if (router == null) {
        throw new IllegalArgumentException("router: missing (expected: a router)");
      }
      Store kept = store == null ? Store.inMemory(time) : store;
      AlertCenter center = alerts == null ? alertCenter(kept, AlertContacts.NONE, time) : alerts;
      center.start();
      return new Gateway(router, kept, time, registration, credit, center, retention);
    }
  }
}
