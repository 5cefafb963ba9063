package dev.vaultgate.server.v1;

import dev.vaultgate.client.ImageBody;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.router.GatewayReply;
import dev.vaultgate.server.http.FormPart;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpFields;

/** {@code POST /v1/images/generations} and {@code POST /v1/images/edits}. */
public final class ImagesRoute implements ApiRoute {

  private final Desk desk;
  private final BodyLimits limits;
  private final BiFunction<ApiCall, BodyLimits, Wanted> reader;

  /** What is asked for, and by which call. */
  private record Wanted(ApiCall call, ImageCall images) {

    static Wanted json(ApiCall call, BodyLimits limits, Function<byte[], ImageCall> reading) {
      byte[] body = call.visit().readJson(limits.bytesMax(), limits.timeMax().toNanos());
      return new Wanted(call.with(body), reading.apply(body));
    }

    static Wanted form(ApiCall call, BodyLimits limits) {
      List<FormPart> form = call.visit().readForm(limits.bytesMax(), limits.timeMax().toNanos());
      return new Wanted(call.with(form), EditForm.call(form));
    }
  }

  private ImagesRoute(
      Desk desk, BodyLimits limits, BiFunction<ApiCall, BodyLimits, Wanted> reader) {
    this.desk = desk;
    this.limits = limits;
    this.reader = reader;
  }

  /** New images: JSON. */
  public static ImagesRoute generations(Desk desk, BodyLimits limits) {
    return new ImagesRoute(
        desk, limits, (call, bounds) -> Wanted.json(call, bounds, ImageBody::parseGeneration));
  }

  /** Edited images: a form with files, or JSON with addresses. */
  public static ImagesRoute edits(Desk desk, BodyLimits limits) {
    return new ImagesRoute(
        desk,
        limits,
        (call, bounds) ->
            call.visit().hasForm()
                ? Wanted.form(call, bounds)
                : Wanted.json(call, bounds, ImageBody::parseEdit));
  }

  @Override
  public void answer(ApiCall call) {
    Wanted wanted = reader.apply(call, limits);
    GatewayReply reply = desk.images(wanted.call().watchedCaller(), wanted.images());
    call.answeredBy(reply.facts());
    HttpFields.Mutable headers = call.visit().answerHeaders();
    AnswerHeaders.facts(headers, reply.facts());
    AnswerHeaders.cost(headers, reply.cost());
    call.visit().answer(200, reply.json());
  }
}
