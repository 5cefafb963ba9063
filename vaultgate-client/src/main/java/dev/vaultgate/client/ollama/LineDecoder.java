package dev.vaultgate.client.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatEvent.ToolCallDelta;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.FinishReason.Kind;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.AnswerJson;
import dev.vaultgate.client.ErrorBodies;
import dev.vaultgate.client.ErrorClassifier;
import dev.vaultgate.client.StreamDecoder;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.sse.ServerSentEvent;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads the objects of an answer, of which a whole one has one. Tool calls come whole and often
 * without an id; then they get one. The answer is complete with {@code done}.
 */
final class LineDecoder implements StreamDecoder {

  private final Target target;
  private boolean started;
  private boolean complete;
  private int calls;

  LineDecoder(Target target) {
    this.target = target;
  }

  @Override
  public boolean isComplete() {
    return complete;
  }

  @Override
  public void decode(ServerSentEvent event, Consumer<ChatEvent> out) {
    decode(AnswerJson.read(event), out);
  }

  void decode(JsonNode line, Consumer<ChatEvent> out) {
    if (line.has("error")) {
      ErrorBodies.Words words = ErrorBodies.read(line);
      throw ErrorClassifier.classify(
          words.status(), words.words(), words.message(), words.param(), null);
    }
    if (!started) {
      started = true;
      out.accept(
          new ChatEvent.Start(
              "",
              line.path("model").asText(target.model()),
              seconds(line.path("created_at").asText()),
              Map.of()));
    }
    JsonNode message = line.path("message");
    String thought = message.path("thinking").asText("");
    if (!thought.isEmpty()) {
      out.accept(new ChatEvent.ReasoningDelta(0, thought));
    }
    String text = message.path("content").asText("");
    if (!text.isEmpty()) {
      out.accept(new ChatEvent.TextDelta(0, text));
    }
    message.path("tool_calls").forEach(call -> call(call, out));
    if (line.path("done").asBoolean()) {
      complete = true;
      out.accept(new ChatEvent.Finish(0, finish(line.path("done_reason").asText("stop"))));
      usage(line, out);
    }
  }

  private void call(JsonNode call, Consumer<ChatEvent> out) {
    JsonNode function = call.path("function");
    String id = call.path("id").asText("");
    out.accept(
        ToolCallDelta.start(
            0, calls, id.isEmpty() ? "call_" + calls : id, function.path("name").asText()));
    JsonNode arguments = function.path("arguments");
    out.accept(
        ToolCallDelta.more(
            0,
            calls,
            arguments.isTextual()
                ? arguments.textValue()
                : Json.text(arguments.isObject() ? arguments : Json.object())));
    calls++;
  }

  private FinishReason finish(String word) {
    return switch (word) {
      case "length" -> new FinishReason(Kind.LENGTH, word);
      default -> new FinishReason(calls > 0 ? Kind.TOOL_CALLS : Kind.STOP, word);
    };
  }

  /** A prompt that is still in memory from the call before is not counted, and then not told. */
  private static void usage(JsonNode line, Consumer<ChatEvent> out) {
    if (line.path("eval_count").isNumber()) {
      out.accept(
          new ChatEvent.UsageReport(
              Usage.of(
                  line.path("prompt_eval_count").asLong(0), line.path("eval_count").asLong())));
    }
  }

  private static long seconds(String time) {
    try {
      return time.isEmpty() ? 0 : OffsetDateTime.parse(time).toEpochSecond();
    } catch (DateTimeParseException e) {
      // Then it is dated by the gateway, as an answer without a date.
      return 0;
    }
  }
}
