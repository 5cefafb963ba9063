package dev.vaultgate.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.client.LogCapture;
import dev.vaultgate.client.fake.Dialect;
import dev.vaultgate.client.fake.Dialects;
import dev.vaultgate.client.fake.FakeAnswer;
import dev.vaultgate.client.fake.FakeAnswer.Ending;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams that break, stall or never begin: on real sockets, with timers that are short. */
class BrokenStreamsTest {

  private static final String SOLE = Bodies.STREAM.replace("lab-text", "sole-text");
  private static final List<String> TEXT = List.of("Hello", " there", " you", " all");
  private static final FakeAnswer HELLO = FakeAnswer.text(TEXT.toArray(String[]::new));

  /** The event that carries the first piece of it. */
  private static final byte[] FIRST = Dialects.OPENAI.stream(new Dialect.Said(TEXT, 10, 4)).get(0);

  private static final String ERROR_EVENT =
      "data: {\"error\":{\"message\":\"the engine broke\",\"code\":500}}\n\n";
  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir Path folder;
  private final LogCapture attempts = LogCapture.attempts();
  private final LogCapture requests = LogCapture.requests();
  private FaultyProviders gateway;

  /** Lines of the configuration that this is tried with. */
  String settings() {
    return "";
  }

  @BeforeEach
  void start() throws IOException {
    gateway = new FaultyProviders(folder, "", settings());
  }

  @AfterEach
  void stop() throws IOException {
    attempts.close();
    requests.close();
    gateway.close();
  }

