package dev.vaultgate.client.bedrock;

import dev.vaultgate.client.Target;
import dev.vaultgate.client.Wire;
import dev.vaultgate.client.anthropic.AnthropicRequestForm;
import dev.vaultgate.client.recordings.Interaction;
import dev.vaultgate.client.recordings.RecordingRunner;
import dev.vaultgate.client.recordings.RequestForm;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The wires against what Bedrock really said. */
class BedrockRecordingsTest {

  private static final Set<String> BEDROCK = Set.of("bedrock");
  private static final Set<String> CONVERSE = Set.of("converse", "converse-stream");
  private static final Set<String> INVOKE = Set.of("invoke", "invoke-with-response-stream");
  private static final Predicate<Interaction> OF_ANTHROPIC =
      interaction -> interaction.model().contains("anthropic.");

  private static RecordingRunner runner(Wire wire, RequestForm form) {
    return new RecordingRunner(wire, BedrockRecordingsTest::target, form);
  }

  @TestFactory
  Stream<DynamicNode> converse() throws IOException {
    return runner(new BedrockWire(), new ConverseRequestForm()).tests(BEDROCK, CONVERSE);
  }

  @TestFactory
  Stream<DynamicNode> claudeByItsOwnBodies() throws IOException {
    return runner(new BedrockInvokeWire(), new AnthropicRequestForm())
        .only(OF_ANTHROPIC)
        .tests(BEDROCK, INVOKE);
  }

  /** Nova's own bodies are not written here; its answers are Converse's. */
  @TestFactory
  Stream<DynamicNode> answersOfNovaByItsOwnBodies() throws IOException {
    return runner(new BedrockWire(), new ConverseRequestForm())
        .only(OF_ANTHROPIC.negate())
        .readingTests(BEDROCK, INVOKE);
  }

  private static Target target(Interaction interaction) {
    return new Target(
        "amazon-bedrock",
        interaction.model(),
        "https://bedrock.test",
        Map.of(),
        Map.of(),
        Set.of(),
        new Target.Traits(64_000, Set.of("tools", "vision"), List.of()));
  }
}
