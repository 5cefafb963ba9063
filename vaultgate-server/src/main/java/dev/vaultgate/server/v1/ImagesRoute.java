package dev.vaultgate.server.v1;

import dev.vaultgate.client.ImageBody;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.router.GatewayReply;
import dev.vaultgate.server.http.Visit;
import java.util.function.BiFunction;
import org.eclipse.jetty.http.HttpFields;

/** {@code POST /v1/images/generations} and {@code POST /v1/images/edits}. */
public final class ImagesRoute implements ApiRoute {

  private final Desk desk;
  private final BodyLimits limits;
  private final BiFunction<Visit, BodyLimits, ImageCall> reader;

  private ImagesRoute(
      Desk desk, BodyLimits limits, BiFunction<Visit, BodyLimits, ImageCall> reader) {
    this.desk = desk;
    this.limits = limits;
    this.reader = reader;
  }

  /** New images: JSON. */
  public static ImagesRoute generations(Desk desk, BodyLimits limits) {
    return new ImagesRoute(
        desk,
        limits,
        (visit, bounds) ->
            ImageBody.parseGeneration(
                visit.readJson(bounds.bytesMax(), bounds.timeMax().toNanos())));
  }

  /** Edited images: a form with files, or JSON with addresses. */
  public static ImagesRoute edits(Desk desk, BodyLimits limits) {
    return new ImagesRoute(
        desk,
        limits,
        (visit, bounds) -> {
          long time = bounds.timeMax().toNanos();
          return visit.hasForm()
              ? EditForm.call(visit.readForm(bounds.bytesMax(), time))
              : ImageBody.parseEdit(visit.readJson(bounds.bytesMax(), time));
        });
  }

  @Override
  public void answer(ApiCall call) {
    ImageCall wanted = reader.apply(call.visit(), limits);
    GatewayReply reply = desk.images(call.watchedCaller(), wanted);
    call.answeredBy(reply.facts());
    HttpFields.Mutable headers = call.visit().answerHeaders();
    AnswerHeaders.facts(headers, reply.facts());
    AnswerHeaders.cost(headers, reply.cost());
    call.visit().answer(200, reply.json());
  }
}
