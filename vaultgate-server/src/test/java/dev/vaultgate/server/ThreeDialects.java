package dev.vaultgate.server;

import dev.vaultgate.client.RawUpstream;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.server.config.CommandLine;
import dev.vaultgate.server.config.ConfigReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A server as an operator starts it, with one provider that speaks three dialects on a real socket:
 * {@code open-text} is OpenAI's, {@code claude-text} Anthropic's and {@code gem-text} Gemini's.
 * Beside it there is a host of pictures that the operator allows.
 */
final class ThreeDialects implements AutoCloseable {

  static final String KEY_OF_THE_OPERATOR = "key-of-the-operator";
  private static final String CHAT = "/v1/chat/completions";

  final RawUpstream provider = new RawUpstream();
  final RawUpstream pictures = new RawUpstream();
  final VaultGateServer server;
  private final String key;

  ThreeDialects(Path folder) throws IOException {
    Path file = folder.resolve("vaultgate.yaml");
    Files.writeString(
        file,
        """
        server: { port: 0, stop_drain: 1ms }
        store: { url: "jdbc:sqlite::memory:" }
        outbound: { allow: [ "%2$s" ] }
        providers:
          open: { wire: openai, base_url: "%1$s", api_key: "%3$s" }
          claude: { wire: anthropic, base_url: "%1$s", api_key: "%3$s" }
          gem: { wire: gemini, base_url: "%1$s", api_key: "%3$s" }
        models:
          open-text: { deployments: [ open/m ] }
          claude-text: { deployments: [ claude/m ] }
          gem-text: { deployments: [ gem/m ] }
          draw-image: { deployments: [ open/m ], price: { per_image: 0.01 } }
        """
            .formatted(provider.url(), pictures.url().replace("/v1", ""), KEY_OF_THE_OPERATOR));
    server =
        VaultGateServer.of(
            ConfigReader.read(new CommandLine(file, null, null, null, false, false), Map.of()));
    server.start();
    key =
        server
            .gateway()
            .keys()
            .create(KeySpec.named("test").requestsPerMinute(100_000))
            .secret()
            .reveal();
  }

  RawClient.Answer chat(String body) throws IOException {
    return chat("", body);
  }

  /**
   * @param headers further lines of the head, each with its line end
   */
  RawClient.Answer chat(String headers, String body) throws IOException {
    return post("Content-Type: application/json\r\n" + headers, body);
  }

  RawClient.Answer post(String headers, String body) throws IOException {
    return post(CHAT, headers, body);
  }

  RawClient.Answer post(String path, String headers, String body) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      return client
          .send(
              "POST "
                  + path
                  + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                  + key
                  + "\r\n"
                  + headers
                  + "Content-Length: "
                  + body.getBytes(StandardCharsets.UTF_8).length
                  + "\r\n\r\n"
                  + body)
          .answer();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    provider.close();
    pictures.close();
  }

  /** An answer of each dialect, by its model. */
  static String answer(String model) {
    return switch (model) {
      case "gem-text" ->
          "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"hi\"}]},"
              + "\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":3,"
              + "\"candidatesTokenCount\":1,\"totalTokenCount\":4}}";
      case "claude-text" ->
          "{\"id\":\"x\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":["
              + "{\"type\":\"text\",\"text\":\"hi\"}],\"stop_reason\":\"end_turn\",\"usage\":{"
              + "\"input_tokens\":3,\"output_tokens\":1}}";
      default ->
          "{\"id\":\"x\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":["
              + "{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"hi\"},"
              + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,"
              + "\"completion_tokens\":1,\"total_tokens\":4}}";
    };
  }

  /** The same as a stream. */
  static String events(String model) {
    return switch (model) {
      case "gem-text" -> "data: " + answer(model) + "\n\n";
      case "claude-text" ->
          """
          event: message_start
          data: {"type":"message_start","message":{"id":"x","type":"message","role":"assistant",\
          "model":"m","content":[],"usage":{"input_tokens":3,"output_tokens":1}}}

          event: content_block_start
          data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

          event: content_block_delta
          data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"hi"}}

          event: content_block_stop
          data: {"type":"content_block_stop","index":0}

          event: message_delta
          data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},\
          "usage":{"output_tokens":1}}

          event: message_stop
          data: {"type":"message_stop"}

          """;
      default ->
          "data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
              + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"hi\"},"
              + "\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
    };
  }
}
