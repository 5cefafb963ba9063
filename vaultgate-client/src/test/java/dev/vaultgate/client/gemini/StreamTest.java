package dev.vaultgate.client.gemini;

import static dev.vaultgate.client.WireProbe.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.Usage;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.UpstreamFailure.Kind;
import dev.vaultgate.client.WireProbe;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is read from streams. */
class StreamTest {

  private final WireProbe wire = WireProbe.of(new GeminiWire());

  @Test
  void f33TextIsTheSameWhereverItIsCut() {
    ChatResponse answer =
        wire.stream(
            """
            data: {"candidates": [{"content": {"parts": [{"text": "Hm.", "thought": true}]}}],\
             "responseId": "r1", "modelVersion": "gemini-x",\
             "usageMetadata": {"trafficType": "ON_DEMAND"}}

            data: {"candidates": [{"content": {"parts": [{"text": "Grüße "}]}}]}

            data: {"candidates": [{"content": {"parts": [{"text": "🌍", "thoughtSignature": "x"}]}}]}

            data: {"candidates": [{"content": {"parts": [{"text": ""}]}, "finishReason": "STOP"}],\
             "usageMetadata": {"promptTokenCount": 3, "candidatesTokenCount": 2,\
             "thoughtsTokenCount": 4, "totalTokenCount": 9}}

            """);

    assertThat(answer.id()).isEqualTo("r1");
    assertThat(answer.text()).isEqualTo("Grüße 🌍");
    assertThat(answer.choices().get(0).message().reasoning()).isEqualTo("Hm.");
    assertThat(Objects.requireNonNull(answer.finishReason()).word()).isEqualTo("stop");
    assertThat(answer.usage()).isEqualTo(Usage.of(3, 6, 0, 0, 4));
  }

  @Test
  void callsOfSeveralPiecesAreCounted() {
    ChatResponse answer =
        wire.stream(
            """
            data: {"responseId": "r1", "candidates": [{"content": {"parts": [\
            {"functionCall": {"name": "f", "args": {"x": "é"}}, "thoughtSignature": "s"}]}}]}

            data: {"responseId": "r1", "candidates": [{"content": {"parts": [\
            {"functionCall": {"name": "g", "args": {}}}]}}]}

            data: {"responseId": "r1", "candidates": [{"finishReason": "STOP"}]}

            """);

    Message.Assistant message = answer.choices().get(0).message();
    assertThat(message.toolCalls()).hasSize(2);
    assertThat(message.toolCalls().get(0).arguments()).isEqualTo("{\"x\":\"é\"}");
    assertThat(message.toolCalls().get(0).extra())
        .containsEntry("extra_content", tree("{'google':{'thought_signature':'s'}}"));
    assertThat(message.toolCalls().get(1).name()).isEqualTo("g");
    assertThat(Objects.requireNonNull(answer.finishReason()).word()).isEqualTo("tool_calls");
  }

  @Test
  void imagesStreamBesideTheText() {
    ChatResponse answer =
        wire.stream(
            """
            data: {"candidates": [{"content": {"parts": [{"inlineData": {"mimeType": "image/png", "data": "AA=="}}]}}]}

            data: {"candidates": [{"content": {"parts": [{"inlineData": {"mimeType": "image/png", "data": "BB=="}}]}, "finishReason": "STOP"}]}

            """);

    assertThat(Objects.requireNonNull(answer.choices().get(0).message().extra().get("images")))
        .hasSize(2);
  }

  @Test
  void theHeadComesFirst() {
    assertThat(wire.events("data: {\"usageMetadata\": {\"promptTokenCount\": 1}}\n\n").get(0))
        .isEqualTo(new ChatEvent.Start("", "the-model", 0, Map.of()));
  }

  @Test
  void f25AStreamIsCompleteWhenEveryCandidateIs() {
    String one =
        """
        data: {"candidates": [{"index": 0, "content": {"parts": [{"text": "A"}]}, "finishReason": "STOP"}]}

        """;
    String other =
        """
        data: {"candidates": [{"index": 1, "content": {"parts": [{"text": "B"}]}}]}

        """;
    String end =
        """
        data: {"candidates": [{"index": 1, "finishReason": "STOP"}]}

        """;

    assertThat(wire.isComplete(other)).isFalse();
    assertThat(wire.isComplete(one + other)).isFalse();
    assertThat(wire.isComplete(one + other + end)).isTrue();
  }

  @Test
  void aBlockedPromptIsComplete() {
    ChatResponse answer =
        wire.stream("data: {\"promptFeedback\": {\"blockReason\": \"SAFETY\"}}\n\n");

    assertThat(Objects.requireNonNull(answer.finishReason()).word()).isEqualTo("content_filter");
  }

  @Test
  void f24AnErrorAfterTextIsThrown() {
    assertThatExceptionOfType(UpstreamFailure.class)
        .isThrownBy(
            () ->
                wire.events(
                    """
                    data: {"candidates": [{"content": {"parts": [{"text": "A"}]}}]}

                    data: {"error": {"code": 503, "message": "The model is overloaded.", "status": "UNAVAILABLE"}}

                    """))
        .satisfies(
            f -> assertThat(f.kind()).isEqualTo(new Kind.Upstream(UpstreamFault.OVERLOADED)));
  }

  @Test
  void f41AnEventThatCannotBeReadIsAnInvalidAnswer() {
    for (String event : new String[] {"data: {\"candi\n\n", "data: hello\n\n", "data: {}\n\n"}) {
      assertThatExceptionOfType(UpstreamFailure.class)
          .as(event)
          .isThrownBy(() -> wire.events(event))
          .satisfies(
              f ->
                  assertThat(f.kind())
                      .isEqualTo(new Kind.Upstream(UpstreamFault.INVALID_RESPONSE)));
    }
  }
}
