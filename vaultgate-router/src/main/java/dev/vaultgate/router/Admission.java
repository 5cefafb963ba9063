package dev.vaultgate.router;

import dev.vaultgate.api.BillingException;
import dev.vaultgate.api.ImageRequest;
import dev.vaultgate.api.RateLimitException;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.ChatFacts;
import dev.vaultgate.client.EmbeddingCall;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.CallCaps;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.alert.BudgetWatch;
import dev.vaultgate.router.catalog.Deployment;
import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.router.catalog.PublicModel;
import dev.vaultgate.router.credit.Affordable;
import dev.vaultgate.router.credit.Cost;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Payer;
import dev.vaultgate.router.limit.KeyLimits;
import dev.vaultgate.router.route.Errand;
import dev.vaultgate.router.route.Load;
import dev.vaultgate.router.time.SystemTime;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a call may be made, in this order: the key's rate and concurrency, the model, the
 * credit. Nothing after it refuses a call for a rule of ours.
 */
final class Admission {

  /** A call whose credit others take again and again is refused in the end. */
  private static final int FITS_MAX = 8;

  /**
   * What an image that is handed in counts at most: the dearest known counts 6,200 in high
   * fidelity.
   */
  private static final long INPUT_TOKENS_MAX = 8_192;

  /** Tokens of an image are not known before; the dearest listed images have fewer than these. */
  private static final long OUTPUT_TOKENS_MAX = 16_384;

  private final Router router;
  private final KeyLimits limits;
  private final Ledger ledger;
  private final TokenCounts counts;
  private final CreditSettings settings;
  private final SystemTime time;
  private final BudgetWatch watch;
  private final Permit.OnEnd onEnd;

  Admission(
      Router router,
      KeyLimits limits,
      Ledger ledger,
      TokenCounts counts,
      CreditSettings settings,
      SystemTime time,
      BudgetWatch watch,
      Permit.OnEnd onEnd) {
    this.router = router;
    this.limits = limits;
    this.ledger = ledger;
    this.counts = counts;
    this.settings = settings;
    this.time = time;
    this.watch = watch;
    this.onEnd = onEnd;
  }

  /**
   * A chat call that may be made.
   *
   * @param call the call, with a cap that its credit affords
   * @param capWasLowered whether the cap is below what the caller asked for
   */
  record Admitted(Permit permit, ChatCall call, boolean capWasLowered) {}

  Admitted admit(Caller caller, ChatCall call) {
    ChatFacts facts = call.facts();
    KeyLimits.Place place = limits.enter(caller.key(), LikelyTokens.of(call));
    try {
      PublicModel model = model(caller.key(), facts.model(), ModelType.TEXT);
      CallCaps caps = caller.key().terms().caps();
      caps.check(facts.choices(), facts.images(), facts.tools(), facts.messages());
      if (isFree(caller.key())) {
        return new Admitted(
            permit(caller, model, call, place, hold(caller, model, Money.ZERO, 0)), call, false);
      }
      VaultGateException nobody =
          nobody(caller, model, call, call.stream() ? Load.Kind.STREAM : Load.Kind.WHOLE);
      if (nobody != null) {
        Permit refused = permit(caller, model, call, place, nothing(caller, model));
        return new Admitted(refused.refusing(nobody), call, false);
      }
      return paid(caller, model, call, place);
    } catch (RuntimeException | Error e) {
      refused(caller, place, e);
      throw e;
    }
  }

  /** A call is not to be. Whose key has too little left for it is to hear of that. */
  private void refused(Caller caller, KeyLimits.Place place, Throwable why) {
    place.cancel();
    if (why instanceof BillingException || why instanceof RateLimitException) {
      watch.refused(caller.key().id());
    }
  }

