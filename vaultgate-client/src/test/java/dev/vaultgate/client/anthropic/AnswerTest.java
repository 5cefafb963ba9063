package dev.vaultgate.client.anthropic;

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
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is read from whole answers. */
class AnswerTest {

  private final WireProbe wire = WireProbe.of(new AnthropicWire());

  @Test
  void thinkingTextAndCallsAreToldApart() {
    ChatResponse answer =
        wire.answer(
            """
            {"id": "msg_1", "type": "message", "role": "assistant", "model": "claude", "content": [
              {"type": "thinking", "thinking": "Hm.", "signature": "s"},
              {"type": "redacted_thinking", "data": "d"},
              {"type": "text", "text": "It is "},
              {"type": "server_tool_use", "id": "x", "name": "web_search", "input": {}},
              {"type": "web_search_tool_result", "tool_use_id": "x", "content": []},
              {"type": "invented_tomorrow", "text": "?"},
              {"type": "text", "text": "sunny."},
              {"type": "tool_use", "id": "t1", "name": "f", "input": {"b": 1, "a": 2.50}},
              {"type": "tool_use", "id": "t2", "name": "g", "input": {}}],
             "stop_reason": "tool_use",
             "usage": {"input_tokens": 5, "cache_read_input_tokens": 100,
               "cache_creation_input_tokens": 20, "output_tokens": 9,
               "output_tokens_details": {"thinking_tokens": 3},
               "cache_creation": {"ephemeral_5m_input_tokens": 20}}}
            """);

    Message.Assistant message = answer.choices().get(0).message();
    assertThat(answer.id()).isEqualTo("msg_1");
    assertThat(answer.model()).isEqualTo("claude");
    assertThat(message.text()).isEqualTo("It is sunny.");
    assertThat(message.reasoning()).isEqualTo("Hm.");
    assertThat(message.extra())
        .containsEntry(
            "reasoning_details",
            tree(
                """
                [{'type':'thinking','thinking':'Hm.','signature':'s'},
                 {'type':'redacted_thinking','data':'d'}]
                """));
    assertThat(message.toolCalls())
        .containsExactly(
            ToolCall.function("t1", "f", "{\"b\":1,\"a\":2.50}"),
            ToolCall.function("t2", "g", "{}"));
    assertThat(answer.finishReason())
        .isEqualTo(new FinishReason(FinishReason.Kind.TOOL_CALLS, "tool_use"));
    Usage usage = Objects.requireNonNull(answer.usage());
    assertThat(usage.promptTokens()).isEqualTo(125);
    assertThat(usage.cachedTokens()).isEqualTo(100);
    assertThat(usage.cacheWriteTokens()).isEqualTo(20);
    assertThat(usage.completionTokens()).isEqualTo(9);
    assertThat(usage.reasoningTokens()).isEqualTo(3);
    assertThat(usage.totalTokens()).isEqualTo(134);
    assertThat(usage.extra()).containsOnlyKeys("cache_creation");
  }

  @Test
  void everyStopReasonHasAWordOfOpenAis() {
    assertThat(finish("end_turn")).isEqualTo("stop");
    assertThat(finish("stop_sequence")).isEqualTo("stop");
    assertThat(finish("pause_turn")).isEqualTo("stop");
    assertThat(finish("max_tokens")).isEqualTo("length");
    assertThat(finish("model_context_window_exceeded")).isEqualTo("length");
    assertThat(finish("refusal")).isEqualTo("content_filter");
    assertThat(finish("invented_tomorrow")).isEqualTo("stop");
  }

  @Test
  void theToolThatStandsForTheAnswerIsText() {
    ChatResponse answer =
        wire.answer(
            """
            {"id": "m", "content": [{"type": "tool_use", "id": "t", "name": "vaultgate_answer",
              "input": {"city": "Rome"}}], "stop_reason": "tool_use"}
            """);

    assertThat(answer.text()).isEqualTo("{\"city\":\"Rome\"}");
    assertThat(answer.toolCalls()).isEmpty();
    assertThat(Objects.requireNonNull(answer.finishReason()).word()).isEqualTo("stop");
    assertThat(answer.usage()).isNull();
  }

  @Test
  void sourcesOnTheWebAreAnnotations() {
    ChatResponse answer =
        wire.answer(
            """
            {"content": [{"type": "text", "text": "So: "},
              {"type": "text", "text": "rain.", "citations": [
                {"type": "web_search_result_location", "url": "https://a.test", "title": "A",
                 "encrypted_index": "x", "cited_text": "rain"},
                {"type": "char_location", "document_index": 0}]}], "stop_reason": "end_turn"}
            """);

    assertThat(answer.choices().get(0).message().extra())
        .containsEntry(
            "annotations",
            tree(
                """
                [{'type':'url_citation','url_citation':
                  {'url':'https://a.test','title':'A','start_index':4,'end_index':9}}]
                """));
  }

  @Test
  void f17AnErrorInAnAnswerOf200IsThatError() {
    assertThatExceptionOfType(UpstreamFailure.class)
        .isThrownBy(
            () ->
                wire.answer(
                    """
                    {"type": "error", "error": {"type": "overloaded_error", "message": "Busy"}}
                    """))
        .satisfies(
            f -> assertThat(f.kind()).isEqualTo(new Kind.Upstream(UpstreamFault.OVERLOADED)));
  }

  @Test
  void f19WhatIsNoMessageIsAnInvalidAnswer() {
    for (String body : new String[] {"", "<html>", "{\"content\": [", "[]", "{}", "17"}) {
      assertThatExceptionOfType(UpstreamFailure.class)
          .as(body)
          .isThrownBy(() -> wire.answer(body))
          .satisfies(
              f ->
                  assertThat(f.kind())
                      .isEqualTo(new Kind.Upstream(UpstreamFault.INVALID_RESPONSE)));
    }
  }

  private String finish(String stopReason) {
    ChatResponse answer =
        wire.answer(
            """
            {"content": [{"type": "text", "text": "Hi"}], "stop_reason": "%s"}
            """
                .formatted(stopReason));
    FinishReason finish = Objects.requireNonNull(answer.finishReason());
    assertThat(finish.raw()).isEqualTo(stopReason);
    return finish.word();
  }
}
