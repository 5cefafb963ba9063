package dev.vaultgate.server.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatAssembler;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.StreamDecoder;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.recordings.Outcome;
import dev.vaultgate.client.responses.ResponsesWire;
import dev.vaultgate.client.sse.EventReader;
import dev.vaultgate.client.sse.ServerSentEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An answer of {@code /v1/responses}, held to what the API's reference promises. */
final class ResponsesAnswer {

  private static final int EVENT_BYTES_MAX = 8 * 1024 * 1024;

  private ResponsesAnswer() {}

  static OpenAiAnswer read(HttpResponse<byte[]> answer, String model, boolean isStream)
      throws IOException {
    return isStream ? stream(answer, model) : whole(answer, model);
  }

  private static OpenAiAnswer whole(HttpResponse<byte[]> answer, String model) throws IOException {
    assertThat(OpenAiAnswer.type(answer)).startsWith("application/json");
    assertResponse(Json.read(answer.body()), model);
    return of(new ResponsesWire().decode(answer.body(), target()), null);
  }

  private static OpenAiAnswer stream(HttpResponse<byte[]> answer, String model) throws IOException {
    assertThat(OpenAiAnswer.type(answer)).startsWith("text/event-stream");
    StreamDecoder decoder = new ResponsesWire().streamDecoder(target());
    ChatAssembler assembler = new ChatAssembler();
    EventReader reader = new EventReader(new ByteArrayInputStream(answer.body()), EVENT_BYTES_MAX);
    JsonNode error = null;
    int sequence = 0;
    ServerSentEvent event;
    while ((event = reader.next()) != null) {
      assertThat(decoder.isComplete()).as("an event behind the last").isFalse();
      JsonNode json = Json.mapper().readTree(event.buffer(), event.offset(), event.length());
      assertThat(json.path("type").asText()).isEqualTo(event.type());
      assertThat(json.path("sequence_number").intValue()).isEqualTo(sequence++);
      if (json.path("response").isObject()) {
        assertResponse(json.path("response"), model);
      }
      try {
        decoder.decode(event, assembler::add);
      } catch (UpstreamFailure e) {
        error = json;
      }
    }
    assertThat(decoder.isComplete()).isEqualTo(error == null);
    return of(assembler.response(), error);
  }

  private static void assertResponse(JsonNode response, String model) {
    assertThat(response.path("object").asText()).isEqualTo("response");
    assertThat(response.path("id").asText()).isNotEmpty();
    assertThat(response.path("model").asText()).isEqualTo(model);
    assertThat(response.path("status").isTextual()).isTrue();
    assertThat(response.path("output").isArray()).isTrue();
  }

  private static OpenAiAnswer of(ChatResponse response, @Nullable JsonNode error) {
    return new OpenAiAnswer(List.of(Outcome.of(response, null)), response.usage(), error);
  }

  private static Target target() {
    return new Target(
        "gateway",
        "model",
        "https://gateway.test",
        Map.of(),
        Map.of(),
        Set.of(),
        Target.Traits.UNKNOWN);
  }
}
