package dev.vaultgate.client.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.RawUpstream;
import dev.vaultgate.client.aws.Frames;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** The dialects of all wires that chat. */
public enum Dialects implements Dialect {
  OPENAI("openai") {
    @Override
    public byte[] whole(Said said) {
      return bytes(
          """
          {"id":"x","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,
          "message":{"role":"assistant","content":%s},"finish_reason":"stop"}],"usage":%s}"""
              .formatted(quoted(said.text()), usage(said)));
    }

    @Override
    public List<byte[]> stream(Said said) {
      List<String> events = new ArrayList<>();
      for (String piece : said.pieces()) {
        events.add(
            chunk("[{\"index\":0,\"delta\":{\"content\":%s}}]".formatted(quoted(piece)), ""));
      }
      events.add(chunk("[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]", ""));
      events.add(chunk("[]", ",\"usage\":" + usage(said)));
      events.add("[DONE]");
      return events.stream().map(event -> bytes("data: " + event + "\n\n")).toList();
    }

    private static String chunk(String choices, String more) {
      return "{\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":"
          + choices
          + more
          + "}";
    }

    private static String usage(Said said) {
      return "{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}"
          .formatted(
              said.promptTokens(), said.outputTokens(), said.promptTokens() + said.outputTokens());
    }
  },
  RESPONSES("openai-responses") {
    @Override
    public byte[] whole(Said said) {
      return bytes(response(said, "completed"));
    }

    @Override
    public List<byte[]> stream(Said said) {
      List<byte[]> events = new ArrayList<>();
      String empty = response(new Said(List.of(), 0, 0), "in_progress");
      events.add(event("response.created", "\"response\":" + empty));
      events.add(
          event(
              "response.output_item.added",
              "\"output_index\":0,\"item\":{\"id\":\"i\",\"type\":\"message\",\"role\":\"assistant\","
                  + "\"status\":\"in_progress\",\"content\":[]}"));
      for (String piece : said.pieces()) {
        events.add(
            event(
                "response.output_text.delta",
                "\"item_id\":\"i\",\"output_index\":0,\"content_index\":0,\"delta\":"
                    + quoted(piece)));
      }
      events.add(event("response.completed", "\"response\":" + response(said, "completed")));
      return events;
    }

    private static byte[] event(String type, String rest) {
      return bytes(
          "event: %s\ndata: {\"type\":\"%s\",\"sequence_number\":0,%s}\n\n"
              .formatted(type, type, rest));
    }

    private static String response(Said said, String status) {
      String output =
          said.pieces().isEmpty()
              ? ""
              : ("{\"id\":\"i\",\"type\":\"message\",\"role\":\"assistant\",\"status\":\"completed\","
                      + "\"content\":[{\"type\":\"output_text\",\"text\":%s,\"annotations\":[]}]}")
                  .formatted(quoted(said.text()));
      return ("{\"id\":\"r\",\"object\":\"response\",\"created_at\":1,\"model\":\"m\",\"status\":\"%s\","
              + "\"output\":[%s],\"usage\":{\"input_tokens\":%d,\"output_tokens\":%d,"
              + "\"total_tokens\":%d}}")
          .formatted(
              status,
              output,
              said.promptTokens(),
              said.outputTokens(),
              said.promptTokens() + said.outputTokens());
    }
  },
  ANTHROPIC("anthropic") {
    @Override
    public byte[] whole(Said said) {
      return bytes(
          """
          {"id":"x","type":"message","role":"assistant","model":"m","content":[{"type":"text",
          "text":%s}],"stop_reason":"end_turn","usage":{"input_tokens":%d,"output_tokens":%d}}"""
              .formatted(quoted(said.text()), said.promptTokens(), said.outputTokens()));
    }

    @Override
    public List<byte[]> stream(Said said) {
      return events(said).stream()
          .map(
              event ->
                  bytes(
                      "event: %s\ndata: %s\n\n"
                          .formatted(event.path("type").asText(), Json.text(event))))
          .toList();
    }

    @Override
    public byte[] error(int status, String code, String message) {
      return bytes(
          "{\"type\":\"error\",\"error\":{\"type\":%s,\"message\":%s}}"
              .formatted(quoted(code), quoted(message)));
    }
  },
  GEMINI("gemini") {
    @Override
    public boolean isStream(RawUpstream.Request request) {
      return request.target().contains("streamGenerateContent");
    }

    @Override
    public byte[] whole(Said said) {
      return bytes(part(said.text(), ",\"finishReason\":\"STOP\"", said));
    }

    @Override
    public List<byte[]> stream(Said said) {
      List<byte[]> events = new ArrayList<>();
      for (String piece : said.pieces()) {
        events.add(bytes("data: " + part(piece, "", said) + "\r\n\r\n"));
      }
      events.add(bytes("data: " + part("", ",\"finishReason\":\"STOP\"", said) + "\r\n\r\n"));
      return events;
    }

    private static String part(String text, String more, Said said) {
      return ("{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":%s}]}%s,"
              + "\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":%d,"
              + "\"candidatesTokenCount\":%d,\"totalTokenCount\":%d},\"modelVersion\":\"m\","
              + "\"responseId\":\"x\"}")
          .formatted(
              quoted(text),
              more,
              said.promptTokens(),
              said.outputTokens(),
              said.promptTokens() + said.outputTokens());
    }

    @Override
    public byte[] error(int status, String code, String message) {
      return bytes(
          "{\"error\":{\"code\":%d,\"message\":%s,\"status\":%s}}"
              .formatted(status, quoted(message), quoted(code)));
    }
  },
  COHERE("cohere") {
    @Override
    public byte[] whole(Said said) {
      return bytes(
          """
          {"id":"x","message":{"role":"assistant","content":[{"type":"text","text":%s}]},
          "finish_reason":"COMPLETE","usage":%s}"""
              .formatted(quoted(said.text()), usage(said)));
    }

    @Override
    public List<byte[]> stream(Said said) {
      List<byte[]> events = new ArrayList<>();
      events.add(
          event("message-start", "\"id\":\"x\",\"delta\":{\"message\":{\"role\":\"assistant\"}}"));
      events.add(
          event(
              "content-start",
              "\"index\":0,\"delta\":{\"message\":{\"content\":{\"type\":\"text\",\"text\":\"\"}}}"));
      for (String piece : said.pieces()) {
        events.add(
            event(
                "content-delta",
                "\"index\":0,\"delta\":{\"message\":{\"content\":{\"text\":%s}}}"
                    .formatted(quoted(piece))));
      }
      events.add(event("content-end", "\"index\":0"));
      events.add(
          event(
              "message-end",
              "\"delta\":{\"finish_reason\":\"COMPLETE\",\"usage\":%s}".formatted(usage(said))));
      return events;
    }

    private static byte[] event(String type, String rest) {
      return bytes("event: %s\ndata: {\"type\":\"%s\",%s}\n\n".formatted(type, type, rest));
    }

    private static String usage(Said said) {
      return "{\"tokens\":{\"input_tokens\":%d,\"output_tokens\":%d}}"
          .formatted(said.promptTokens(), said.outputTokens());
    }

    @Override
    public byte[] error(int status, String code, String message) {
      return bytes("{\"message\":" + quoted(message) + "}");
    }
  },
  OLLAMA("ollama") {
    @Override
    public boolean isStream(RawUpstream.Request request) {
      return !request.body().contains("\"stream\":false");
    }

    @Override
    public String streamType() {
      return "application/x-ndjson";
    }

    @Override
    public byte[] whole(Said said) {
      return bytes(line(said.text(), end(said)));
    }

    @Override
    public List<byte[]> stream(Said said) {
      return Stream.concat(
              said.pieces().stream().map(piece -> line(piece, "\"done\":false")),
              Stream.of(line("", end(said))))
          .map(line -> bytes(line + "\n"))
          .toList();
    }

    private static String line(String text, String rest) {
      return ("{\"model\":\"m\",\"created_at\":\"2026-11-28T00:00:00Z\",\"message\":{\"role\":"
              + "\"assistant\",\"content\":%s},%s}")
          .formatted(quoted(text), rest);
    }

    private static String end(Said said) {
      return "\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":%d,\"eval_count\":%d"
          .formatted(said.promptTokens(), said.outputTokens());
    }

    @Override
    public byte[] error(int status, String code, String message) {
      return bytes("{\"error\":" + quoted(message) + "}");
    }
  },
  BEDROCK("bedrock") {
    @Override
    public boolean isStream(RawUpstream.Request request) {
      return request.target().endsWith("/converse-stream");
    }

    @Override
    public String streamType() {
      return AMAZON_EVENTS;
    }

    @Override
    public byte[] whole(Said said) {
      return bytes(
          """
          {"output":{"message":{"role":"assistant","content":[{"text":%s}]}},
          "stopReason":"end_turn","usage":%s}"""
              .formatted(quoted(said.text()), usage(said)));
    }

    @Override
    public List<byte[]> stream(Said said) {
      List<byte[]> frames = new ArrayList<>();
      frames.add(frame("messageStart", "{\"role\":\"assistant\"}"));
      for (String piece : said.pieces()) {
        frames.add(
            frame(
                "contentBlockDelta",
                "{\"contentBlockIndex\":0,\"delta\":{\"text\":%s}}".formatted(quoted(piece))));
      }
      frames.add(frame("contentBlockStop", "{\"contentBlockIndex\":0}"));
      frames.add(frame("messageStop", "{\"stopReason\":\"end_turn\"}"));
      frames.add(frame("metadata", "{\"usage\":" + usage(said) + "}"));
      return frames;
    }

    private static String usage(Said said) {
      return "{\"inputTokens\":%d,\"outputTokens\":%d,\"totalTokens\":%d}"
          .formatted(
              said.promptTokens(), said.outputTokens(), said.promptTokens() + said.outputTokens());
    }

    @Override
    public byte[] error(int status, String code, String message) {
      return bytes("{\"message\":" + quoted(message) + "}");
    }
  },
  BEDROCK_INVOKE("bedrock-invoke") {
    @Override
    public boolean isStream(RawUpstream.Request request) {
      return request.target().endsWith("/invoke-with-response-stream");
    }

    @Override
    public String streamType() {
      return AMAZON_EVENTS;
    }

    @Override
    public byte[] whole(Said said) {
      return ANTHROPIC.whole(said);
    }

    @Override
    public List<byte[]> stream(Said said) {
      return events(said).stream()
          .map(event -> Base64.getEncoder().encodeToString(bytes(Json.text(event))))
          .map(base64 -> frame("chunk", "{\"bytes\":\"" + base64 + "\"}"))
          .toList();
    }

    @Override
    public byte[] error(int status, String code, String message) {
      return BEDROCK.error(status, code, message);
    }
  };

  private static final String AMAZON_EVENTS = "application/vnd.amazon.eventstream";

  private final String wire;

  Dialects(String wire) {
    this.wire = wire;
  }

  @Override
  public String wire() {
    return wire;
  }

  @Override
  public boolean isStream(RawUpstream.Request request) {
    return request.body().replace(" ", "").contains("\"stream\":true");
  }

  @Override
  public byte[] error(int status, String code, String message) {
    return bytes(
        "{\"error\":{\"message\":%s,\"type\":null,\"param\":null,\"code\":%s}}"
            .formatted(quoted(message), quoted(code)));
  }

  /** The events of Anthropic's dialect, which Amazon passes on as they are. */
  private static List<ObjectNode> events(Dialect.Said said) {
    List<ObjectNode> events = new ArrayList<>();
    ObjectNode start = Json.object().put("type", "message_start");
    start
        .putObject("message")
        .put("id", "x")
        .put("type", "message")
        .put("role", "assistant")
        .put("model", "m")
        .putObject("usage")
        .put("input_tokens", said.promptTokens())
        .put("output_tokens", 0);
    events.add(start);
    ObjectNode block = Json.object().put("type", "content_block_start").put("index", 0);
    block.putObject("content_block").put("type", "text").put("text", "");
    events.add(block);
    for (String piece : said.pieces()) {
      ObjectNode delta = Json.object().put("type", "content_block_delta").put("index", 0);
      delta.putObject("delta").put("type", "text_delta").put("text", piece);
      events.add(delta);
    }
    events.add(Json.object().put("type", "content_block_stop").put("index", 0));
    ObjectNode end = Json.object().put("type", "message_delta");
    end.putObject("delta").put("stop_reason", "end_turn");
    end.putObject("usage").put("output_tokens", said.outputTokens());
    events.add(end);
    events.add(Json.object().put("type", "message_stop"));
    return events;
  }

  private static byte[] frame(String type, String json) {
    return new Frames().event(type, json).bytes();
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static String quoted(String text) {
    return Json.text(Json.mapper().valueToTree(text));
  }
}