  private Admitted paid(Caller caller, PublicModel model, ChatCall call, KeyLimits.Place place) {
    ChatFacts facts = call.facts();
    Integer asked = call.outputTokensMax();
    ChatCall capped = asked == null ? call.withOutputTokensMax(usualOutput(model)) : call;
    int cap = asked == null ? usualOutput(model) : asked;
    CallBounds bySize =
        CallBounds.of(model, facts.choices(), at -> TokenCounts.promptMax(facts, at));
    try {
      Hold hold = hold(caller, model, bySize.cost(cap), bySize.tokens(cap));
      return new Admitted(permit(caller, model, capped, place, hold), capped, false);
    } catch (BillingException | RateLimitException tooMuch) {
      return fitted(caller, model, capped, cap, place);
    }
  }

  /**
   * A call whose size alone asks for more credit, or more tokens, than there are. Its prompt is
   * counted, and its answer becomes as long as there is room for. Another call may take that room
   * meanwhile; then there is less to try again with.
   *
   * @throws BillingException when not even the prompt and the shortest answer can be paid
   * @throws RateLimitException when a token quota has no room for them
   */
  private Admitted fitted(
      Caller caller, PublicModel model, ChatCall call, int asked, KeyLimits.Place place) {
    CallBounds bounds =
        CallBounds.of(model, call.facts().choices(), at -> counts.promptCounted(call, at));
    int least = Math.min(asked, settings.outputTokensMin());
    for (int attempt = 1; ; attempt++) {
      Affordable there = ledger.affordable(payer(caller.key()));
      int cap = (int) Math.max(least, Math.min(asked, bounds.affordable(there)));
      try {
        Hold hold = hold(caller, model, bounds.cost(cap), bounds.tokens(cap));
        ChatCall fitted = cap < asked ? call.withOutputTokensMax(cap) : call;
        return new Admitted(permit(caller, model, fitted, place, hold), fitted, cap < asked);
      } catch (BillingException | RateLimitException refusal) {
        if (cap == least || attempt == FITS_MAX) {
          throw refusal;
        }
      }
    }
  }

  Permit admit(Caller caller, EmbeddingCall call) {
    KeyLimits.Place place = limits.enter(caller.key(), LikelyTokens.of(call));
    try {
      PublicModel model = model(caller.key(), call.model(), ModelType.EMBEDDING);
      VaultGateException nobody = nobody(caller, model, null, Load.Kind.WHOLE);
      Hold hold = nobody == null ? hold(caller, model, call) : nothing(caller, model);
      return new Permit(caller, model, false, null, call.tokensMax(), place, hold, time, onEnd)
          .refusing(nobody);
    } catch (RuntimeException | Error e) {
      refused(caller, place, e);
      throw e;
    }
  }

  private Hold hold(Caller caller, PublicModel model, EmbeddingCall call) {
    if (isFree(caller.key())) {
      return hold(caller, model, Money.ZERO, 0);
    }
    CallBounds bySize = CallBounds.of(model, 1, at -> call.tokensMax());
    try {
      return hold(caller, model, bySize.cost(0), bySize.tokens(0));
    } catch (BillingException | RateLimitException tooMuch) {
      CallBounds counted = CallBounds.of(model, 1, at -> counts.inputCounted(call, at));
      return hold(caller, model, counted.cost(0), counted.tokens(0));
    }
  }

  Permit admit(Caller caller, ImageCall call) {
    ImageRequest request = call.request();
    KeyLimits.Place place = limits.enter(caller.key(), LikelyTokens.of(call));
    try {
      PublicModel model = model(caller.key(), request.model(), ModelType.IMAGE);
      caller.key().terms().caps().check(request.images(), call.inputs().size(), 0, 0);
      Permit.ImageSpec spec = new Permit.ImageSpec(request.size(), request.quality());
      VaultGateException nobody = nobody(caller, model, null, Load.Kind.WHOLE);
      Hold hold = nobody == null ? hold(caller, model, call) : nothing(caller, model);
      return new Permit(
              caller, model, false, spec, request.prompt().length(), place, hold, time, onEnd)
          .refusing(nobody);
    } catch (RuntimeException | Error e) {
      refused(caller, place, e);
      throw e;
    }
  }

  private Hold hold(Caller caller, PublicModel model, ImageCall call) {
    return isFree(caller.key())
        ? hold(caller, model, Money.ZERO, 0)
        : hold(caller, model, imagesBound(model, call), imageTokensMax(model, call));
  }

