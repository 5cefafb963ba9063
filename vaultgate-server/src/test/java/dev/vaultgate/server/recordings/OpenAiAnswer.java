package dev.vaultgate.server.recordings;

import static dev.vaultgate.server.recordings.RecordedGateway.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.recordings.Outcome;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An answer to a chat as somebody reads it who knows OpenAI's reference and nothing of us: strict
 * on what every answer owes, blind to what is added.
 *
 * @param choices in the order of their numbers
 * @param usage null when it is not told
 * @param error the error that ended a stream; null for none
 */
record OpenAiAnswer(List<Outcome> choices, @Nullable Usage usage, @Nullable JsonNode error) {

  private static final String DATA = "data: ";
  private static final String ERROR = "\nevent: error";

  /** Reads a whole answer. */
  static OpenAiAnswer whole(HttpResponse<byte[]> answer, String model) throws IOException {
    assertThat(type(answer)).startsWith("application/json");
    JsonNode body = Json.read(answer.body());
    assertHead(body, "chat.completion", model);
    List<Outcome> choices = new ArrayList<>();
    for (JsonNode choice : body.path("choices")) {
      assertThat(choice.path("index").isInt()).as("index").isTrue();
      assertThat(choice.path("index").intValue()).isEqualTo(choices.size());
      assertThat(choice.path("message").path("role").asText()).isEqualTo("assistant");
      assertThat(choice.path("message").has("content")).as("content, if only null").isTrue();
      ChoiceDraft draft = new ChoiceDraft();
      draft.message(choice.path("message"));
      draft.finish(choice.path("finish_reason"));
      choices.add(draft.outcome());
    }
    return new OpenAiAnswer(choices, usage(body), null);
  }

  /** Reads a stream, which ends with {@code [DONE]} or with an error. */
  static OpenAiAnswer stream(HttpResponse<byte[]> answer, String model) throws IOException {
    assertThat(type(answer)).startsWith("text/event-stream");
    List<String> events = events(text(answer));
    String last = events.remove(events.size() - 1);
    JsonNode error = last.equals("[DONE]") ? null : Json.read(last);
    assertThat(error == null || error.path("error").isObject()).as(last).isTrue();
    Map<Integer, ChoiceDraft> drafts = new TreeMap<>();
    Usage usage = null;
    JsonNode head = Json.read(events.get(0));
    for (String event : events) {
      JsonNode chunk = Json.read(event);
      assertHead(chunk, "chat.completion.chunk", model);
      assertThat(chunk.path("id")).isEqualTo(head.path("id"));
      assertThat(chunk.path("created")).isEqualTo(head.path("created"));
      assertThat(usage).as("usage comes last").isNull();
      usage = usage(chunk);
      for (JsonNode choice : chunk.path("choices")) {
        assertThat(choice.path("index").isInt()).as("index").isTrue();
        ChoiceDraft draft = drafts.get(choice.path("index").intValue());
        if (draft == null) {
          assertThat(choice.path("delta").path("role").asText()).isEqualTo("assistant");
          draft = new ChoiceDraft();
          drafts.put(choice.path("index").intValue(), draft);
        }
        draft.delta(choice.path("delta"));
        draft.finish(choice.path("finish_reason"));
      }
      assertThat(usage == null || chunk.path("choices").isEmpty()).as("usage is alone").isTrue();
    }
    return new OpenAiAnswer(
        drafts.values().stream().map(ChoiceDraft::outcome).toList(), usage, error);
  }

  static String type(HttpResponse<byte[]> answer) {
    return answer.headers().firstValue("Content-Type").orElse("");
  }

  /**
   * What follows {@code data:} in each event. Comments, which keep a stream alive, are no events;
   * the event of an error has a name as well.
   */
  private static List<String> events(String stream) {
    assertThat(stream).endsWith("\n\n");
    List<String> events = new ArrayList<>();
    for (String block : stream.strip().split("\n\n", -1)) {
      if (!block.startsWith(":")) {
        String event = block.endsWith(ERROR) ? withoutName(block) : block;
        assertThat(event).startsWith(DATA).doesNotContain("\n");
        events.add(event.substring(DATA.length()));
      }
    }
    return events;
  }

  private static String withoutName(String block) {
    assertThat(block).startsWith(DATA + "{\"error\":");
    return block.substring(0, block.length() - ERROR.length());
  }

  private static void assertHead(JsonNode body, String object, String model) {
    assertThat(body.path("object").asText()).isEqualTo(object);
    assertThat(body.path("id").asText()).startsWith("chatcmpl-");
    assertThat(body.path("model").asText()).isEqualTo(model);
    assertThat(body.path("created").isIntegralNumber()).as("created").isTrue();
  }

  private static @Nullable Usage usage(JsonNode body) {
    JsonNode usage = body.path("usage");
    if (!usage.isObject()) {
      return null;
    }
    JsonNode prompt = usage.path("prompt_tokens_details");
    JsonNode completion = usage.path("completion_tokens_details");
    assertThat(usage.path("prompt_tokens").isInt()).isTrue();
    assertThat(usage.path("completion_tokens").isInt()).isTrue();
    assertThat(usage.path("total_tokens").isInt()).isTrue();
    return new Usage(
        usage.path("prompt_tokens").longValue(),
        usage.path("completion_tokens").longValue(),
        usage.path("total_tokens").longValue(),
        prompt.path("cached_tokens").longValue(),
        prompt.path("cache_write_tokens").longValue(),
        completion.path("reasoning_tokens").longValue(),
        Map.of());
  }
}
