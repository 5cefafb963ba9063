package dev.vaultgate.client.responses;

import dev.vaultgate.client.Target;
import dev.vaultgate.client.recordings.Interaction;
import dev.vaultgate.client.recordings.RecordingRunner;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The wire against what all who speak the API really said. */
class ResponsesRecordingsTest {

  private final RecordingRunner runner =
      new RecordingRunner(
          new ResponsesWire(), ResponsesRecordingsTest::target, (request, left) -> request);

  @TestFactory
  Stream<DynamicNode> answers() throws IOException {
    return runner.readingTests(Set.of("openai", "azure", "xai", "openrouter"), Set.of("responses"));
  }

  private static Target target(Interaction interaction) {
    return new Target(
        "openai",
        interaction.model(),
        "https://openai.test/v1",
        Map.of(ResponsesWire.PATH, "/responses"),
        Map.of(),
        Set.of(),
        Target.Traits.UNKNOWN);
  }
}
