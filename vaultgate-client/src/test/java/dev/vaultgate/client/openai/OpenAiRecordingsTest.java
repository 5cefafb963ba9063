package dev.vaultgate.client.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.ImageResponse;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.AnswerName;
import dev.vaultgate.client.EmbeddingCall;
import dev.vaultgate.client.EmbeddingReply;
import dev.vaultgate.client.ImageBody;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.client.ImageStep;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.recordings.Expectation;
import dev.vaultgate.client.recordings.Interaction;
import dev.vaultgate.client.recordings.JsonForms;
import dev.vaultgate.client.recordings.RecordingRunner;
import dev.vaultgate.client.recordings.Recordings;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The wire against what OpenAI really said. */
class OpenAiRecordingsTest {

  private final OpenAiWire wire = new OpenAiWire();
  private final RecordingRunner runner =
      new RecordingRunner(wire, OpenAiRecordingsTest::target, new OpenAiRequestForm());

  @TestFactory
  Stream<DynamicNode> chatCompletions() throws IOException {
    return runner.tests(Set.of("openai"), Set.of("chat.completions"));
  }

  /**
   * Who else speaks the dialect, with oddities of their own: only what they say is of this wire.
   */
  @TestFactory
  Stream<DynamicNode> answersOfOthers() throws IOException {
    Optional<Recordings> recordings = Recordings.find();
    if (recordings.isEmpty()) {
      return Stream.of(Recordings.skipped());
    }
    return runner.readingTests(recordings.get().providers(), Set.of("chat.completions"));
  }

  @TestFactory
  Stream<DynamicNode> images() throws IOException {
    Optional<Recordings> recordings = Recordings.find();
    if (recordings.isEmpty()) {
      return Stream.of(Recordings.skipped());
    }
    return recordings
        .get()
        .of(Set.of("openai", "xai"), Set.of("images.generations", "images.edits"))
        .stream()
        .map(i -> DynamicTest.dynamicTest(i.name(), () -> assertImages(i)));
  }

  /** Whoever answers in OpenAI's form. */
  @TestFactory
  Stream<DynamicNode> embeddings() throws IOException {
    Optional<Recordings> recordings = Recordings.find();
    if (recordings.isEmpty()) {
      return Stream.of(Recordings.skipped());
    }
    Set<String> providers =
        Set.of("openai", "azure", "doubleword", "llamacpp", "mistral", "openrouter", "perplexity");
    return recordings.get().of(providers, Set.of("embeddings")).stream()
        .map(i -> DynamicTest.dynamicTest(i.name(), () -> assertEmbeddings(i)));
  }

  private void assertEmbeddings(Interaction interaction) throws IOException {
    Target target = target(interaction);
    EmbeddingCall call = EmbeddingCall.parse(Json.bytes(interaction.clientRequest()));
    assertThat(Json.read(wire.splice(call, target).body()))
        .isEqualTo(interaction.providerRequest());
    Expectation expectation = new Expectation(interaction.expect());
    if (expectation.isError()) {
      expectation.assertError(
          wire.readError(interaction.status(), interaction.headers(), interaction.body()));
      return;
    }
    EmbeddingReply reply = wire.reply(interaction.body(), call, AnswerName.KEPT);
    expectation.assertVectors(reply.response().vectors());
    expectation.assertUsage(reply.usage());
  }

  private void assertImages(Interaction interaction) throws IOException {
    ImageCall call =
        interaction.endpoint().equals("images.edits")
            ? ImageBody.parseEdit(Json.bytes(interaction.clientRequest()))
            : ImageBody.parseGeneration(Json.bytes(interaction.clientRequest()));
    ImageStep.Send send = (ImageStep.Send) new Images().begin(call, target(interaction));
    assertThat(JsonForms.plainNumbers(Json.read(send.request().body())))
        .isEqualTo(JsonForms.plainNumbers(interaction.providerRequest()));

    Expectation expectation = new Expectation(interaction.expect());
    if (expectation.isError()) {
      expectation.assertError(
          wire.readError(interaction.status(), interaction.headers(), interaction.body()));
      return;
    }
    ImageStep.Done done =
        (ImageStep.Done)
            send.then().apply(new ImageStep.Answer(interaction.headers(), interaction.body()));
    ImageResponse answer = done.reply().response();
    assertThat(answer.images()).hasSize(expectation.imageCount());
    assertThat(answer.images().stream().map(OpenAiRecordingsTest::form).collect(Collectors.toSet()))
        .isEqualTo(expectation.imageForms());
    expectation.assertUsage(answer.usage());
  }

  private static String form(ImageResponse.GeneratedImage image) {
    return image.url() == null ? "b64_json" : "url";
  }

  private static Target target(Interaction interaction) {
    return new Target(
        "openai",
        interaction.model(),
        "https://openai.test/v1",
        Map.of(),
        Map.of(),
        Set.of(),
        Target.Traits.UNKNOWN);
  }
}
