package dev.vaultgate.server.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.client.recordings.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A choice of an answer, put together as a client of OpenAI's does. */
final class ChoiceDraft {

  private final StringBuilder text = new StringBuilder();
  private final StringBuilder reasoning = new StringBuilder();
  private final StringBuilder refusal = new StringBuilder();
  private final Map<Integer, CallDraft> calls = new TreeMap<>();
  private int images;
  private @Nullable String finish;

  private static final class CallDraft {
    private String id = "";
    private String name = "";
    private final StringBuilder arguments = new StringBuilder();
  }

  void message(JsonNode message) {
    words(message);
    for (JsonNode call : message.path("tool_calls")) {
      call(calls.size(), call);
    }
  }

  void delta(JsonNode delta) {
    assertThat(finish).as("nothing follows the finish reason").isNull();
    words(delta);
    for (JsonNode call : delta.path("tool_calls")) {
      assertThat(call.path("index").isInt()).as("index of a call").isTrue();
      call(call.path("index").intValue(), call);
    }
  }

  private void words(JsonNode words) {
    text.append(words.path("content").asText(""));
    reasoning.append(words.path("reasoning_content").asText(""));
    refusal.append(words.path("refusal").asText(""));
    images += words.path("images").size();
  }

  private void call(int index, JsonNode part) {
    CallDraft call = calls.get(index);
    if (call == null) {
      assertThat(part.path("type").asText()).isEqualTo("function");
      call = new CallDraft();
      call.id = part.path("id").asText();
      call.name = part.path("function").path("name").asText();
      calls.put(index, call);
    }
    call.arguments.append(part.path("function").path("arguments").asText(""));
  }

  void finish(JsonNode reason) {
    if (reason.isTextual()) {
      assertThat(finish).as("one finish reason").isNull();
      finish = reason.textValue();
    }
  }

  Outcome outcome() {
    List<Outcome.Call> made = new ArrayList<>();
    for (CallDraft call : calls.values()) {
      made.add(new Outcome.Call(call.id, call.name, Outcome.parsed(call.arguments.toString())));
    }
    return new Outcome(
        text.toString(),
        reasoning.toString(),
        made,
        finish,
        null,
        refusal.isEmpty() ? null : refusal.toString(),
        images,
        null);
  }
}
