package dev.vaultgate.client;

import dev.vaultgate.api.FinishReason;
import dev.vaultgate.client.anthropic.AnthropicWire;
import dev.vaultgate.client.aws.Frames;
import dev.vaultgate.client.bedrock.BedrockInvokeWire;
import dev.vaultgate.client.bedrock.BedrockWire;
import dev.vaultgate.client.cohere.CohereWire;
import dev.vaultgate.client.gemini.GeminiWire;
import dev.vaultgate.client.ollama.OllamaWire;
import dev.vaultgate.client.openai.OpenAiWire;
import dev.vaultgate.client.responses.ResponsesWire;
import dev.vaultgate.client.vertex.VertexWire;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;

/** One stream for each dialect, with characters of one to four bytes. A new wire adds one here. */
final class StreamFixtures {

  static final String TEXT = "Grüße, 世界 🌍";
  static final String ARGUMENTS = "{\"city\":\"Zürich\",\"days\":2}";

  private StreamFixtures() {}

  static Stream<StreamFixture> all() {
    return Stream.of(
        openAi(),
        azure(),
        mistral(),
        anthropic(),
        gemini(),
        cohere(),
        ollama(),
        responses(),
        bedrock(),
        bedrockInvoke(),
        gemini().by("vertex, Gemini", new VertexWire(), "gemini-2.5-pro"),
        anthropic().by("vertex, Claude", new VertexWire(), "claude-sonnet-4-5"),
        mistral().by("vertex, Mistral", new VertexWire(), "mistral-medium-3"),
        openAi().by("vertex, open models", new VertexWire(), "meta/llama-4-maas"));
  }

  /** It begins without a choice, and comments on every piece of the answer. */
  private static StreamFixture azure() {
    String stream = new String(openAi().bytes(), StandardCharsets.UTF_8);
    return StreamFixture.ofLines(
        "azure",
        new OpenAiWire(),
        """
        data: {"id":"","object":"","created":0,"model":"","choices":[],"prompt_filter_results":[{"prompt_index":0,"content_filter_results":{"hate":{"filtered":false,"severity":"safe"}}}]}

        """
            + stream.replace(
                "\"finish_reason\":null",
                "\"finish_reason\":null,\"content_filter_results\":{\"hate\":{\"filtered\":false}}"),
        TEXT,
        ARGUMENTS,
        FinishReason.Kind.TOOL_CALLS);
  }

  /** Content in parts, a call as a whole, and usage with the finish. */
  private static StreamFixture mistral() {
    return StreamFixture.ofLines(
        "mistral",
        new OpenAiWire(),
        """
        data: {"id":"m1","object":"chat.completion.chunk","created":5,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}

        data: {"id":"m1","object":"chat.completion.chunk","created":5,"model":"m","choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Ich grüße."}]}]},"finish_reason":null}]}

        data: {"id":"m1","object":"chat.completion.chunk","created":5,"model":"m","choices":[{"index":0,"delta":{"content":[{"type":"text","text":"Grüße, "}]},"finish_reason":null}]}

        data: {"id":"m1","object":"chat.completion.chunk","created":5,"model":"m","choices":[{"index":0,"delta":{"content":"世界 🌍"},"finish_reason":null}]}

        data: {"id":"m1","object":"chat.completion.chunk","created":5,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"id":"abcdefghi","function":{"name":"weather","arguments":"{\\"city\\":\\"Zürich\\",\\"days\\":2}"},"index":0}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18}}

        data: [DONE]

        """,
        TEXT,
        ARGUMENTS,
        FinishReason.Kind.TOOL_CALLS);
  }

  /** Claude's own events, each in a frame. */
  private static StreamFixture bedrockInvoke() {
    Frames frames = new Frames();
    for (String event : new String(anthropic().bytes(), StandardCharsets.UTF_8).split("\n\n", -1)) {
      if (!event.isBlank()) {
        byte[] json = event.substring(event.indexOf('{')).getBytes(StandardCharsets.UTF_8);
        frames.event(
            "chunk",
            "{\"bytes\":\"" + Base64.getEncoder().encodeToString(json) + "\",\"p\":\"abc\"}");
      }
    }
    return new StreamFixture(
        "bedrock-invoke",
        new BedrockInvokeWire(),
        frames.bytes(),
        TEXT,
        ARGUMENTS,
        FinishReason.Kind.TOOL_CALLS,
        false,
        "anthropic.claude-sonnet-4-5");
  }