  /** Some of the text, then this error as the last event, and no end that looks like one. */
  private void assertBreaksOff(RawClient.Answer answer, String code) throws IOException {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"content\":\"Hello\"", "\"code\":\"" + code + "\"")
        .doesNotContain("[DONE]", "finish_reason\":\"stop", "engine");
    assertThat(gateway.second.requests()).as("nobody else is asked").isEmpty();
    assertThat(gateway.record().outcome()).isEqualTo(Outcome.PARTIAL);
    assertThat(requests.line("outcome=partial")).contains(" code=" + code + " ");
    assertThat(gateway.record().source()).isEqualTo(UsageSource.ESTIMATED);
    assertThat(gateway.charged()).isEqualTo(gateway.record().cost()).isGreaterThan(Money.ZERO);
    assertThat(gateway.held()).isEqualTo(Money.ZERO);
  }

  /** What the log says of the first attempt, with figures in the place of hashes. */
  private void assertNoted(String pattern) {
    assertThat(attempts.line("route=one/m")).containsPattern(pattern.replace("#", "\\d+"));
  }

  private void assertTakenOver(String cause) throws IOException {
    RawClient.Answer answer = gateway.chat(Bodies.STREAM);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.header("x-vaultgate-provider")).hasValue("two");
    assertThat(answer.header("x-vaultgate-attempts")).hasValue("one:" + cause + ",two:200");
    assertThat(answer.body()).contains("from ").endsWith("data: [DONE]\n\n");
  }

  @Test
  void f24AnErrorAfterContentEndsTheStreamAndNobodyElseIsAsked() throws Exception {
    gateway.first.always(HELLO.insertAt(FIRST.length, ERROR_EVENT));

    assertBreaksOff(gateway.chat(Bodies.STREAM), "upstream_stream_error");
    assertNoted(" status=200 class=stream_error .* in_stream=true event=2");
  }

  @Test
  void f25AStreamThatEndsAfterContentWithoutItsEndIsNotWhole() throws Exception {
    gateway.first.always(HELLO.cutAfterPieces(2).ending(Ending.FIN));

    assertBreaksOff(gateway.chat(Bodies.STREAM), "upstream_stream_truncated");
    assertNoted(" class=stream_truncated ");
  }

  @Test
  void f28SilenceBeforeContentIsTakenOverAndThePatienceIsOurs() throws Exception {
    gateway.first.always(FakeAnswer.nothing(Ending.STALL));

    assertTakenOver("timeout");

    assertNoted(" class=timeout .* waited_ms=#");
    assertThat(gateway.first.awaitDeparture(SOON)).as("cancelled").isNotNull();
    RawClient.Answer sole = gateway.chat(SOLE);
    assertThat(sole.status()).isEqualTo(503);
    assertThat(sole.body()).contains("upstream_timeout");
    assertThat(gateway.first.requests()).as("never the same again").hasSize(2);
  }

  @Test
  void f29SilenceAfterContentEndsTheStream() throws Exception {
    gateway.first.always(HELLO.cutAfterPieces(1).ending(Ending.STALL));

    assertBreaksOff(gateway.chat(Bodies.STREAM), "upstream_timeout");
    assertNoted(" class=timeout .* idle_ms=1[5-9]##?");
    assertThat(gateway.first.awaitDeparture(SOON)).isNotNull();
  }

  @Test
  void f30WhoIsSlowButAliveIsHeardToTheEndWithHeartbeatsBetween() throws Exception {
    gateway.first.always(HELLO.every(Duration.ofMillis(300)));

    RawClient.Answer answer = gateway.chat(Bodies.STREAM);

    assertThat(answer.body()).contains(" all", ": keep-alive").endsWith("data: [DONE]\n\n");
  }

  @Test
  void f30TheWholeTimeIsBounded() throws Exception {
    String[] pieces = new String[60];
    Arrays.fill(pieces, "Hello");
    gateway.first.always(FakeAnswer.text(pieces).every(Duration.ofMillis(150)));

    assertBreaksOff(gateway.chat(Bodies.STREAM), "upstream_timeout");
    assertThat(gateway.record().millis()).isBetween(3_900L, 6_000L);
  }

  @Test
  void f31AProviderThatVanishesWithoutAWordIsFoundByOurTimer() throws Exception {
    // Nobody reads and nobody closes: what a half-open connection looks like from here.
    gateway.first.then(FakeAnswer.nothing(Ending.STALL));
    assertTakenOver("timeout");
    assertNoted(" waited_ms=#");

    gateway.first.then(HELLO.cutAfterPieces(1).ending(Ending.STALL));
    assertThat(gateway.chat(SOLE).body()).contains("upstream_timeout").doesNotContain("[DONE]");
  }

  @Test
  void f32CommentsAreNoContent() throws Exception {
    String[] comments = new String[30];
    Arrays.fill(comments, ": ping\n\n");
    gateway.first.always(
        FakeAnswer.raw(200, "text/event-stream", comments)
            .every(Duration.ofMillis(50))
            .ending(Ending.FIN));

    assertTakenOver("timeout");
    assertNoted(" class=timeout .* waited_ms=# pings=#");
  }

  @Test
  void f32CommentsKeepAStreamAliveThatHasBegun() throws Exception {
    String first = new String(FIRST, UTF_8);
    String[] pieces = new String[14];
    Arrays.fill(pieces, ": ping\n\n");
    pieces[0] = first;
    pieces[13] =
        """
        data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

        data: [DONE]

        """;
    gateway.first.always(
        FakeAnswer.raw(200, "text/event-stream", pieces)
            .every(Duration.ofMillis(60))
            .ending(Ending.FIN));

    assertThat(gateway.chat(SOLE).body()).endsWith("data: [DONE]\n\n");
  }

  @ParameterizedTest
  @EnumSource(names = {"RESET", "FIN"})
  void f49AConnectionThatBreaksBeforeContentIsTakenOver(Ending ending) throws Exception {
    gateway.first.always(FakeAnswer.raw(200, "text/event-stream", ": hello\n\n").ending(ending));

    assertTakenOver(ending == Ending.RESET ? "connection_lost" : "stream_truncated");
  }

  @Test
  void f50AResetAfterContentEndsTheStream() throws Exception {
    gateway.first.always(
        HELLO.every(Duration.ofMillis(100)).cutAfterPieces(2).ending(Ending.RESET));

    assertBreaksOff(gateway.chat(Bodies.STREAM), "upstream_connection_lost");
    assertNoted(" status=200 class=connection_lost ");
  }
}
