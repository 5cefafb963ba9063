package dev.vaultgate.client.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.json.ChatChunkJson;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Notes;
import dev.vaultgate.client.StreamDecoder;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.sse.ServerSentEvent;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the chunks of a stream. A stream is complete with {@code [DONE]} or with a finish reason:
 * several providers forget one or the other.
 */
final class ChunkDecoder implements StreamDecoder {

  /** Padding against listeners, and where Groq puts what has its own place. */
  private static final Set<String> OF_ONE_CHUNK = Set.of("obfuscation", "p", "x_groq");

  private final CallNumbers calls = new CallNumbers();
  private Set<String> head = Set.of();
  private boolean started;
  private boolean complete;
  private boolean done;
  private boolean doubled;
  private boolean repeatedWhole;

  @Override
  public void decode(ServerSentEvent event, Consumer<ChatEvent> out) {
    if (event.dataIs("[DONE]")) {
      doubled |= done;
      done = true;
      complete = true;
      return;
    }
    JsonNode chunk = parsed(event);
    refuseError(event, chunk);
    repeatedWhole |= started && chunk.path("choices").path(0).path("message").isObject();
    if (!started) {
      started = true;
      ChatEvent.Start start = ChatChunkJson.start(chunk);
      head = start.extra().keySet();
      out.accept(start);
    } else {
      late(chunk, out);
    }
    ChatChunkJson.read(
        chunk,
        read -> {
          if (read instanceof ChatEvent.Finish finish) {
            Endings.refuseFailure(finish.reason());
            complete = true;
          }
          out.accept(read instanceof ChatEvent.ToolCallDelta piece ? calls.numbered(piece) : read);
        });
  }

  /** Whether the provider numbers its tool calls as OpenAI does, so that pieces may pass. */
  boolean numbersCalls() {
    return calls.areUsual();
  }

  /** Fields of the whole answer that come when it is over, such as citations or times. */
  private void late(JsonNode chunk, Consumer<ChatEvent> out) {
    Map<String, JsonNode> late = ChatChunkJson.extra(chunk);
    late.keySet().removeIf(field -> head.contains(field) || OF_ONE_CHUNK.contains(field));
    if (!late.isEmpty()) {
      out.accept(new ChatEvent.Other(0, Map.of(), Map.of(), late));
    }
  }

  @Override
  public boolean isComplete() {
    return complete;
  }

  @Override
  public Notes notes() {
    return Notes.NONE
        .when(complete && !done, "done_missing")
        .when(doubled, "duplicate_finish")
        .when(repeatedWhole, "full_message_chunk");
  }

  private static JsonNode parsed(ServerSentEvent event) {
    try {
      JsonNode chunk = Json.mapper().readTree(event.buffer(), event.offset(), event.length());
      if (chunk.isObject()) {
        return chunk;
      }
      throw UpstreamFailure.invalid("a chunk that is no JSON object", null);
    } catch (IOException e) {
      throw UpstreamFailure.invalid("a chunk that is not JSON", e);
    }
  }

  private static void refuseError(ServerSentEvent event, JsonNode chunk) {
    JsonNode error = chunk.path("error");
    if (error.isObject() || error.isTextual() || event.type().equals("error")) {
      throw ErrorReader.read(chunk);
    }
    // Routers put the error of the provider behind them into the choice.
    for (JsonNode choice : chunk.path("choices")) {
      if (choice.path("error").isObject()) {
        throw ErrorReader.read(choice);
      }
    }
  }
}
