package dev.vaultgate.client.ollama;

import dev.vaultgate.client.Target;
import dev.vaultgate.client.recordings.Interaction;
import dev.vaultgate.client.recordings.RecordingRunner;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The wire against what Ollama really said. */
class OllamaRecordingsTest {

  @TestFactory
  Stream<DynamicNode> chat() throws IOException {
    return new RecordingRunner(
            new OllamaWire(), OllamaRecordingsTest::target, new OllamaRequestForm())
        .tests(Set.of("ollama"), Set.of("ollama.chat"));
  }

  private static Target target(Interaction interaction) {
    return new Target(
        "ollama",
        interaction.model(),
        "http://ollama.test",
        Map.of(),
        Map.of(),
        Set.of(),
        Target.Traits.UNKNOWN);
  }
}
