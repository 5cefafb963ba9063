package dev.vaultgate.examples.bench.jmh;

import dev.vaultgate.examples.bench.mock.MockSettings;
import java.util.ArrayList;
import java.util.List;

/** The usual answer and the usual stream, as the Anthropic Messages API sends them. */
final class AnthropicBytes {

  private static final String TEXT = "A reverse proxy forwards requests and returns answers. ";
  private static final int SENTENCES = 13;

  private AnthropicBytes() {}

  static String answer() {
    return """
    {"model":"bench-model","id":"msg_01XFDUDYJgAACzvnptvVoYEL","type":"message",\
    "role":"assistant","content":[{"type":"text","text":"%s"}],"stop_reason":"end_turn",\
    "stop_sequence":null,"usage":{"input_tokens":87,"cache_creation_input_tokens":0,\
    "cache_read_input_tokens":0,"output_tokens":142,"service_tier":"standard"}}\
    """
        .formatted(TEXT.repeat(SENTENCES));
  }

  static String stream() {
    List<String> events = new ArrayList<>();
    events.add(
        event(
            "message_start",
            """
            "message":{"model":"bench-model","id":"msg_01XFDUDYJgAACzvnptvVoYEL",\
            "type":"message","role":"assistant","content":[],"stop_reason":null,\
            "stop_sequence":null,"usage":{"input_tokens":87,"cache_creation_input_tokens":0,\
            "cache_read_input_tokens":0,"output_tokens":1}}\
            """));
    events.add(
        event(
            "content_block_start",
            """
            "index":0,"content_block":{"type":"text","text":""}\
            """));
    for (int i = 0; i < MockSettings.USUAL_DELTAS; i++) {
      events.add(
          event(
              "content_block_delta",
              """
              "index":0,"delta":{"type":"text_delta","text":" word%d"}\
              """
                  .formatted(i)));
    }
    events.add(event("content_block_stop", "\"index\":0"));
    events.add(
        event(
            "message_delta",
            """
            "delta":{"stop_reason":"end_turn","stop_sequence":null},\
            "usage":{"output_tokens":64}\
            """));
    events.add("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    return String.join("", events);
  }

  private static String event(String type, String members) {
    return "event: %1$s\ndata: {\"type\":\"%1$s\",%2$s}\n\n".formatted(type, members);
  }
}
