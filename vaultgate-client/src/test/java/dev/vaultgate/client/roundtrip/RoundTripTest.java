package dev.vaultgate.client.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.ChatRequestJson;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.Target.ReasoningSizes;
import dev.vaultgate.client.Target.Traits;
import dev.vaultgate.client.Wire;
import dev.vaultgate.client.WireRequest;
import dev.vaultgate.client.anthropic.AnthropicWire;
import dev.vaultgate.client.bedrock.BedrockInvokeWire;
import dev.vaultgate.client.bedrock.BedrockWire;
import dev.vaultgate.client.cohere.CohereWire;
import dev.vaultgate.client.gemini.GeminiWire;
import dev.vaultgate.client.ollama.OllamaWire;
import dev.vaultgate.client.openai.OpenAiWire;
import dev.vaultgate.client.responses.ResponsesWire;
import dev.vaultgate.client.vertex.VertexWire;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each wire loses exactly the fields that it tells. */
class RoundTripTest {

  private static final int REQUESTS = 2_000;
  private static final String SEED = "vaultgate.roundtrip.seed";

  private static final Traits REASONING =
      new Traits(
          8192,
          Set.of("tools", "vision", "reasoning", "structured_output"),
          Set.of(),
          List.of("adaptive", "level"),
          new ReasoningSizes(true, List.of("low", "medium", "high"), null, null));

  /** Fields whose values a dialect may refuse instead: they would change the meaning. */
  private static final Set<String> REFUSED = Set.of("n", "messages", "tool_choice");

  /** A wire, and how its requests are read. */
  private record Dialect(
      Wire wire, Traits traits, BiFunction<JsonNode, ObjectNode, ObjectNode> reader, String model) {

    Dialect(Wire wire, Traits traits, BiFunction<JsonNode, ObjectNode, ObjectNode> reader) {
      this(wire, traits, reader, "m");
    }
  }

  @TestFactory
  Stream<DynamicTest> wireLosesWhatItTells() {
    return Stream.of(
            new Dialect(new OpenAiWire(), Traits.UNKNOWN, (body, asked) -> body.deepCopy()),
            new Dialect(new AnthropicWire(), Traits.UNKNOWN, AnthropicReader::read),
            new Dialect(new AnthropicWire(), REASONING, AnthropicReader::read),
            new Dialect(new GeminiWire(), Traits.UNKNOWN, (body, asked) -> GeminiReader.read(body)),
            new Dialect(new GeminiWire(), REASONING, (body, asked) -> GeminiReader.read(body)),
            new Dialect(new ResponsesWire(), Traits.UNKNOWN, ResponsesReader::read),
            new Dialect(new ResponsesWire(), REASONING, ResponsesReader::read),
            new Dialect(new BedrockWire(), Traits.UNKNOWN, ConverseReader::read),
            new Dialect(new BedrockWire(), REASONING, ConverseReader::read),
            new Dialect(
                new BedrockInvokeWire(),
                Traits.UNKNOWN,
                AnthropicReader::read,
                "anthropic.claude-sonnet-4-5"),
            new Dialect(
                new BedrockInvokeWire(), REASONING, AnthropicReader::read, "anthropic.claude-opus"),
            new Dialect(
                new VertexWire(),
                REASONING,
                (body, asked) -> GeminiReader.read(body),
                "gemini-2.5-pro"),
            new Dialect(
                new VertexWire(), REASONING, AnthropicReader::read, "claude-opus-4-1@20250805"),
            new Dialect(
                new VertexWire(), Traits.UNKNOWN, (body, asked) -> body.deepCopy(), "meta/llama"),
            new Dialect(new CohereWire(), Traits.UNKNOWN, CohereReader::read),
            new Dialect(new CohereWire(), REASONING, CohereReader::read),
            new Dialect(new OllamaWire(), Traits.UNKNOWN, OllamaReader::read),
            new Dialect(new OllamaWire(), REASONING, OllamaReader::read))
        .map(
            dialect ->
                DynamicTest.dynamicTest(
                    dialect.wire.id() + " " + dialect.model + " " + dialect.traits.reasoning(),
                    () -> test(dialect)));
  }

  private static void test(Dialect dialect) throws IOException {
    long seed = Long.getLong(SEED, 20_251_124L);
    int carried = 0;
    for (int i = 0; i < REQUESTS; i++) {
      ObjectNode request = new RandomChat(seed + i).next();
      carried += holds(dialect, request, "-D" + SEED + "=" + (seed + i)) ? 1 : 0;
    }
    // Most requests are carried, or this test says little.
    assertThat(carried).isGreaterThan(REQUESTS / 2);
  }

  /** Whether the request was carried, with losses that are all told; otherwise it was refused. */
  private static boolean holds(Dialect dialect, ObjectNode request, String seed)
      throws IOException {
    WireRequest written;
    try {
      written = dialect.wire.encode(ChatRequestJson.read(request), target(dialect), false);
    } catch (InvalidRequestException e) {
      String param = String.valueOf(e.param());
      assertThat(REFUSED).as(seed + " " + e.getMessage()).contains(param.split("[\\[.]", 2)[0]);
      return false;
    }
    Set<String> lost =
        Fields.of(request)
            .lostIn(Fields.of(dialect.reader.apply(Json.read(written.body()), request)));

    Set<String> untold = new TreeSet<>(lost);
    untold.removeIf(field -> written.dropped().stream().anyMatch(told -> isWithin(field, told)));
    assertThat(untold).as("lost and not told, %s%n%s", seed, request).isEmpty();

    Set<String> kept = new TreeSet<>(written.dropped());
    kept.removeIf(told -> lost.stream().anyMatch(field -> isWithin(field, told)));
    assertThat(kept).as("told and not lost, %s%n%s", seed, request).isEmpty();
    return true;
  }

  private static boolean isWithin(String field, String told) {
    return field.equals(told) || field.startsWith(told + ".");
  }

  private static Target target(Dialect dialect) {
    return new Target(
        "lab",
        dialect.model,
        "https://api.example.org",
        Map.of(),
        Map.of(),
        Set.of(),
        dialect.traits);
  }
}
