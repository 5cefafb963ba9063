package dev.vaultgate.router;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ConflictException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Notes;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.idempotency.Claim;
import dev.vaultgate.router.idempotency.ClaimStore;
import dev.vaultgate.router.idempotency.Claimed;
import dev.vaultgate.router.idempotency.Conflicts;
import dev.vaultgate.router.idempotency.StoredAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives requests that come again the answer that they got the first time. That one came before is
 * noticed when its name is claimed, with its hold, so that a request that is new pays for nothing
 * here.
 */
final class Replays {

  private final ClaimStore claims;

  Replays(ClaimStore claims) {
    this.claims = claims;
  }

  /** Asks, or gives the answer of before. */
  GatewayReply reply(Caller caller, Supplier<GatewayReply> ask) {
    Claim claim = caller.claim();
    if (claim == null) {
      return ask.get();
    }
    try {
      return ask.get();
    } catch (ConflictException taken) {
      StoredAnswer answer = answer(caller, claim, taken);
      return new GatewayReply(answer.body(), facts(answer), Money.ZERO);
    }
  }

  /** The same for a stream. */
  GatewayStream stream(Caller caller, Supplier<GatewayStream> ask) {
    Claim claim = caller.claim();
    if (claim == null) {
      return ask.get();
    }
    try {
      return ask.get();
    } catch (ConflictException taken) {
      StoredAnswer answer = answer(caller, claim, taken);
      return new ReplayedStream(facts(answer), ChunkRecording.chunks(answer.body()));
    }
  }

  private StoredAnswer answer(Caller caller, Claim claim, ConflictException taken) {
    if (!Conflicts.isInProgress(taken)) {
      throw taken;
    }
    // Nothing there: it has come to nothing just now, and may be sent again.
    Claimed first = claims.find(claim.scope(), claim.name()).orElseThrow(() -> taken);
    StoredAnswer answer = Conflicts.answer(claim, first);
    caller.trace().note(Notes.of("replayed"));
    return answer;
  }

  /** An answer as it is stored. */
  static StoredAnswer store(AnswerFacts facts, byte @Nullable [] body) {
    if (body == null || body.length > StoredAnswer.BYTES_MAX) {
      return StoredAnswer.NOT_KEPT;
    }
    ObjectNode node =
        Json.object()
            .put("provider", facts.provider())
            .put("model", facts.model())
            .put("attempts", facts.attempts())
            .put("max_tokens", facts.outputTokensMax());
    facts.dropped().forEach(node.putArray("dropped")::add);
    return new StoredAnswer(node.toString(), body);
  }

  private static AnswerFacts facts(StoredAnswer answer) {
    try {
      JsonNode node = Json.mapper().readTree(answer.facts());
      List<String> dropped = new ArrayList<>();
      node.path("dropped").forEach(name -> dropped.add(name.asText()));
      JsonNode lowered = node.path("max_tokens");
      return new AnswerFacts(
          node.path("provider").asText(),
          node.path("model").asText(),
          node.path("attempts").asText(),
          dropped,
          lowered.isInt() ? lowered.intValue() : null,
          true);
    } catch (IOException e) {
      throw new UncheckedIOException("the facts of a stored answer", e);
    }
  }
}
