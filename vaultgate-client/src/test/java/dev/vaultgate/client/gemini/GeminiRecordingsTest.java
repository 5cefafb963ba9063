package dev.vaultgate.client.gemini;

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

/** The wire against what Google's two APIs really said. */
class GeminiRecordingsTest {

  private final RecordingRunner runner =
      new RecordingRunner(new GeminiWire(), GeminiRecordingsTest::target, new GeminiRequestForm());

  @TestFactory
  Stream<DynamicNode> generateContent() throws IOException {
    return runner.tests(
        Set.of("gemini", "vertex"), Set.of("generateContent", "streamGenerateContent"));
  }

  private static Target target(Interaction interaction) {
    boolean isByLevel = interaction.model().startsWith("gemini-3");
    return new Target(
        "google",
        interaction.model(),
        "https://gemini.test/v1beta",
        Map.of(),
        Map.of(),
        Set.of(),
        new Target.Traits(
            65_536,
            Set.of("tools", "vision", "structured_output"),
            List.of(isByLevel ? "level" : "budget_tokens")));
  }
}
