package dev.vaultgate.server.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.RawUpstream;
import dev.vaultgate.client.recordings.Expectation;
import dev.vaultgate.client.recordings.Interaction;
import dev.vaultgate.client.recordings.Recordings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What providers really said passes through the running server: a stream for a stream, a whole
 * answer for a whole one and for a stream, from bytes that come at once and in pieces of one to
 * seven. Everything that was recorded is played, or the list of known exceptions says why not.
 */
class RecordingsTest {

  private static final int PIECE_BYTES_MAX = 7;

  private static final Map<RecordedProvider, List<Interaction>> PLAYED = new LinkedHashMap<>();
  private static final List<KnownExceptions.Unplayed> UNPLAYED = new ArrayList<>();
  private static final KnownExceptions EXCEPTIONS = KnownExceptions.read();
  private static final Tally TALLY = new Tally();

  @TempDir static Path folder;
  private static @Nullable RecordedGateway gateway;

  @BeforeAll
  static void start() throws IOException {
    Optional<Recordings> recordings = Recordings.find();
    if (recordings.isPresent()) {
      List<RecordedProvider> rows = RecordedProviders.all();
      rows.forEach(row -> PLAYED.put(row, new ArrayList<>()));
      for (String provider : recordings.get().providers()) {
        for (Interaction interaction : recordings.get().of(provider)) {
          KnownExceptions.Unplayed unplayed =
              new KnownExceptions.Unplayed(provider, interaction.endpoint(), interaction.name());
          Optional<RecordedProvider> row =
              rows.stream()
                  .filter(r -> !EXCEPTIONS.names(unplayed))
                  .filter(r -> r.folder().equals(provider))
                  .filter(r -> r.endpoints().contains(interaction.endpoint()))
                  .findFirst();
          if (row.isPresent()) {
            PLAYED.get(row.get()).add(interaction);
            TALLY.recorded(provider, interaction);
          } else {
            UNPLAYED.add(unplayed);
            TALLY.unplayed(unplayed, EXCEPTIONS.reason(unplayed));
          }
        }
      }
      gateway = new RecordedGateway(folder, PLAYED);
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
  Stream<DynamicNode> everythingIsPlayedOrHasAReason() {
    if (gateway == null) {
      return Stream.of(Recordings.skipped());
    }
    return Stream.of(
        dynamicTest(
            "every recording has a row or a reason",
            () ->
                assertThat(UNPLAYED)
                    .allSatisfy(unplayed -> assertThat(EXCEPTIONS.reason(unplayed)).isPresent())),
        dynamicTest(
            "every reason has a recording", () -> assertThat(EXCEPTIONS.unused()).isEmpty()),
        dynamicTest(
            "every row has a recording",
            () ->
                assertThat(PLAYED)
                    .allSatisfy((row, interactions) -> assertThat(interactions).isNotEmpty())));
  }

  @TestFactory
  Stream<DynamicNode> providers() {
    if (gateway == null) {
      return Stream.of(Recordings.skipped());
    }
    return PLAYED.entrySet().stream()
        .map(
            played ->
                dynamicContainer(
                    played.getKey().folder(),
                    played.getValue().stream()
                        .map(i -> dynamicContainer(i.name(), tests(played.getKey(), i)))));
  }

  private static Stream<DynamicNode> tests(RecordedProvider provider, Interaction interaction) {
    List<DynamicNode> tests = new ArrayList<>();
    if (interaction.isOfModels()) {
      for (int bytes = RecordedGateway.WHOLE; bytes <= PIECE_BYTES_MAX; bytes++) {
        int pieceBytes = bytes;
        String how = bytes == RecordedGateway.WHOLE ? "whole" : "in pieces of " + bytes;
        tests.add(dynamicTest(how, () -> assertModels(provider, interaction, pieceBytes)));
      }
      return tests.stream();
    }
    ObjectNode request = provider.request(interaction);
    tests.add(test("whole", provider, interaction, request, RecordedGateway.WHOLE));
    for (int bytes = 1; bytes <= PIECE_BYTES_MAX; bytes++) {
      tests.add(test("in pieces of " + bytes, provider, interaction, request, bytes));
    }
    if (request.has("stream_options")) {
      ObjectNode silent = request.deepCopy().without("stream_options");
      tests.add(test("usage not asked for", provider, interaction, silent, RecordedGateway.WHOLE));
    }
    if (interaction.isPlainAnswer()) {
      ObjectNode stream = request.deepCopy().put("stream", true);
      if (!RecordedProvider.isResponses(interaction)) {
        stream.putObject("stream_options").put("include_usage", true);
      }
      tests.add(
          dynamicTest(
              "F20 as a stream",
              () -> {
                verdict(provider, interaction, stream, RecordedGateway.WHOLE).assertAnswered();
                TALLY.streamed(provider.folder(), interaction);
              }));
    }
    return tests.stream();
  }

  /** What an administrator is told of the models that a provider lists. */
  private static void assertModels(
      RecordedProvider provider, Interaction interaction, int pieceBytes)
      throws IOException, InterruptedException {
    List<RawUpstream.Request> sent = new ArrayList<>();
    HttpResponse<byte[]> answer = gateway.models(provider, interaction, pieceBytes, sent);
    Expectation expectation = new Expectation(interaction.expect());
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).method()).isEqualTo("GET");
    assertThat(URI.create(sent.get(0).target()).getPath())
        .isEqualTo(interaction.providerUrl().getPath());
    assertThat(sent.get(0).headers().get(provider.keyHeader()))
        .endsWith(RecordedGateway.PROVIDER_KEY);
    if (expectation.isError()) {
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(RecordedGateway.text(answer)).contains("upstream_auth_failed");
    } else {
      assertThat(answer.statusCode()).as(RecordedGateway.text(answer)).isEqualTo(200);
      assertThat(Json.read(answer.body()).path("data").findValuesAsText("model"))
          .containsExactlyElementsOf(expectation.modelNames());
    }
    TALLY.passed(provider.folder(), interaction);
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
          Verdict verdict = verdict(provider, interaction, request, pieceBytes);
          verdict.assertAnswered();
          verdict.assertSent();
          TALLY.passed(provider.folder(), interaction);
        });
  }

  private static Verdict verdict(
      RecordedProvider provider, Interaction interaction, ObjectNode request, int pieceBytes)
      throws IOException, InterruptedException {
    Verdict verdict =
        new Verdict(provider, interaction, gateway.play(interaction, request, pieceBytes));
    verdict.assertRecorded();
    return verdict;
  }
}
