package dev.vaultgate.client.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.client.AnswerJson;
import dev.vaultgate.client.StreamDecoder;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.sse.ServerSentEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads the events of a stream. Blocks are told apart by their index and may interleave. The stream
 * is complete with {@code message_stop}, or with a stop reason, after which nothing is missing.
 */
final class EventDecoder implements StreamDecoder {

  private final Target target;
  private final UsageCount usage = new UsageCount();
  private final Map<Integer, OpenBlock> open = new HashMap<>();
  private final AnswerState answer = new AnswerState();
  private boolean started;
  private boolean complete;

  EventDecoder(Target target) {
    this.target = target;
  }

  @Override
  public boolean isComplete() {
    return complete;
  }

  @Override
  public void decode(ServerSentEvent event, Consumer<ChatEvent> out) {
    JsonNode json = AnswerJson.read(event);
    switch (json.path("type").asText(event.type())) {
      case "message_start" -> start(json.path("message"), out);
      case "content_block_start" -> open(json, out);
      case "content_block_delta" -> block(json).delta(json.path("delta"), out);
      case "content_block_stop" -> close(json, out);
      case "message_delta" -> finish(json, out);
      case "message_stop" -> complete = true;
      case "error" -> throw ErrorReader.read(json);
      default -> {
        // A ping, or a kind of event that is not known here: the API asks its clients to go on.
      }
    }
  }

  private void start(JsonNode message, Consumer<ChatEvent> out) {
    if (!started) {
      started = true;
      out.accept(
          new ChatEvent.Start(
              message.path("id").asText(),
              message.path("model").asText(target.model()),
              0,
              Map.of()));
    }
    usage.add(message.path("usage"));
  }

  private void open(JsonNode json, Consumer<ChatEvent> out) {
    if (!started) {
      start(json.path("message"), out);
    }
    OpenBlock block = OpenBlock.of(json.path("content_block"), answer);
    open.put(json.path("index").asInt(), block);
    block.start(out);
  }

  private OpenBlock block(JsonNode json) {
    OpenBlock block = open.get(json.path("index").asInt());
    if (block == null) {
      throw UpstreamFailure.invalid("a piece of a block that was not begun", null);
    }
    return block;
  }

  private void close(JsonNode json, Consumer<ChatEvent> out) {
    OpenBlock block = open.remove(json.path("index").asInt());
    if (block != null) {
      block.stop(out);
    }
  }

  private void finish(JsonNode json, Consumer<ChatEvent> out) {
    if (!started) {
      start(json.path("message"), out);
    }
    JsonNode reason = json.path("delta").path("stop_reason");
    if (reason.isTextual()) {
      complete = true;
      out.accept(new ChatEvent.Finish(0, StopReasons.read(reason.textValue(), answer.calls() > 0)));
    }
    usage.add(json.path("usage"));
    if (json.path("usage").path("output_tokens").isNumber()) {
      out.accept(new ChatEvent.UsageReport(usage.usage()));
    }
  }
}