  /** No tokens where images are not paid by the token, since they are not counted then. */
  private static long imageTokensMax(PublicModel model, ImageCall call) {
    boolean isByToken =
        model.deployments().stream()
            .map(Deployment::price)
            .anyMatch(price -> price != null && price.tokens() != null);
    return isByToken ? promptMax(call) + call.request().images() * OUTPUT_TOKENS_MAX : 0;
  }

  private static long promptMax(ImageCall call) {
    return call.request().prompt().length() * 3L + call.inputs().size() * INPUT_TOKENS_MAX;
  }

  private static Money imagesBound(PublicModel model, ImageCall call) {
    ImageRequest request = call.request();
    long promptMax = promptMax(call);
    Money most = Money.ZERO;
    for (Deployment deployment : model.deployments()) {
      Money images =
          Cost.ofImages(deployment.price(), request.images(), request.size(), request.quality());
      Money tokens =
          Cost.bound(deployment.price(), promptMax, request.images() * OUTPUT_TOKENS_MAX);
      most = most.max(images.max(tokens));
    }
    return most;
  }

  /** The model, if the key may use it and a price is known to those who pay. */
  private PublicModel model(ApiKey key, String name, ModelType wanted) {
    PublicModel model = router.resolve(name, wanted, other -> mayUse(key, other));
    if (!mayUse(key, model)) {
      throw router.hidden(name, other -> mayUse(key, other));
    }
    return key.needsCredit() ? model.priced() : model;
  }

  /** Whether a key's rule lets it use a model, and there is a price if it has to be paid for. */
  static boolean mayUse(ApiKey key, PublicModel model) {
    return key.models().allows(model) && (!key.needsCredit() || model.hasPrice());
  }

  /** Whether the key's calls need no credit at all. */
  private static boolean isFree(ApiKey key) {
    return key.isFree();
  }

  /** Who a key's calls are charged to. */
  private static Payer payer(ApiKey key) {
    if (key.isFree()) {
      return Payer.NOBODY;
    }
    Project project = key.project();
    return new Payer(
        key.account().unlimited() ? null : key.account().id(),
        project == null ? null : project.id(),
        key.id());
  }

  /** Whether the credit that is left would pay for all of a call once more. */
  boolean paysAgain(Permit permit) {
    ApiKey key = permit.caller().key();
    return isFree(key)
        || ledger.affordable(payer(key)).credit().compareTo(permit.hold().amount()) >= 0;
  }

  private Hold hold(Caller caller, PublicModel model, Money amount, long tokens) {
    return ledger.hold(
        new HoldRequest(
            caller.requestId(), model.id(), payer(caller.key()), amount, tokens, caller.claim()));
  }

  /** Where nobody will be asked there is nothing to pay. */
  private static Hold nothing(Caller caller, PublicModel model) {
    return new Hold(
        0, new HoldRequest(caller.requestId(), model.id(), Payer.NOBODY, Money.ZERO, 0));
  }

  /**
   * What a call would be told because nobody would be asked, so that no credit need be held for it,
   * which takes longer than all else; null when somebody would. A named request may have been
   * answered before, so it goes to the ledger in any case.
   */
  private @Nullable VaultGateException nobody(
      Caller caller, PublicModel model, @Nullable ChatCall chat, Load.Kind kind) {
    return isFree(caller.key()) || caller.claim() != null || router.isReady(model, kind)
        ? null
        : router.refusal(
            model,
            chat,
            kind,
            new Errand(caller.cancellation(), caller.wishes(), () -> false, caller.trace()));
  }

  private Permit permit(
      Caller caller, PublicModel model, ChatCall call, KeyLimits.Place place, Hold hold) {
    return new Permit(
        caller, model, call.stream(), null, call.facts().promptBytes(), place, hold, time, onEnd);
  }

  private int usualOutput(PublicModel model) {
    Integer most = model.deployments().get(0).traits().maxOutputTokens();
    return most == null ? settings.outputTokensUsual() : most;
  }
}
