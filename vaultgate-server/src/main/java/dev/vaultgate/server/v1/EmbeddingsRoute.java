package dev.vaultgate.server.v1;

import dev.vaultgate.client.EmbeddingCall;
import dev.vaultgate.router.GatewayReply;
import org.eclipse.jetty.http.HttpFields;

/** {@code POST /v1/embeddings}. */
public final class EmbeddingsRoute implements ApiRoute {

  private final Desk desk;
  private final BodyLimits limits;

  public EmbeddingsRoute(Desk desk, BodyLimits limits) {
    this.desk = desk;
    this.limits = limits;
  }

  @Override
  public void answer(ApiCall call) {
    byte[] body = call.visit().readJson(limits.bytesMax(), limits.timeMax().toNanos());
    GatewayReply reply =
        desk.embeddings(call.with(body).watchedCaller(), EmbeddingCall.parse(body));
    call.answeredBy(reply.facts());
    HttpFields.Mutable headers = call.visit().answerHeaders();
    AnswerHeaders.facts(headers, reply.facts());
    AnswerHeaders.cost(headers, reply.cost());
    call.visit().answer(200, reply.json());
  }
}
