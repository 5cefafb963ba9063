package dev.vaultgate.client.gemini;

import static dev.vaultgate.client.WireProbe.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.ToolCall;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.Usage;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.UpstreamFailure.Kind;
import dev.vaultgate.client.WireProbe;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is read from whole answers. */
class AnswerTest {

  private final WireProbe wire = WireProbe.of(new GeminiWire());

  @Test
  void thoughtsTextAndCallsAreToldApart() {
    ChatResponse answer =
        wire.answer(
            """
            {"responseId": "r1", "modelVersion": "gemini-x", "createTime": "2026-01-01T00:00:00Z",
             "candidates": [{"content": {"role": "model", "parts": [
               {"text": "Hm.", "thought": true},
               {"text": "It is "}, {"executableCode": {"code": "1"}},
               {"codeExecutionResult": {"output": "1"}}, {"invented": 1}, {"text": "sunny."},
               {"functionCall": {"id": "i1", "name": "f", "args": {"b": 1, "a": 2.50}},
                "thoughtSignature": "s1"},
               {"functionCall": {"name": "g"}}]}, "finishReason": "STOP"}],
             "usageMetadata": {"promptTokenCount": 10, "toolUsePromptTokenCount": 3,
               "candidatesTokenCount": 5, "thoughtsTokenCount": 7, "totalTokenCount": 25,
               "cachedContentTokenCount": 4,
               "candidatesTokensDetails": [{"modality": "IMAGE", "tokenCount": 2},
                 {"modality": "TEXT", "tokenCount": 3}]}}
            """);

    Message.Assistant message = answer.choices().get(0).message();
    assertThat(answer.id()).isEqualTo("r1");
    assertThat(answer.model()).isEqualTo("gemini-x");
    assertThat(answer.created()).isEqualTo(1_767_225_600);
    assertThat(message.text()).isEqualTo("It is sunny.");
    assertThat(message.reasoning()).isEqualTo("Hm.");
    ToolCall first = message.toolCalls().get(0);
    assertThat(first.id()).isEqualTo("i1");
    assertThat(first.arguments()).isEqualTo("{\"b\":1,\"a\":2.50}");
    assertThat(first.extra())
        .containsEntry("extra_content", tree("{'google':{'thought_signature':'s1'}}"));
    assertThat(message.toolCalls().get(1).arguments()).isEqualTo("{}");
    assertThat(answer.finishReason())
        .isEqualTo(new FinishReason(FinishReason.Kind.TOOL_CALLS, "STOP"));
    Usage usage = Objects.requireNonNull(answer.usage());
    assertThat(usage.promptTokens()).isEqualTo(13);
    assertThat(usage.completionTokens()).isEqualTo(12);
    assertThat(usage.totalTokens()).isEqualTo(25);
    assertThat(usage.cachedTokens()).isEqualTo(4);
    assertThat(usage.reasoningTokens()).isEqualTo(7);
    assertThat(usage.extra().get("completion_tokens_details")).hasToString("{\"image_tokens\":2}");
  }

  @Test
  void aCallWithoutAnIdGetsTheSameOneEveryTime() {
    String answer =
        """
        {"responseId": "%s", "candidates": [{"content": {"parts": [
          {"functionCall": {"name": "f"}}, {"functionCall": {"name": "f"}}]}}]}
        """;

    ChatResponse one = wire.answer(answer.formatted("r1"));
    ChatResponse again = wire.answer(answer.formatted("r1"));
    ChatResponse other = wire.answer(answer.formatted("r2"));

    assertThat(one.toolCalls()).isEqualTo(again.toolCalls());
    assertThat(one.toolCalls().get(0).id())
        .startsWith("call_")
        .isNotEqualTo(one.toolCalls().get(1).id())
        .isNotEqualTo(other.toolCalls().get(0).id());
  }

  @Test
  void imagesAreBesideTheText() {
    ChatResponse answer =
        wire.answer(
            """
            {"candidates": [{"content": {"parts": [{"text": "Here"},
              {"inlineData": {"mimeType": "image/png", "data": "AA=="}},
              {"inlineData": {"mimeType": "image/jpeg", "data": "BB=="}}]},
              "finishReason": "STOP"}]}
            """);

    assertThat(answer.text()).isEqualTo("Here");
    assertThat(answer.choices().get(0).message().extra())
        .containsEntry(
            "images",
            tree(
                """
                [{'type':'image_url','image_url':{'url':'data:image/png;base64,AA=='}},
                 {'type':'image_url','image_url':{'url':'data:image/jpeg;base64,BB=='}}]
                """));
  }

