package dev.vaultgate.client.anthropic;

import dev.vaultgate.client.Target;
import dev.vaultgate.client.recordings.Interaction;
import dev.vaultgate.client.recordings.RecordingRunner;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The wire against what Anthropic, and who else serves its models, really said. */
class AnthropicRecordingsTest {

  private final RecordingRunner runner =
      new RecordingRunner(
          new AnthropicWire(), AnthropicRecordingsTest::target, new AnthropicRequestForm());

  @TestFactory
  Stream<DynamicNode> messages() throws IOException {
    return runner.tests(Set.of("anthropic", "azure"), Set.of("messages"));
  }

  /** Vertex wants the model in the address, which is not of this wire; the answers are the same. */
  @TestFactory
  Stream<DynamicNode> answersOnVertex() throws IOException {
    return runner.readingTests(
        Set.of("vertex"), Set.of("anthropic.rawPredict", "anthropic.streamRawPredict"));
  }

  private static Target target(Interaction interaction) {
    return new Target(
        "anthropic",
        interaction.model(),
        "https://anthropic.test",
        Map.of(),
        Map.of(),
        Set.of(),
        new Target.Traits(64_000, Set.of("tools", "vision", "structured_output"), List.of()));
  }
}
