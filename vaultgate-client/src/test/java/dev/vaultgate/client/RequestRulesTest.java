package dev.vaultgate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.openai.OpenAiWire;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestRulesTest {

  private static final String ANSWER =
      "{\"id\":\"x\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
          + "\"message\":{\"role\":\"assistant\",\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}";
  private static final String STREAM =
      "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hi\"}}]}\n\ndata: [DONE]\n\n";

  @ParameterizedTest
  @ValueSource(strings = {"model", "messages", "stream", "max_tokens", "tools", "response_format"})
  void fieldThatTheWireSeesToIsInNoRule(String field) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RequestRules(Set.of(field), Map.of(), null))
        .withMessageStartingWith(field);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RequestRules(Set.of(), Map.of(field, "other"), null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RequestRules(Set.of(), Map.of("seed", field), null));
  }

  @Test
  void fieldIsInOneRuleOnly() {
    ReasoningRequest reasoning =
        new ReasoningRequest(
            Json.object().put("seed", 1), Json.object(), ReasoningRequest.Models.ALL);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RequestRules(Set.of("seed"), Map.of("seed", "random_seed"), null))
        .withMessageStartingWith("seed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RequestRules(Set.of("seed"), Map.of(), reasoning))
        .withMessageStartingWith("seed");
  }

  @Test
  void answerInBytesTellsWhatWasLeftOut() {
    ChatReply reply =
        client("application/json", ANSWER)
            .chat(call(false), AnswerName.KEPT, Timeouts.DEFAULT, new Cancellation());

    assertThat(reply).isInstanceOf(ChatReply.Raw.class);
    assertThat(reply.dropped()).containsExactly("seed");
  }

  @Test
  void streamTellsWhatWasLeftOut() {
    try (ChatFrames frames =
        client("text/event-stream", STREAM).stream(
            call(true), AnswerName.KEPT, Timeouts.DEFAULT, new Cancellation())) {
      assertThat(frames.dropped()).containsExactly("seed");
    }
  }

  private static ChatCall call(boolean stream) {
    return ChatCall.parse(
        "{\"model\":\"m\",\"seed\":7,\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
            .formatted(stream)
            .getBytes(StandardCharsets.UTF_8));
  }

  private static ProviderClient client(String contentType, String answer) {
    Target target =
        new Target(
            "lab",
            "m",
            "https://lab.test",
            Map.of(),
            Map.of(),
            Set.of(),
            Target.Traits.UNKNOWN,
            Credentials.NONE,
            new RequestRules(Set.of("seed"), Map.of(), null));
    return new ProviderClient(
        new OpenAiWire(),
        target,
        new CannedTransport(
            200,
            Map.of("content-type", contentType),
            new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8))));
  }
}
