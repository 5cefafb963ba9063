package dev.vaultgate.router;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.ImageResponse;
import dev.vaultgate.api.InvalidRequestException;
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
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.client.ImageReply;
import dev.vaultgate.router.log.CallLog;
import dev.vaultgate.router.route.Errand;
import dev.vaultgate.router.route.Place;
import dev.vaultgate.router.route.Routed;
import dev.vaultgate.router.route.RoutedFrames;
import dev.vaultgate.router.usage.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls on their way: admitted, sent, measured and ended, however they end. What is known of them
 * before and afterwards is others' to keep.
 *
 * <p>Safe for many threads.
 */
final class Calls {

  private final Router router;
  private final Admission admission;
  private final RunningCalls running;
  private final UsageMeter meter;
  private final Replays replays;
  private final Drains drains;

  Calls(
      Router router,
      Admission admission,
      RunningCalls running,
      UsageMeter meter,
      Replays replays,
      Drains drains) {
    this.router = router;
    this.admission = admission;
    this.running = running;
    this.meter = meter;
    this.replays = replays;
    this.drains = drains;
  }

  /** Asks for a whole answer. */
  GatewayReply chat(Caller caller, ChatCall wanted) {
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
      Ending ending = whole(routed, measured, 0, body.length);
      AnswerFacts facts = facts(routed, admitted, reply.dropped());
      permit.answered(facts, body);
      permit.end(ending);
      return new GatewayReply(body, facts, permit.cost(ending));
    } catch (RuntimeException | Error e) {
      throw unanswered(permit, e);
    }
  }

  /** Asks for a stream, and returns when its first content is there. */
  GatewayStream stream(Caller caller, ChatCall wanted) {
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
  GatewayReply embeddings(Caller caller, EmbeddingCall wanted) {
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
      Ending ending = whole(routed, measured, 0, body.length);
      AnswerFacts facts = facts(routed, permit, reply.dropped(), null);
      permit.answered(facts, body);
      permit.end(ending);
      return new GatewayReply(body, facts, permit.cost(ending));
    } catch (RuntimeException | Error e) {
      throw unanswered(permit, e);
    }
  }

  /** Asks for images, new ones or edited ones. */
  GatewayReply images(Caller caller, ImageCall wanted) {
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
      Ending ending = whole(routed, measured, response.images().size(), body.length);
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

  private static Ending whole(
      Routed<?> routed, UsageMeter.Measured measured, int images, int bytes) {
    return new Ending(
        Outcome.OK,
        measured.usage(),
        measured.source(),
        images,
        routed.place(),
        routed.trace().story(),
        new Ending.Delivery(bytes, null),
        null);
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
}
