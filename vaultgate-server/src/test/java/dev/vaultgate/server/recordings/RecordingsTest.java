package dev.vaultgate.server.recordings;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.client.anthropic.AnthropicRequestForm;
import dev.vaultgate.client.gemini.GeminiRequestForm;
import dev.vaultgate.client.openai.OpenAiRequestForm;
import dev.vaultgate.client.recordings.Interaction;
import dev.vaultgate.client.recordings.Recordings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What providers really said passes through the running server: a stream for a stream, a whole
 * answer for a whole one, from bytes that come at once and in pieces of one to seven.
 */
class RecordingsTest {

  private static final int PIECE_BYTES_MAX = 7;

  private static final RecordedProvider OPENAI =
      new RecordedProvider(
          "openai",
          "openai",
          "/v1",
          "authorization",
          Set.of("chat.completions", "embeddings", "images.generations"),
          new OpenAiRequestForm(),
          true);
  private static final RecordedProvider ANTHROPIC =
      new RecordedProvider(
          "anthropic",
          "anthropic",
          "/",
          "x-api-key",
          Set.of("messages"),
          new AnthropicRequestForm(),
          false);
  private static final RecordedProvider GEMINI =
      new RecordedProvider(
          "gemini",
          "google",
          "/v1beta",
          "x-goog-api-key",
          Set.of("generateContent", "streamGenerateContent"),
          new GeminiRequestForm(),
          false);

  /** Who else speaks OpenAI's dialect, with the quirks that the registry has of them. */
  private static final List<RecordedProvider> OTHERS =
      List.of(
          openAiLike("cerebras", "/v1", true),
          openAiLike("crusoe", "/v1", true),
          openAiLike("deepseek", "/", true),
          openAiLike("groq", "/openai/v1", true),
          openAiLike("heroku", "/v1", true),
          openAiLike("openrouter", "/api/v1", true),
          openAiLike("perplexity", "/", false),
          openAiLike("together", "/v1", true),
          openAiLike("venice", "/api/v1", true),
          openAiLike("xai", "/v1", true));

  private static RecordedProvider openAiLike(String id, String basePath, boolean asksForUsage) {
    return new RecordedProvider(
        id,
        id,
        basePath,
        "authorization",
        Set.of("chat.completions", "embeddings"),
        new OpenAiRequestForm(),
        asksForUsage);
  }

  private static final Map<RecordedProvider, List<Interaction>> INTERACTIONS =
      new LinkedHashMap<>();
  private static final Tally TALLY = new Tally();

  @TempDir static Path folder;
  private static @Nullable RecordedGateway gateway;

  @BeforeAll
  static void start() throws IOException {
    Optional<Recordings> recordings = Recordings.find();
    if (recordings.isPresent()) {
      List<RecordedProvider> all = new ArrayList<>(List.of(OPENAI, ANTHROPIC, GEMINI));
      all.addAll(OTHERS);
      for (RecordedProvider provider : all) {
        INTERACTIONS.put(
            provider, recordings.get().of(Set.of(provider.folder()), provider.endpoints()));
      }
      gateway = new RecordedGateway(folder, INTERACTIONS);
    }
  }

  @AfterAll
  static void stop() throws IOException {
    if (gateway != null) {
      gateway.close();
      System.out.print(TALLY);
    }
  }

  @TestFactory
  Stream<DynamicNode> openai() {
    return tests(OPENAI);
  }

  @TestFactory
  Stream<DynamicNode> anthropic() {
    return tests(ANTHROPIC);
  }

  @TestFactory
  Stream<DynamicNode> gemini() {
    return tests(GEMINI);
  }

  @TestFactory
  Stream<DynamicNode> others() {
    return OTHERS.stream().flatMap(RecordingsTest::tests);
  }

  private static Stream<DynamicNode> tests(RecordedProvider provider) {
    if (gateway == null) {
      return Stream.of(Recordings.skipped());
    }
    return INTERACTIONS.get(provider).stream()
        .map(interaction -> dynamicContainer(interaction.name(), tests(provider, interaction)));
  }

  private static Stream<DynamicNode> tests(RecordedProvider provider, Interaction interaction) {
    List<DynamicNode> tests = new ArrayList<>();
    ObjectNode request = provider.request(interaction);
    tests.add(test("whole", provider, interaction, request, RecordedGateway.WHOLE));
    for (int bytes = 1; bytes <= PIECE_BYTES_MAX; bytes++) {
      tests.add(test("in pieces of " + bytes, provider, interaction, request, bytes));
    }
    if (request.has("stream_options")) {
      ObjectNode silent = request.deepCopy().without("stream_options");
      tests.add(test("usage not asked for", provider, interaction, silent, RecordedGateway.WHOLE));
    }
    return tests.stream();
  }

  private static DynamicNode test(
      String name,
      RecordedProvider provider,
      Interaction interaction,
      ObjectNode request,
      int pieceBytes) {
    return dynamicTest(
        name,
        () -> {
          Verdict verdict =
              new Verdict(provider, interaction, gateway.play(interaction, request, pieceBytes));
          verdict.assertAnswered();
          verdict.assertSent();
          verdict.assertRecorded();
          TALLY.passed(provider, interaction);
        });
  }
}