  private static StreamFixture openAi() {
    return StreamFixture.ofLines(
        "openai",
        new OpenAiWire(),
        """
        data: {"id":"c1","object":"chat.completion.chunk","created":5,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"Grüße, "},"finish_reason":null}]}

        data: {"id":"c1","object":"chat.completion.chunk","created":5,"model":"m","choices":[{"index":0,"delta":{"content":"世界 🌍"},"finish_reason":null}]}

        data: {"id":"c1","object":"chat.completion.chunk","created":5,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Zü"}}]},"finish_reason":null}]}

        data: {"id":"c1","object":"chat.completion.chunk","created":5,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"rich\\",\\"days\\":2}"}}]},"finish_reason":null}]}

        data: {"id":"c1","object":"chat.completion.chunk","created":5,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

        data: {"id":"c1","object":"chat.completion.chunk","created":5,"model":"m","choices":[],"usage":{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18}}

        data: [DONE]

        """,
        TEXT,
        ARGUMENTS,
        FinishReason.Kind.TOOL_CALLS);
  }

  private static StreamFixture anthropic() {
    return StreamFixture.ofLines(
        "anthropic",
        new AnthropicWire(),
        """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_1","model":"claude","content":[],"usage":{"input_tokens":11,"output_tokens":1}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Grüße, "}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"世界 🌍"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: content_block_start
        data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"toolu_1","name":"weather","input":{}}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\\"city\\":\\"Zü"}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"rich\\",\\"days\\":2}"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":1}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":7}}

        event: message_stop
        data: {"type":"message_stop"}

        """,
        TEXT,
        ARGUMENTS,
        FinishReason.Kind.TOOL_CALLS);
  }

  private static StreamFixture responses() {
    return StreamFixture.ofLines(
        "responses",
        new ResponsesWire(),
        """
        event: response.created
        data: {"type":"response.created","sequence_number":0,"response":{"id":"resp_1","created_at":5,"model":"m","status":"in_progress","error":null,"output":[],"usage":null}}

        event: response.output_item.added
        data: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"msg_1","type":"message","role":"assistant","status":"in_progress","content":[]}}

        event: response.output_text.delta
        data: {"type":"response.output_text.delta","sequence_number":2,"item_id":"msg_1","output_index":0,"content_index":0,"delta":"Grüße, "}

        event: response.output_text.delta
        data: {"type":"response.output_text.delta","sequence_number":3,"item_id":"msg_1","output_index":0,"content_index":0,"delta":"世界 🌍"}

        event: response.output_item.done
        data: {"type":"response.output_item.done","sequence_number":4,"output_index":0,"item":{"id":"msg_1","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Grüße, 世界 🌍","annotations":[]}]}}

        event: response.output_item.added
        data: {"type":"response.output_item.added","sequence_number":5,"output_index":1,"item":{"id":"fc_1","type":"function_call","call_id":"call_1","name":"weather","arguments":"","status":"in_progress"}}

        event: response.function_call_arguments.delta
        data: {"type":"response.function_call_arguments.delta","sequence_number":6,"item_id":"fc_1","output_index":1,"delta":"{\\"city\\":\\"Zü"}

        event: response.function_call_arguments.delta
        data: {"type":"response.function_call_arguments.delta","sequence_number":7,"item_id":"fc_1","output_index":1,"delta":"rich\\",\\"days\\":2}"}

        event: response.completed
        data: {"type":"response.completed","sequence_number":8,"response":{"id":"resp_1","created_at":5,"model":"m","status":"completed","error":null,"output":[],"usage":{"input_tokens":11,"output_tokens":7,"total_tokens":18}}}

        """,
        TEXT,
        ARGUMENTS,
        FinishReason.Kind.TOOL_CALLS);
  }