  @Test
  void severalCandidatesAreSeveralChoices() {
    ChatResponse answer =
        wire.answer(
            """
            {"candidates": [
              {"content": {"parts": [{"text": "A"}]}, "finishReason": "STOP"},
              {"content": {"parts": [{"text": "B"}]}, "finishReason": "MAX_TOKENS", "index": 1}]}
            """);

    assertThat(answer.choices()).hasSize(2);
    assertThat(answer.choices().get(1).message().text()).isEqualTo("B");
    assertThat(answer.choices().get(1).finishReason()).isNotNull();
  }

  @Test
  void everyFinishReasonHasAWordOfOpenAis() {
    assertThat(finish("STOP")).isEqualTo("stop");
    assertThat(finish("MAX_TOKENS")).isEqualTo("length");
    for (String word :
        List.of(
            "SAFETY",
            "RECITATION",
            "BLOCKLIST",
            "PROHIBITED_CONTENT",
            "SPII",
            "IMAGE_SAFETY",
            "MODEL_ARMOR")) {
      assertThat(finish(word)).isEqualTo("content_filter");
    }
    assertThat(finish("OTHER")).isEqualTo("stop");
    assertThat(finish("INVENTED_TOMORROW")).isEqualTo("stop");
  }

  @Test
  void aModelThatFailedIsAnInvalidAnswer() {
    for (String word : List.of("MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL")) {
      assertThatExceptionOfType(UpstreamFailure.class)
          .isThrownBy(() -> finish(word))
          .withMessageContaining(word);
    }
  }

  @Test
  void f14ABlockedPromptIsFiltered() {
    ChatResponse answer =
        wire.answer(
            """
            {"promptFeedback": {"blockReason": "SAFETY"}, "responseId": "r",
             "usageMetadata": {"promptTokenCount": 4, "totalTokenCount": 4}}
            """);

    assertThat(answer.text()).isEmpty();
    assertThat(Objects.requireNonNull(answer.finishReason()).word()).isEqualTo("content_filter");
  }

  @Test
  void f17AnErrorInAnAnswerOf200IsThatError() {
    assertThat(failure("{\"error\": {\"code\": 503, \"message\": \"The model is overloaded.\"}}"))
        .isEqualTo(new Kind.Upstream(UpstreamFault.OVERLOADED));
  }

  @Test
  void f18AnAnswerWithoutCandidatesIsEmpty() {
    assertThat(failure("{\"usageMetadata\": {}}"))
        .isEqualTo(new Kind.Upstream(UpstreamFault.EMPTY_RESPONSE));
  }

  @Test
  void f19WhatIsNoAnswerIsAnInvalidOne() {
    for (String body : new String[] {"", "<html>", "{\"candidates\": [", "{}", "[7]", "17"}) {
      assertThat(failure(body))
          .as(body)
          .isEqualTo(new Kind.Upstream(UpstreamFault.INVALID_RESPONSE));
    }
  }

  @Test
  void f20AStreamThatCameAsOneArrayIsAWholeAnswer() {
    ChatResponse answer =
        wire.answer(
            """
            [{"candidates": [{"content": {"parts": [{"text": "One, "}]}}]},
             {"candidates": [{"content": {"parts": [{"text": "two."}]}, "finishReason": "STOP"}],
              "usageMetadata": {"promptTokenCount": 1, "candidatesTokenCount": 2}}]
            """);

    assertThat(answer.text()).isEqualTo("One, two.");
    assertThat(answer.usage()).isEqualTo(Usage.of(1, 2));
  }

  private String finish(String word) {
    ChatResponse answer =
        wire.answer(
            """
            {"candidates": [{"content": {"parts": [{"text": "Hi"}]}, "finishReason": "%s",
              "finishMessage": "so it is"}]}
            """
                .formatted(word));
    FinishReason finish = Objects.requireNonNull(answer.finishReason());
    assertThat(finish.raw()).isEqualTo(word);
    return finish.word();
  }

  private Kind failure(String body) {
    try {
      wire.answer(body);
    } catch (UpstreamFailure failure) {
      return failure.kind();
    }
    throw new AssertionError("no failure for " + body);
  }
}
