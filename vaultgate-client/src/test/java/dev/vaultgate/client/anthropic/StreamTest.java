package dev.vaultgate.client.anthropic;

import static dev.vaultgate.client.WireProbe.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.ToolCall;
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

  private static final String START =
      """
      event: message_start
      data: {"type":"message_start","message":{"id":"msg_1","model":"claude","content":[],\
      "usage":{"input_tokens":12,"cache_read_input_tokens":30,"output_tokens":1}}}

      """;

  private static final String END =
      """
      event: message_delta
      data: {"type":"message_delta","delta":{"stop_reason":"%s"},"usage":{"output_tokens":8}}

      event: message_stop
      data: {"type":"message_stop"}

      """;

  private final WireProbe wire = WireProbe.of(new AnthropicWire());

  @Test
  void f33TextIsTheSameWhereverItIsCut() {
    ChatResponse answer =
        wire.stream(
            START
                + """
                event: content_block_start
                data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                event: ping
                data: {"type":"ping"}

                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Grüße "}}

                event: invented_tomorrow
                data: {"type":"invented_tomorrow","index":0,"delta":{"text":"?"}}

                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"🌍"}}

                data: {"type":"content_block_stop","index":0}

                """
                + END.formatted("end_turn"));

    assertThat(answer.id()).isEqualTo("msg_1");
    assertThat(answer.model()).isEqualTo("claude");
    assertThat(answer.text()).isEqualTo("Grüße 🌍");
    assertThat(Objects.requireNonNull(answer.finishReason()).word()).isEqualTo("stop");
    assertThat(answer.usage()).isEqualTo(Usage.of(42, 8, 30, 0, 0));
  }

  @Test
  void blocksOfParallelCallsMayInterleave() {
    ChatResponse answer =
        wire.stream(
            START
                + """
                data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":"Ok."}}

                data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"a","name":"f","input":{}}}

                data: {"type":"content_block_start","index":2,"content_block":{"type":"server_tool_use","id":"s","name":"web_search","input":{}}}

                data: {"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"b","name":"g","input":{}}}

                data: {"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"{\\"x\\":"}}

                data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":""}}

                data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{}"}}

                data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\\"y\\":\\"\\\\u00"}}

                data: {"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"1}"}}

                data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"e9\\"}"}}

                data: {"type":"content_block_stop","index":0}

                data: {"type":"content_block_stop","index":1}

                data: {"type":"content_block_stop","index":2}

                data: {"type":"content_block_stop","index":3}

                """
                + END.formatted("tool_use"));

    assertThat(answer.text()).isEqualTo("Ok.");
    assertThat(answer.toolCalls())
        .containsExactly(
            ToolCall.function("a", "f", "{\"y\":\"\\u00e9\"}"),
            ToolCall.function("b", "g", "{\"x\":1}"));
    assertThat(Objects.requireNonNull(answer.finishReason()).word()).isEqualTo("tool_calls");
  }

  @Test
  void argumentsThatNeverCameAreNone() {
    ChatResponse answer =
        wire.stream(
            START
                + """
                data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"a","name":"f","input":{}}}

                data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":""}}

                data: {"type":"content_block_stop","index":0}

                data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"b","name":"g","input":{"k":"v"}}}

                data: {"type":"content_block_stop","index":1}

                """
                + END.formatted("tool_use"));

    assertThat(answer.toolCalls())
        .containsExactly(
            ToolCall.function("a", "f", "{}"), ToolCall.function("b", "g", "{\"k\":\"v\"}"));
  }

  @Test
  void thinkingComesAsTextAndAsBlocksToBeSentBack() {
    ChatResponse answer =
        wire.stream(
            START
                + """
                data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

                data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"One, "}}

                data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"two."}}

                data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"sig"}}

                data: {"type":"content_block_stop","index":0}

                data: {"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"dark"}}

                data: {"type":"content_block_stop","index":1}

                data: {"type":"content_block_start","index":2,"content_block":{"type":"text","text":"3"}}

                data: {"type":"content_block_stop","index":2}

                """
                + END.formatted("max_tokens"));

    Message.Assistant message = answer.choices().get(0).message();
    assertThat(message.text()).isEqualTo("3");
    assertThat(message.reasoning()).isEqualTo("One, two.");
    assertThat(message.extra())
        .containsEntry(
            "reasoning_details",
            tree(
                """
                [{'type':'thinking','thinking':'One, two.','signature':'sig'},
                 {'type':'redacted_thinking','data':'dark'}]
                """));
    assertThat(Objects.requireNonNull(answer.finishReason()).word()).isEqualTo("length");
  }

  @Test
  void theToolThatStandsForTheAnswerStreamsAsText() {
    ChatResponse answer =
        wire.stream(
            START
                + """
                data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"a","name":"vaultgate_answer","input":{}}}

                data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\\"a\\":"}}

                data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"1}"}}

                data: {"type":"content_block_stop","index":0}

                """
                + END.formatted("tool_use"));

    assertThat(answer.text()).isEqualTo("{\"a\":1}");
    assertThat(answer.toolCalls()).isEmpty();
    assertThat(Objects.requireNonNull(answer.finishReason()).word()).isEqualTo("stop");
  }

  @Test
  void sourcesFollowTheTextThatNamesThem() {
    ChatResponse answer =
        wire.stream(
            START
                + """
                data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                data: {"type":"content_block_delta","index":0,"delta":{"type":"citations_delta","citation":{"type":"web_search_result_location","url":"https://a.test","title":"A"}}}

                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Rain."}}

                data: {"type":"content_block_stop","index":0}

                """
                + END.formatted("end_turn"));

    assertThat(answer.choices().get(0).message().extra())
        .containsEntry(
            "annotations",
            tree(
                """
                [{'type':'url_citation','url_citation':
                  {'url':'https://a.test','title':'A','start_index':0,'end_index':5}}]
                """));
  }

  @Test
  void laterTotalsReplaceEarlierOnesButNoughtHidesNone() {
    ChatResponse answer =
        wire.stream(
            START
                + """
                data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":0,"cache_read_input_tokens":40,"output_tokens":9}}

                data: {"type":"message_stop"}

                """);

    assertThat(answer.usage()).isEqualTo(Usage.of(52, 9, 40, 0, 0));
  }

  @Test
  void theHeadComesFirst() {
    assertThat(wire.events(START + END.formatted("end_turn")).get(0))
        .isInstanceOf(ChatEvent.Start.class);
    assertThat(wire.events(END.formatted("end_turn")).get(0))
        .isEqualTo(new ChatEvent.Start("", "the-model", 0, Map.of()));
  }

  @Test
  void f25AStreamWithoutAStopReasonIsCut() {
    String text =
        """
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":"Hi"}}

        """;
    String reason =
        """
        data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":1}}

        """;

    assertThat(wire.isComplete(START + text)).isFalse();
    assertThat(wire.isComplete(START + text + reason)).isTrue();
  }

  @Test
  void f24AnErrorAfterTextIsThrown() {
    assertThatExceptionOfType(UpstreamFailure.class)
        .isThrownBy(
            () ->
                wire.events(
                    START
                        + """
                        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":"Hi"}}

                        event: error
                        data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}

                        """))
        .withMessage("Overloaded")
        .satisfies(
            f -> assertThat(f.kind()).isEqualTo(new Kind.Upstream(UpstreamFault.OVERLOADED)));
  }

  @Test
  void f41AnEventThatCannotBeReadIsAnInvalidAnswer() {
    for (String event :
        new String[] {
          "data: {\"type\":\"content_block_del\n\n",
          "data: hello\n\n",
          "data: {\"type\":\"content_block_delta\",\"index\":7,\"delta\":{\"text\":\"x\"}}\n\n"
        }) {
      assertThatExceptionOfType(UpstreamFailure.class)
          .as(event)
          .isThrownBy(() -> wire.events(START + event))
          .satisfies(
              f ->
                  assertThat(f.kind())
                      .isEqualTo(new Kind.Upstream(UpstreamFault.INVALID_RESPONSE)));
    }
  }
}
