package dev.vaultgate.router;

import dev.vaultgate.api.BillingException;
import dev.vaultgate.api.ImageRequest;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.ChatFacts;
import dev.vaultgate.client.EmbeddingCall;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.catalog.Deployment;
import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.router.catalog.PublicModel;
import dev.vaultgate.router.credit.Cost;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Payer;
import dev.vaultgate.router.limit.KeyLimits;
import dev.vaultgate.router.time.SystemTime;

/**
 * Decides whether a call may be made, in this order: the key's rate and concurrency, the model, the
 * credit. Nothing after it refuses a call for a rule of ours.
 */
final class Admission {

  /** The output cap of a model whose own is not known, when the caller gives none and pays. */
  private static final int OUTPUT_TOKENS_DEFAULT = 4_096;

  /** An answer shorter than this is not worth its prompt. */
  private static final int OUTPUT_TOKENS_MIN = 16;

  /**
   * What an image that is handed in counts at most: the dearest known counts 6,200 in high
   * fidelity.
   */
  private static final long INPUT_TOKENS_MAX = 8_192;

  private final Router router;
  private final KeyLimits limits;
  private final Ledger ledger;
  private final SystemTime time;
  private final Permit.OnEnd onEnd;

  Admission(Router router, KeyLimits limits, Ledger ledger, SystemTime time, Permit.OnEnd onEnd) {
    this.router = router;
    this.limits = limits;
    this.ledger = ledger;
    this.time = time;
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
    KeyLimits.Place place = limits.enter(caller.key());
    try {
      PublicModel model = model(caller.key(), call.facts().model(), ModelType.TEXT);
      if (isFree(caller.key())) {
        return new Admitted(
            permit(caller, model, call, place, hold(caller, model, Money.ZERO)), call, false);
      }
      return paid(caller, model, call, place);
    } catch (RuntimeException | Error e) {
      place.cancel();
      throw e;
    }
  }

  private Admitted paid(Caller caller, PublicModel model, ChatCall call, KeyLimits.Place place) {
    ChatFacts facts = call.facts();
    Integer asked = call.outputTokensMax();
    int cap = asked == null ? usualOutput(model) : asked;
    long promptMax = TokenEstimate.promptMax(facts);
    Money bound = bound(model, promptMax, (long) cap * facts.choices());
    ChatCall capped = asked == null ? call.withOutputTokensMax(cap) : call;
    try {
      Hold hold = hold(caller, model, bound);
      return new Admitted(permit(caller, model, capped, place, hold), capped, false);
    } catch (BillingException e) {
      int affordable = affordable(caller.key(), model, promptMax, cap, facts.choices(), e);
      Money less = bound(model, promptMax, (long) affordable * facts.choices());
      return new Admitted(
          permit(caller, model, call, place, hold(caller, model, less)),
          call.withOutputTokensMax(affordable),
          true);
    }
  }

  /**
   * The longest answer that the credit pays for at every deployment, and no longer than was asked
   * for.
   */
  private int affordable(
      ApiKey key,
      PublicModel model,
      long promptMax,
      int asked,
      int choices,
      BillingException refusal) {
    Money credit = ledger.affordable(payer(key)).credit();
    long tokens = asked;
    for (Deployment deployment : model.deployments()) {
      long most = Cost.affordableOutput(deployment.price(), promptMax, credit);
      tokens = Math.min(tokens, most / choices);
    }
    if (tokens < OUTPUT_TOKENS_MIN) {
      throw refusal;
    }
    return (int) tokens;
  }

  Permit admit(Caller caller, EmbeddingCall call) {
    KeyLimits.Place place = limits.enter(caller.key());
    try {
      PublicModel model = model(caller.key(), call.model(), ModelType.EMBEDDING);
      Money bound = isFree(caller.key()) ? Money.ZERO : bound(model, call.tokensMax(), 0);
      Hold hold = hold(caller, model, bound);
      return new Permit(caller, model, false, null, call.tokensMax(), place, hold, time, onEnd);
    } catch (RuntimeException | Error e) {
      place.cancel();
      throw e;
    }
  }

  Permit admit(Caller caller, ImageCall call) {
    ImageRequest request = call.request();
    KeyLimits.Place place = limits.enter(caller.key());
    try {
      PublicModel model = model(caller.key(), request.model(), ModelType.IMAGE);
      Permit.ImageSpec spec = new Permit.ImageSpec(request.size(), request.quality());
      Money bound = isFree(caller.key()) ? Money.ZERO : imagesBound(model, call);
      Hold hold = hold(caller, model, bound);
      return new Permit(
          caller, model, false, spec, request.prompt().length(), place, hold, time, onEnd);
    } catch (RuntimeException | Error e) {
      place.cancel();
      throw e;
    }
  }

  private static Money imagesBound(PublicModel model, ImageCall call) {
    ImageRequest request = call.request();
    long promptMax = request.prompt().length() * 3L + call.inputs().size() * INPUT_TOKENS_MAX;
    Money most = Money.ZERO;
    for (Deployment deployment : model.deployments()) {
      Money images =
          Cost.ofImages(deployment.price(), request.images(), request.size(), request.quality());
      // Image tokens are not known before; the dearest listed images have fewer than these.
      Money tokens = Cost.bound(deployment.price(), promptMax, request.images() * 16_384L);
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
    return isFree(key) ? model : model.priced();
  }

  /** Whether a key's rule lets it use a model, and there is a price if it has to be paid for. */
  static boolean mayUse(ApiKey key, PublicModel model) {
    return key.models().allows(model) && (isFree(key) || model.hasPrice());
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

  private Hold hold(Caller caller, PublicModel model, Money amount) {
    ApiKey key = caller.key();
    return ledger.hold(new HoldRequest(caller.requestId(), model.id(), payer(key), amount, 0));
  }

  private Permit permit(
      Caller caller, PublicModel model, ChatCall call, KeyLimits.Place place, Hold hold) {
    return new Permit(
        caller, model, call.stream(), null, call.facts().promptBytes(), place, hold, time, onEnd);
  }

  private static int usualOutput(PublicModel model) {
    Integer most = model.deployments().get(0).traits().maxOutputTokens();
    return most == null ? OUTPUT_TOKENS_DEFAULT : most;
  }

  private static Money bound(PublicModel model, long promptTokensMax, long outputTokensMax) {
    Money most = Money.ZERO;
    for (Deployment deployment : model.deployments()) {
      most = most.max(Cost.bound(deployment.price(), promptTokensMax, outputTokensMax));
    }
    return most;
  }
}
