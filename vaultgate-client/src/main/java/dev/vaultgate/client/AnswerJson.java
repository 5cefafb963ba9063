package dev.vaultgate.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.sse.ServerSentEvent;
import java.io.IOException;

/** What a provider sent, as a tree; anything else is an invalid answer. */
public final class AnswerJson {

  private AnswerJson() {}

  /** Reads a body that is an object or an array. */
  public static JsonNode read(byte[] body) {
    try {
      return container(Json.read(body));
    } catch (IOException e) {
      throw UpstreamFailure.invalid("an answer that is not JSON", e);
    }
  }

  /** Reads the data of an event, which is an object or an array. */
  public static JsonNode read(ServerSentEvent event) {
    try {
      return container(Json.mapper().readTree(event.buffer(), event.offset(), event.length()));
    } catch (IOException e) {
      throw UpstreamFailure.invalid("an event that is not JSON", e);
    }
  }

  private static JsonNode container(JsonNode read) {
    if (read.isContainerNode()) {
      return read;
    }
    throw UpstreamFailure.invalid("an answer that is no JSON object", null);
  }
}
