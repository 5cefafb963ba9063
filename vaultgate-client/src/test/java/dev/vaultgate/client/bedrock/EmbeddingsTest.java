package dev.vaultgate.client.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.EmbeddingRequest;
import dev.vaultgate.api.EmbeddingResponse;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.WireRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EmbeddingsTest {

  private static final Target TITAN = target("amazon.titan-embed-text-v2:0");
  private static final Target COHERE = target("cohere.embed-v4:0");

  private final Embeddings embeddings = new Embeddings();

  private static Target target(String model) {
    return new Target(
        "amazon-bedrock",
        model,
        "https://bedrock.test",
        Map.of(),
        Map.of(),
        Set.of(),
        Target.Traits.UNKNOWN);
  }

  private static EmbeddingRequest request(String... texts) {
    return new EmbeddingRequest("m", List.of(texts), 256, "u", Map.of());
  }

  @Test
  void titanIsAskedForOneText() throws IOException {
    WireRequest sent = embeddings.encode(request("a"), TITAN);

    assertThat(sent.url())
        .isEqualTo("https://bedrock.test/model/amazon.titan-embed-text-v2%3A0/invoke");
    assertThat(Json.read(sent.body()))
        .isEqualTo(Json.read("{\"inputText\":\"a\",\"dimensions\":256}"));
    assertThat(sent.dropped()).containsExactly("user");
    assertThatThrownBy(() -> embeddings.encode(request("a", "b"), TITAN))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("one text");
  }

  @Test
  void cohereIsAskedForAllTexts() throws IOException {
    assertThat(Json.read(embeddings.encode(request("a", "b"), COHERE).body()))
        .isEqualTo(
            Json.read(
                """
                {"input_type":"search_document","texts":["a","b"],"output_dimension":256}"""));
  }

  @Test
  void vectorsOfBothAreRead() {
    EmbeddingResponse titan = decode("{\"embedding\":[0.5,1],\"inputTextTokenCount\":3}", TITAN);
    assertThat(titan.vectors()).containsExactly(new float[] {0.5f, 1});
    assertThat(titan.usage()).isEqualTo(Usage.of(3, 0));
    assertThat(decode("{\"embeddings\":[[1],[2]]}", COHERE).vectors()).hasSize(2);
    assertThat(decode("{\"embeddings\":{\"float\":[[1],[2]]}}", COHERE).vectors()).hasSize(2);
  }

  private EmbeddingResponse decode(String answer, Target target) {
    return embeddings.decodeEmbeddings(answer.getBytes(UTF_8), request("a"), target);
  }
}
