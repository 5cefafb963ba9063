package dev.vaultgate.server.sdk;

import dev.vaultgate.client.RawUpstream.Script;

/** What the provider behind {@link SdkGateway} says, in the dialect that it is asked in. */
final class ProviderAnswers {

  private static final String JSON = "application/json";
  private static final String EVENTS = "text/event-stream";

  private static final String LAB_CHUNK =
      "data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"one\","
          + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"%s\"},"
          + "\"finish_reason\":null}]}\n\n";

  private static final String CLAUDE_ANSWER =
      """
      {"id":"msg_1","type":"message","role":"assistant","model":"two","content":[%s],
      "stop_reason":"%s","stop_sequence":null,"usage":{"input_tokens":10,"output_tokens":2}}""";

  private ProviderAnswers() {}

  static Script labText(String text) {
    String answer =
        """
        {"id":"x","object":"chat.completion","created":1,"model":"one","choices":[{"index":0,
        "message":{"role":"assistant","content":"%s"},"finish_reason":"stop"}],
        "usage":{"prompt_tokens":10,"completion_tokens":2,"total_tokens":12}}"""
            .formatted(text);
    return connection -> connection.answer(200, JSON, answer);
  }

  /** A stream that begins, and then says no more until the caller leaves. */
  static Script labSilentAfter(String text) {
    return connection ->
        connection.head(200, EVENTS).send(LAB_CHUNK.formatted(text)).awaitCallerLeaving();
  }

  /** A stream that ends in the middle. */
  static Script labCutAfter(String text) {
    return connection -> connection.head(200, EVENTS).send(LAB_CHUNK.formatted(text)).finish();
  }

  static Script claudeText(String text) {
    String block = "{\"type\":\"text\",\"text\":\"%s\"}".formatted(text);
    return connection -> connection.answer(200, JSON, CLAUDE_ANSWER.formatted(block, "end_turn"));
  }

  static Script claudeCall(String id, String tool, String arguments) {
    String block =
        "{\"type\":\"tool_use\",\"id\":\"%s\",\"name\":\"%s\",\"input\":%s}"
            .formatted(id, tool, arguments);
    return connection -> connection.answer(200, JSON, CLAUDE_ANSWER.formatted(block, "tool_use"));
  }

  /** The same, streamed, with the arguments in two pieces. */
  static Script claudeCallStream(String id, String tool, String arguments) {
    String quoted = arguments.replace("\"", "\\\"");
    int half = quoted.indexOf(':') + 1;
    String events =
        """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant",\
        "model":"two","content":[],"stop_reason":null,"stop_sequence":null,\
        "usage":{"input_tokens":10,"output_tokens":1}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use",\
        "id":"%1$s","name":"%2$s","input":{}}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta",\
        "partial_json":"%3$s"}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta",\
        "partial_json":"%4$s"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},\
        "usage":{"output_tokens":9}}

        event: message_stop
        data: {"type":"message_stop"}

        """
            .formatted(id, tool, quoted.substring(0, half), quoted.substring(half));
    return connection -> connection.head(200, EVENTS).send(events).finish();
  }

  /** A failure whose words are for the operator alone. */
  static Script error(int status) {
    return connection ->
        connection.answer(
            status, JSON, "{\"error\":{\"message\":\"not with sk-lab\",\"type\":\"x\"}}");
  }
}
