package dev.vaultgate.router;

import dev.vaultgate.api.AuthenticationException;
import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.ImageResponse;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.Model;
import dev.vaultgate.api.PermissionException;
import dev.vaultgate.api.RateLimitException;
import dev.vaultgate.api.ServerException;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.api.json.ImageJson;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.AnswerName;
import dev.vaultgate.client.AnswerText;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.ChatReply;
import dev.vaultgate.client.EmbeddingCall;
import dev.vaultgate.client.EmbeddingReply;
import dev.vaultgate.client.ImageBody;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.client.ImageReply;
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
import dev.vaultgate.router.log.CallLog;
import dev.vaultgate.router.route.Errand;
import dev.vaultgate.router.route.Place;
import dev.vaultgate.router.route.Routed;
import dev.vaultgate.router.route.RoutedFrames;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.token.Tokenizers;
import dev.vaultgate.router.usage.Outcome;
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
  private final Admission admission;
  private final UsageMeter meter;
  private final Replays replays;
  private final Drains drains;
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
    this.replays = new Replays(store.claims());
    this.housekeeping = new Housekeeping(store, retention, time);
    this.projects = new Projects(store.projects(), keys, time);
    this.limits = new KeyLimits(time::nanoTime);
    this.wrongKeys = new WrongKeys(time::nanoTime);
    Accounting accounting = new Accounting(store, feed);
    TokenCounts counts = new TokenCounts(Tokenizers.shared());
    this.meter = new UsageMeter(counts);
    this.drains = new Drains(credit.drainsMax(), credit.drainTimeMax());
    this.admission =
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
    CallLog.askedFor(wanted.facts().model(), caller.trace());
    return replays.reply(caller, () -> ask(caller, wanted));
  }

  private GatewayReply ask(Caller caller, ChatCall wanted) {
    ChatCall call = caller.strict() ? wanted.asStrict() : wanted;
    Admission.Admitted admitted = admission.admit(caller, call);
    Permit permit = admitted.permit();
    running.began(permit);
    try {
      stillWanted(permit);
      Routed<ChatReply> routed =
          router.chat(permit.model(), admitted.call(), name(permit, call), errand(permit));
      ChatReply reply = routed.answer();
      refuseExcess(admitted.call(), reply.answerChars());
      byte[] body = call.answer(reply);
      UsageMeter.Measured measured =
          meter.whole(
              call,
              permit.model().deployments().get(routed.place()),
              reply.usage(),
              reply.answerChars(),
              () -> AnswerText.of(reply.response()));
      Ending ending =
          new Ending(
              Outcome.OK,
              measured.usage(),
              measured.source(),
              0,
              routed.place(),
              routed.trace().story(),
              new Ending.Delivery(body.length, null),
              null);
      AnswerFacts facts = facts(routed, admitted, reply.dropped());
      permit.answered(facts, body);
      permit.end(ending);
      return new GatewayReply(body, facts, permit.cost(ending));
    } catch (RuntimeException | Error e) {
      throw unanswered(permit, e);
    }
  }

  /** Asks for a stream, and returns when its first content is there. */
  public GatewayStream stream(Caller caller, ChatCall wanted) {
    CallLog.askedFor(wanted.facts().model(), caller.trace());
    return replays.stream(caller, () -> askForStream(caller, wanted));
  }

  private GatewayStream askForStream(Caller caller, ChatCall wanted) {
    ChatCall call = caller.strict() ? wanted.asStrict() : wanted;
    Admission.Admitted admitted = admission.admit(caller, call);
    Permit permit = admitted.permit();
    running.began(permit);
    Errand errand = errand(permit);
    try {
      stillWanted(permit);
      Routed<RoutedFrames> routed =
          router.stream(permit.model(), admitted.call(), name(permit, call), errand);
      MeteredStream stream =
          new MeteredStream(
              routed,
              admitted.call(),
              permit,
              meter,
              facts(routed, admitted, routed.answer().dropped()));
      return stream.drains() ? DrainingStream.of(stream, drains, caller.cancellation()) : stream;
    } catch (CancelledException e) {
      throw leftEarly(permit, call, errand.begun(), e);
    } catch (RuntimeException | Error e) {
      throw unanswered(permit, e);
    }
  }

  /**
   * Ends the permit of a stream whose caller has left before its first content. Who left when the
   * provider had begun to answer pays for the prompt, which it has read by then.
   */
  private VaultGateException leftEarly(
      Permit permit, ChatCall call, @Nullable Place begun, CancelledException wish) {
    if (begun == null) {
      return unanswered(permit, wish);
    }
    VaultGateException error = permit.caller().cancellation().reason(wish);
    int place = Router.place(permit.model(), begun);
    UsageMeter.Measured prompt =
        meter.broken(call, permit.model().deployments().get(place), null, new AnswerText());
    permit.end(
        new Ending(
            outcome(error),
            prompt.usage(),
            prompt.source(),
            0,
            place,
            permit.caller().trace().story(),
            Ending.Delivery.NONE,
            error));
    return error;
  }

  /** Asks for vectors. */
  public GatewayReply embeddings(Caller caller, EmbeddingCall wanted) {
    CallLog.askedFor(wanted.model(), caller.trace());
    return replays.reply(caller, () -> ask(caller, wanted));
  }

  private GatewayReply ask(Caller caller, EmbeddingCall wanted) {
    EmbeddingCall call = caller.strict() ? wanted.asStrict() : wanted;
    Permit permit = admission.admit(caller, call);
    running.began(permit);
    try {
      stillWanted(permit);
      Routed<EmbeddingReply> routed =
          router.embeddings(permit.model(), call, name(permit), errand(permit));
      EmbeddingReply reply = routed.answer();
      UsageMeter.Measured measured =
          meter.whole(call, permit.model().deployments().get(routed.place()), reply.usage());
      byte[] body = reply.json();
      Ending ending =
          new Ending(
              Outcome.OK,
              measured.usage(),
              measured.source(),
              0,
              routed.place(),
              routed.trace().story(),
              new Ending.Delivery(body.length, null),
              null);
      AnswerFacts facts = facts(routed, permit, reply.dropped(), null);
      permit.answered(facts, body);
      permit.end(ending);
      return new GatewayReply(body, facts, permit.cost(ending));
    } catch (RuntimeException | Error e) {
      throw unanswered(permit, e);
    }
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
    CallLog.askedFor(wanted.request().model(), caller.trace());
    return replays.reply(caller, () -> ask(caller, wanted));
  }

  private GatewayReply ask(Caller caller, ImageCall wanted) {
    ImageCall call = caller.strict() ? wanted.asStrict() : wanted;
    Permit permit = admission.admit(caller, call);
    running.began(permit);
    try {
      stillWanted(permit);
      Routed<ImageReply> routed = router.images(permit.model(), call, errand(permit));
      ImageResponse response = routed.answer().response();
      byte[] body = Json.bytes(ImageJson.write(response));
      UsageMeter.Measured measured =
          meter.whole(call, permit.model().deployments().get(routed.place()), response);
      Ending ending =
          new Ending(
              Outcome.OK,
              measured.usage(),
              measured.source(),
              response.images().size(),
              routed.place(),
              routed.trace().story(),
              new Ending.Delivery(body.length, null),
              null);
      AnswerFacts facts = facts(routed, permit, routed.answer().dropped(), null);
      permit.answered(facts, body);
      permit.end(ending);
      return new GatewayReply(body, facts, permit.cost(ending));
    } catch (RuntimeException | Error e) {
      throw unanswered(permit, e);
    }
  }

  /**
   * Whoever left while credit was held for his call is not worth a provider's time, and whom nobody
   * would answer is told so.
   */
  private static void stillWanted(Permit permit) {
    if (permit.refusal() != null) {
      throw permit.refusal();
    }
    if (permit.caller().cancellation().isCancelled()) {
      throw new CancelledException();
    }
  }

  /** An answer that is far longer than it may be is not the caller's, nor paid for. */
  private static void refuseExcess(ChatCall call, long answerChars) {
    if (TokenCounts.exceeds(call.outputTokensMax(), call.facts().choices(), answerChars)) {
      throw new UpstreamException(
          UpstreamFault.TOO_LARGE, UpstreamException.Report.NONE, null, null);
    }
  }

  /** Ends the permit of a call that nobody answered, and gives the error to throw. */
  private static VaultGateException unanswered(Permit permit, Throwable failure) {
    VaultGateException error =
        failure instanceof VaultGateException known ? known : ServerException.internal(failure);
    if (error instanceof CancelledException cancelled) {
      error = permit.caller().cancellation().reason(cancelled);
    }
    String story = permit.caller().trace().story();
    permit.end(Ending.unanswered(outcome(error), story, error));
    return error;
  }

  private static Outcome outcome(VaultGateException error) {
    if (error instanceof CancelledException left) {
      return Outcome.of(left);
    } else if (error instanceof UpstreamException) {
      return Outcome.UPSTREAM_ERROR;
    }
    return error instanceof InvalidRequestException ? Outcome.CALLER_ERROR : Outcome.INTERRUPTED;
  }

  /** The call as the router sees it. Asked whether it pays twice only where it might have to. */
  private Errand errand(Permit permit) {
    Caller caller = permit.caller();
    return new Errand(
        caller.cancellation(), caller.wishes(), () -> admission.paysAgain(permit), caller.trace());
  }

  private static AnswerName name(Permit permit, ChatCall call) {
    String request = permit.caller().requestId();
    return call.face()
        .map(face -> new AnswerName(face.answerId(request), permit.model().id()))
        .orElseGet(() -> name(permit));
  }

  private static AnswerName name(Permit permit) {
    return new AnswerName("chatcmpl-" + permit.caller().requestId(), permit.model().id());
  }

  private static AnswerFacts facts(
      Routed<?> routed, Admission.Admitted admitted, List<String> dropped) {
    @Nullable Integer lowered = admitted.capWasLowered() ? admitted.call().outputTokensMax() : null;
    return facts(routed, admitted.permit(), dropped, lowered);
  }

  private static AnswerFacts facts(
      Routed<?> routed, Permit permit, List<String> dropped, @Nullable Integer lowered) {
    return new AnswerFacts(
        routed.provider(), permit.model().id(), routed.attempts(), dropped, lowered);
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
