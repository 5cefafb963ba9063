package dev.vaultgate.client.cohere;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.EmbeddingRequest;
import dev.vaultgate.api.EmbeddingResponse;
import dev.vaultgate.api.json.EmbeddingJson;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.Wire;
import dev.vaultgate.client.recordings.Expectation;
import dev.vaultgate.client.recordings.Interaction;
import dev.vaultgate.client.recordings.JsonForms;
import dev.vaultgate.client.recordings.RecordingRunner;
import dev.vaultgate.client.recordings.Recordings;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The wire against what Cohere really said. */
class CohereRecordingsTest {

  private static final Set<String> COHERE = Set.of("cohere");

  private final CohereWire wire = new CohereWire();
  private final CohereRequestForm form = new CohereRequestForm();

  @TestFactory
  Stream<DynamicNode> chat() throws IOException {
    return new RecordingRunner(wire, CohereRecordingsTest::target, form)
        .tests(COHERE, Set.of("cohere.v2.chat"));
  }

  /** Version 1 takes the same request at another path. */
  @TestFactory
  Stream<DynamicNode> embeddings() throws IOException {
    Optional<Recordings> recordings = Recordings.find();
    if (recordings.isEmpty()) {
      return Stream.of(Recordings.skipped());
    }
    return recordings.get().of(COHERE, Set.of("cohere.v1.embed", "cohere.v2.embed")).stream()
        .map(i -> DynamicTest.dynamicTest(i.name(), () -> assertEmbeddings(i)));
  }

  private void assertEmbeddings(Interaction interaction) throws IOException {
    Target target = target(interaction);
    Wire.EmbeddingWire embeddings = wire.embeddings().orElseThrow();
    EmbeddingRequest request = EmbeddingJson.readRequest(interaction.clientRequest());
    assertThat(
            JsonForms.plainNumbers(
                form.of(
                    Json.read(embeddings.encode(request, target).body()),
                    interaction.notExpressed())))
        .isEqualTo(
            JsonForms.plainNumbers(
                form.of(interaction.providerRequest(), interaction.notExpressed())));
    Expectation expectation = new Expectation(interaction.expect());
    if (expectation.isError()) {
      expectation.assertError(
          wire.readError(interaction.status(), interaction.headers(), interaction.body()));
      return;
    }
    EmbeddingResponse answer = embeddings.decodeEmbeddings(interaction.body(), request, target);
    expectation.assertVectors(answer.vectors());
    expectation.assertUsage(answer.usage());
  }

  private static Target target(Interaction interaction) {
    return new Target(
        "cohere",
        interaction.model(),
        "https://cohere.test",
        Map.of(),
        Map.of(),
        Set.of(),
        Target.Traits.UNKNOWN);
  }
}
