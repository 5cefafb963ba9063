package dev.vaultgate.server.v1;

import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.router.AnswerFacts;
import dev.vaultgate.router.GatewayReply;
import dev.vaultgate.router.GatewayStream;
import dev.vaultgate.server.http.EventStream;
import dev.vaultgate.server.http.Visit;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpFields;

/**
 * {@code POST /v1/chat/completions}, and the same in the words of other APIs: a whole answer, or
 * one in events.
 */
public final class ChatRoute implements ApiRoute {

  private final Desk desk;
  private final BodyLimits limits;
  private final EventStream.Patience patience;

  private final Function<byte[], ChatCall> reading;
  private final EventStream.Form form;

  /** Chat completions. */
  public ChatRoute(Desk desk, BodyLimits limits, EventStream.Patience patience) {
    this(desk, limits, patience, ChatCall::parse, EventStream.Form.CHUNKS);
  }

  /**
   * Another API.
   *
   * @param reading reads a body
   * @param form how its events look
   */
  public ChatRoute(
      Desk desk,
      BodyLimits limits,
      EventStream.Patience patience,
      Function<byte[], ChatCall> reading,
      EventStream.Form form) {
    this.reading = reading;
    this.form = form;
    this.desk = desk;
    this.limits = limits;
    this.patience = patience;
  }

  @Override
  public void answer(ApiCall call) {
    byte[] body = call.visit().readJson(limits.bytesMax(), limits.timeMax().toNanos());
    ChatCall chat = reading.apply(body);
    if (chat.stream()) {
      stream(call.with(body), chat);
    } else {
      whole(call.with(body), chat);
    }
  }

  private void whole(ApiCall call, ChatCall chat) {
    GatewayReply reply = desk.chat(call.watchedCaller(), chat);
    call.answeredBy(reply.facts());
    HttpFields.Mutable headers = call.visit().answerHeaders();
    AnswerHeaders.facts(headers, reply.facts());
    AnswerHeaders.cost(headers, reply.cost());
    call.visit().answer(200, reply.json());
  }

  private void stream(ApiCall call, ChatCall chat) {
    Visit visit = call.visit();
    EventStream events = new EventStream(visit, patience, form);
    Cancellation cancellation = new Cancellation();
    events.watch(() -> call.end(cancellation));
    call.meter().streamOpened();
    try (GatewayStream frames = desk.stream(call.caller(cancellation), chat)) {
      AnswerFacts facts = frames.facts();
      call.answeredBy(facts);
      call.meter().firstContent();
      events
          .begin()
          .ifPresent(
              headers -> {
                AnswerHeaders.facts(headers, facts);
                AnswerHeaders.rate(headers, desk.rate(call.key()));
              });
      frames.beforeWait(events::flush);
      byte[] frame = frames.next();
      while (frame != null && !events.isGone()) {
        events.event(frame);
        frame = frames.next();
      }
      events.done();
    } catch (RuntimeException | Error e) {
      events.fail(e);
    }
  }
}
