package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ConflictException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.idempotency.Claim;
import dev.vaultgate.router.idempotency.ClaimStore;
import dev.vaultgate.router.idempotency.Claimed;
import dev.vaultgate.router.idempotency.Conflicts;
import dev.vaultgate.router.idempotency.StoredAnswer;
import dev.vaultgate.server.http.ProtocolFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Has an operation that moves money done once for each {@code Idempotency-Key} of a caller. A
 * request that comes again gets the answer of the first. What is done must itself be safe against a
 * kill between it and the note that it was done, as by a reference that counts once.
 */
record Once(ClaimStore claims) {

  private static final String HEADER = "Idempotency-Key";

  /** The same operation, done once. Without the header nothing is different. */
  Operation.Handler of(Operation.Handler operation) {
    return call -> {
      Claim claim = claim(call);
      return claim == null ? operation.handle(call) : answer(call, claim, operation);
    };
  }

  private static @Nullable Claim claim(Call call) {
    String name = call.header(HEADER);
    if (name == null) {
      return null;
    }
    String place = call.request().method() + " " + call.request().path();
    try {
      return new Claim(
          "management of " + call.identity().id(), name, Claim.fingerprint(place, call.rawBody()));
    } catch (IllegalArgumentException e) {
      throw ProtocolFault.invalid(String.valueOf(e.getMessage()));
    }
  }

  private Answer answer(Call call, Claim claim, Operation.Handler operation) {
    try {
      claims.make(claim);
    } catch (ConflictException taken) {
      Claimed first = claims.find(claim.scope(), claim.name()).orElseThrow(() -> taken);
      return again(Conflicts.answer(claim, first));
    }
    try {
      Answer answer = operation.handle(call);
      claims.end(claim, stored(answer));
      return answer;
    } catch (RuntimeException e) {
      claims.end(claim, null);
      throw e;
    }
  }

  private static StoredAnswer stored(Answer answer) {
    return answer instanceof Answer.Whole whole
        ? new StoredAnswer(Integer.toString(whole.status()), Json.bytes(whole.json()))
        : StoredAnswer.NOT_KEPT;
  }

  private static Answer again(StoredAnswer answer) {
    try {
      JsonNode json = Json.read(answer.body());
      return new Answer.Whole(
          Integer.parseInt(answer.facts()), json, Map.of("Idempotency-Replayed", "true"));
    } catch (IOException e) {
      throw new UncheckedIOException("a stored answer is not JSON", e);
    }
  }
}
