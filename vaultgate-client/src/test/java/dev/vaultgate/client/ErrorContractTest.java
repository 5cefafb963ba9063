package dev.vaultgate.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.client.UpstreamFailure.Kind;
import dev.vaultgate.client.anthropic.AnthropicWire;
import dev.vaultgate.client.bedrock.BedrockInvokeWire;
import dev.vaultgate.client.bedrock.BedrockWire;
import dev.vaultgate.client.bfl.BflWire;
import dev.vaultgate.client.cohere.CohereWire;
import dev.vaultgate.client.fal.FalWire;
import dev.vaultgate.client.gemini.GeminiWire;
import dev.vaultgate.client.ideogram.IdeogramWire;
import dev.vaultgate.client.ollama.OllamaWire;
import dev.vaultgate.client.openai.OpenAiWire;
import dev.vaultgate.client.replicate.ReplicateWire;
import dev.vaultgate.client.responses.ResponsesWire;
import dev.vaultgate.client.stability.StabilityWire;
import dev.vaultgate.client.vertex.VertexWire;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whose fault an error is, in the bodies that providers of every wire send: {@code errors.csv}.
 * What is expected is a fault of the provider, or the code of a caller's.
 */
class ErrorContractTest {

  private static final Map<String, Wire> WIRES =
      Stream.of(
              new OpenAiWire(),
              new ResponsesWire(),
              new AnthropicWire(),
              new GeminiWire(),
              new VertexWire(),
              new BedrockWire(),
              new BedrockInvokeWire(),
              new CohereWire(),
              new OllamaWire(),
              new BflWire(),
              new FalWire(),
              new IdeogramWire(),
              new ReplicateWire(),
              new StabilityWire())
          .collect(Collectors.toMap(Wire::id, Function.identity()));

  @ParameterizedTest
  @CsvFileSource(resources = "errors.csv", delimiter = '|', quoteCharacter = '`')
  void errorIsOfItsClass(String wire, int status, String expected, String body) {
    assertThat(judged(WIRES.get(wire), status, body == null ? "" : body)).isEqualTo(expected);
  }

  /** Otherwise a caller could have a provider taken out of service, for everybody. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400 | Invalid value: 'invalid_api_key'. Supported values are: 'auto' and 'none'.",
        "400 | Unknown parameter: 'insufficient_quota'.",
        "400 | Invalid schema for function 'billing': credit balance is not of type 'object'.",
        "422 | Invalid tool name 'payment required'.",
        "404 | No file with id 'file-1' found.",
        "404 | Previous response with id 'resp_model_not_found' not found.",
        "404 | Conversation with id 'conv_1' not found.",
      })
  void wordsOfTheRequestWithinAMessageTakeNoProviderOutOfService(int status, String message) {
    String body =
        "{\"error\":{\"message\":\"%s\",\"type\":\"invalid_request_error\",\"code\":null}}"
            .formatted(message);

    for (Wire wire : WIRES.values()) {
      assertThat(wire.readError(status, name -> null, body.getBytes(UTF_8)).kind())
          .as(wire.id())
          .isInstanceOf(Kind.Caller.class);
    }
  }

  private static String judged(Wire wire, int status, String body) {
    Kind kind = wire.readError(status, name -> null, body.getBytes(UTF_8)).kind();
    return kind instanceof Kind.Upstream upstream
        ? upstream.fault().name()
        : ((Kind.Caller) kind).code();
  }
}
