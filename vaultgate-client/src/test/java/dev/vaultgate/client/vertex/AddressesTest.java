package dev.vaultgate.client.vertex;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.EmbeddingRequest;
import dev.vaultgate.api.ImageRequest;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.client.ImageStep;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.WireRequest;
import java.net.URLDecoder;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where each publisher's models are asked, and in which dialect. */
class AddressesTest {

  private static final String BASE =
      "https://europe-west4-aiplatform.googleapis.com/v1/projects/p/locations/europe-west4";

  private final VertexWire wire = new VertexWire();

  private static Target target(String base, String model) {
    return new Target(
        "google-vertex", model, base, Map.of(), Map.of(), Set.of(), Target.Traits.UNKNOWN);
  }

  private WireRequest request(String model, boolean stream) {
    return wire.encode(ChatRequest.of("m", "Hi"), target(BASE, model), stream);
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-2.5-pro,false,/publishers/google/models/gemini-2.5-pro:generateContent",
    "gemini-2.5-pro,true,/publishers/google/models/gemini-2.5-pro:streamGenerateContent?alt=sse",
    "claude-opus-4-1@20250805,false,/publishers/anthropic/models/claude-opus-4-1@20250805:rawPredict",
    "claude-opus-4-1@20250805,true,/publishers/anthropic/models/claude-opus-4-1@20250805:streamRawPredict",
    "mistral-medium-3,false,/publishers/mistralai/models/mistral-medium-3:rawPredict",
    "meta/llama-4-maas,true,/endpoints/openapi/chat/completions",
  })
  void everyPublisherHasItsAddress(String model, boolean stream, String path) {
    assertThat(request(model, stream).url()).isEqualTo(BASE + path);
  }

  @Test
  void claudeIsToldTheVersionInTheBodyAndItsNameInTheAddress() {
    String body = new String(request("claude-opus-4-1@20250805", true).body(), UTF_8);

    assertThat(body)
        .contains("\"anthropic_version\":\"vertex-2023-10-16\"", "\"stream\":true")
        .doesNotContain("\"model\"");
  }

  @ParameterizedTest
  @CsvSource({
    "imagen-4.0-generate-001,:predict",
    "imagegeneration@006,:predict",
    "gemini-3-pro-image,:generateContent",
  })
  void googlesModelsPaintByTheirMethods(String model, String method) {
    ImageStep.Send step =
        (ImageStep.Send)
            wire.images()
                .orElseThrow()
                .begin(ImageCall.of(ImageRequest.of("m", "a lake")), target(BASE, model));

    assertThat(URLDecoder.decode(step.request().url(), UTF_8))
        .isEqualTo(BASE + "/publishers/google/models/" + model + method);
  }

  @Test
  void theLocationGlobalHasTheHostWithoutAPrefix() {
    Target global =
        target(
            "https://global-aiplatform.googleapis.com/v1/projects/p/locations/global", "gemini-x");

    assertThat(wire.encode(ChatRequest.of("m", "Hi"), global, false).url())
        .startsWith("https://aiplatform.googleapis.com/v1/projects/p/locations/global/");
    assertThat(wire.embeddings().orElseThrow().encode(EmbeddingRequest.of("m", "Hi"), global).url())
        .isEqualTo(
            "https://aiplatform.googleapis.com/v1/projects/p/locations/global/publishers/google/models/gemini-x:predict");
  }
}