  private static StreamFixture cohere() {
    return StreamFixture.ofLines(
        "cohere",
        new CohereWire(),
        """
        event: message-start
        data: {"id":"r1","type":"message-start","delta":{"message":{"role":"assistant","content":[],"tool_plan":"","tool_calls":[],"citations":[]}}}

        event: content-start
        data: {"type":"content-start","index":0,"delta":{"message":{"content":{"type":"text","text":""}}}}

        event: content-delta
        data: {"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"Grüße, "}}}}

        event: content-delta
        data: {"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"世界 🌍"}}}}

        event: content-end
        data: {"type":"content-end","index":0}

        event: tool-plan-delta
        data: {"type":"tool-plan-delta","delta":{"message":{"tool_plan":"I ask the weather."}}}

        event: tool-call-start
        data: {"type":"tool-call-start","index":1,"delta":{"message":{"tool_calls":{"id":"weather_1","type":"function","function":{"name":"weather","arguments":""}}}}}

        event: tool-call-delta
        data: {"type":"tool-call-delta","index":1,"delta":{"message":{"tool_calls":{"function":{"arguments":"{\\"city\\":\\"Zü"}}}}}

        event: tool-call-delta
        data: {"type":"tool-call-delta","index":1,"delta":{"message":{"tool_calls":{"function":{"arguments":"rich\\",\\"days\\":2}"}}}}}

        event: tool-call-end
        data: {"type":"tool-call-end","index":1}

        event: message-end
        data: {"type":"message-end","delta":{"finish_reason":"TOOL_CALL","usage":{"billed_units":{"input_tokens":9,"output_tokens":7},"tokens":{"input_tokens":11,"output_tokens":7}}}}

        data: [DONE]

        """,
        TEXT,
        ARGUMENTS,
        FinishReason.Kind.TOOL_CALLS);
  }

  private static StreamFixture ollama() {
    return new StreamFixture(
        "ollama",
        new OllamaWire(),
        """
        {"model":"m","created_at":"2026-08-04T19:59:11Z","message":{"role":"assistant","content":"Grüße, "},"done":false}
        {"model":"m","created_at":"2026-08-04T19:59:11Z","message":{"role":"assistant","content":"世界 🌍"},"done":false}
        {"model":"m","created_at":"2026-08-04T19:59:12Z","message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"weather","arguments":{"city":"Zürich","days":2}}}]},"done":false}
        {"model":"m","created_at":"2026-08-04T19:59:12Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":11,"eval_count":7}
        """
            .getBytes(StandardCharsets.UTF_8),
        TEXT,
        ARGUMENTS,
        FinishReason.Kind.TOOL_CALLS,
        false);
  }

  private static StreamFixture gemini() {
    return StreamFixture.ofLines(
        "gemini",
        new GeminiWire(),
        """
        data: {"candidates":[{"content":{"role":"model","parts":[{"text":"Grüße, "}]},"index":0}],"usageMetadata":{"promptTokenCount":11,"totalTokenCount":11},"modelVersion":"gemini","responseId":"r1"}

        data: {"candidates":[{"content":{"role":"model","parts":[{"text":"世界 🌍"}]},"index":0}],"modelVersion":"gemini","responseId":"r1"}

        data: {"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"name":"weather","args":{"city":"Zürich","days":2}}}]},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":11,"candidatesTokenCount":7,"totalTokenCount":18},"modelVersion":"gemini","responseId":"r1"}

        """,
        TEXT,
        ARGUMENTS,
        FinishReason.Kind.TOOL_CALLS);
  }

  private static StreamFixture bedrock() {
    return new StreamFixture(
        "bedrock",
        new BedrockWire(),
        new Frames()
            .event("messageStart", "{\"role\":\"assistant\",\"p\":\"abcd\"}")
            .event(
                "contentBlockDelta",
                "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"Grüße, \"},\"p\":\"ab\"}")
            .event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"世界 🌍\"}}")
            .event("contentBlockStop", "{\"contentBlockIndex\":0}")
            .event(
                "contentBlockStart",
                """
                {"contentBlockIndex":1,"start":{"toolUse":{"toolUseId":"t","name":"weather"}}}""")
            .event(
                "contentBlockDelta",
                """
                {"contentBlockIndex":1,"delta":{"toolUse":{"input":"{\\"city\\":\\"Zü"}}}""")
            .event(
                "contentBlockDelta",
                """
                {"contentBlockIndex":1,"delta":{"toolUse":{"input":"rich\\",\\"days\\":2}"}}}""")
            .event("contentBlockStop", "{\"contentBlockIndex\":1}")
            .event("messageStop", "{\"stopReason\":\"tool_use\"}")
            .event(
                "metadata",
                """
                {"usage":{"inputTokens":11,"outputTokens":7,"totalTokens":18}}""")
            .bytes(),
        TEXT,
        ARGUMENTS,
        FinishReason.Kind.TOOL_CALLS,
        false);
  }
}
