package dev.vaultgate.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.ChatStream;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.client.http.OkHttpTransport;
import dev.vaultgate.client.openai.OpenAiWire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ProviderClientTest {

  /** The transport that is tried. */
  Transport transport() {
    return new OkHttpTransport();
  }

  private static final String EVENTS = "text/event-stream";
  private static final String ANSWER =
      "{\"id\":\"x\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
          + "\"message\":{\"role\":\"assistant\",\"content\":\"hi\"},\"finish_reason\":\"stop\"}],"
          + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1,\"total_tokens\":4}}";
  private static final String HELLO =
      chunk("\"delta\":{\"content\":\"hel\"},\"finish_reason\":null");
  private static final String WORLD =
      chunk("\"delta\":{\"content\":\"lo\"},\"finish_reason\":null");
  private static final String FINISH = chunk("\"delta\":{},\"finish_reason\":\"stop\"");
  private static final String DONE = "data: [DONE]\n\n";

  private final RawUpstream upstream = new RawUpstream();
  private final Transport transport = transport();

  private final ProviderClient client = client(upstream.url());

  private ProviderClient client(String url) {
    Target target =
        new Target(
            "lab",
            "m",
            url,
            Map.of(),
            Map.of("Authorization", "Bearer secret"),
            Set.of(),
            Target.Traits.UNKNOWN);
    return new ProviderClient(new OpenAiWire(), target, transport);
  }

  @AfterEach
  void close() throws IOException {
    transport.close();
    upstream.close();
  }

  @Test
  void aPlainAnswerIsRead() {
    upstream.then(c -> c.answer(200, "application/json", ANSWER));

    ChatResponse response = client.chat(ChatRequest.of("m", "hello"));

    assertThat(response.text()).isEqualTo("hi");
    assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(response.usage().promptTokens()).isEqualTo(3);
    assertThat(upstream.bodies().get(0)).contains("\"model\":\"m\"");
  }

  @Test
  void aStreamIsReadEventByEvent() {
    upstream.then(
        c -> c.head(200, EVENTS).send(HELLO).send(WORLD).send(FINISH).send(DONE).finish());

    try (ChatStream stream = client.stream(ChatRequest.of("m", "hello"))) {
      ChatResponse response = stream.toResponse();

      assertThat(response.text()).isEqualTo("hello");
      assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
    }
  }

  @Test
  void aKeptConnectionIsUsedAgain() {
    upstream.then(c -> c.answer(200, "application/json", ANSWER));
    upstream.then(c -> c.answer(200, "application/json", ANSWER));

    client.chat(ChatRequest.of("m", "one"));
    client.chat(ChatRequest.of("m", "two"));

    assertThat(upstream.connections()).isEqualTo(1);
  }

  /** What comes from providers, and from those who stand before them, and still is an answer. */
  private static Stream<String> unusualAnswers() {
    int length = ANSWER.length();
    String hex = Integer.toHexString(length).toUpperCase(Locale.ROOT);
    return Stream.of(
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
            + "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(length, ANSWER),
        "HTTP/1.1 200\r\ncontent-length:%d\r\n\r\n%s".formatted(length, ANSWER),
        "HTTP/1.1 200 OK\nContent-Length: %d\n\n%s".formatted(length, ANSWER),
        "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=5\r\nConnection: keep-alive\r\n"
            + "Content-Length:\t%d \r\n\r\n%s".formatted(length, ANSWER),
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n"
            + "00%s ;name=\"a;b\"\r\n%s\r\n0\r\nX-Time: 1\r\nX-More: 2\r\n\r\n"
                .formatted(hex, ANSWER),
        "HTTP/1.1 200 OK\r\nX-Long: %s\r\nContent-Length: %d\r\n\r\n%s"
            .formatted("y".repeat(20_000), length, ANSWER));
  }

  @ParameterizedTest
  @MethodSource("unusualAnswers")
  void anAnswerInAnotherFormIsReadAndItsConnectionKept(String answer) {
    upstream.always(c -> c.send(answer));

    assertThat(client.chat(ChatRequest.of("m", "one")).text()).isEqualTo("hi");
    assertThat(client.chat(ChatRequest.of("m", "two")).text()).isEqualTo("hi");

    assertThat(upstream.connections()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.0 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n",
        "HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: %d\r\n\r\n"
      })
  void anAnswerThatEndsWithItsConnectionIsRead(String head) {
    upstream.always(
        c -> {
          c.send(head.replace("%d", String.valueOf(ANSWER.length())) + ANSWER);
          c.finish();
        });

    assertThat(client.chat(ChatRequest.of("m", "one")).text()).isEqualTo("hi");
    assertThat(client.chat(ChatRequest.of("m", "two")).text()).isEqualTo("hi");

    assertThat(upstream.connections()).isEqualTo(2);
  }

  /** Head and body of such a request go out in two writes. */
  @Test
  void aLargeRequestIsNotHeldBackUntilItsHeadIsAcknowledged() {
    upstream.always(c -> c.answer(200, "application/json", ANSWER));
    ChatRequest large = ChatRequest.of("m", "x".repeat(20_000));
    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      long start = System.nanoTime();
      client.chat(large);
      millis.add((System.nanoTime() - start) / 1_000_000);
    }
    Collections.sort(millis);

    assertThat(upstream.connections()).isEqualTo(1);
    assertThat(millis.get(millis.size() / 2)).as("median of " + millis).isLessThan(35);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 50_000, 70_000, 300_000})
  void theBytesOfALongChatArriveAsTheyCame(int length) {
    upstream.always(c -> c.answer(200, "application/json", ANSWER));
    String asked =
        "\"messages\":[{\"role\":\"user\",\"content\":\"" + "é\\n".repeat(length) + "\"}]";

    client.chat(
        ChatCall.parse(("{\"model\":\"theirs\"," + asked + "}").getBytes(UTF_8))
            .withOutputTokensMax(7),
        AnswerName.KEPT,
        Timeouts.DEFAULT,
        new Cancellation());

    String sent = "{\"model\":\"m\"," + asked + ",\"max_completion_tokens\":7}";
    assertThat(upstream.bodies().get(0).equals(sent)).as("%s bytes", sent.length()).isTrue();
  }

  @Test
  void f47AConnectionThatDiedWhileIdleIsReplacedUnseen() throws Exception {
    upstream.then(c -> c.answer(200, "application/json", ANSWER));
    upstream.then(RawUpstream.Connection::finish);
    upstream.then(c -> c.answer(200, "application/json", ANSWER));

    client.chat(ChatRequest.of("m", "one"));

    assertThat(client.chat(ChatRequest.of("m", "two")).text()).isEqualTo("hi");
    assertThat(upstream.connections()).isEqualTo(2);
  }

  @Test
  void f48AFreshConnectionThatIsLostIsNotTriedAgainHere() {
    upstream.then(RawUpstream.Connection::finish);

    assertFault(() -> client.chat(ChatRequest.of("m", "x")), UpstreamFault.CONNECTION_LOST);
    assertThat(upstream.bodies()).hasSize(1);
  }

  @Test
  void f45ARefusedConnectionIsUnreachable() throws IOException {
    // Bound but not listening: a port that is merely closed may be somebody else's a moment later.
    try (Socket port = new Socket()) {
      port.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      ProviderClient unheard = client("http://127.0.0.1:" + port.getLocalPort() + "/v1");

      assertFault(() -> unheard.chat(ChatRequest.of("m", "x")), UpstreamFault.UNREACHABLE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, AUTH",
    "402, EXHAUSTED",
    "404, MODEL_MISSING",
    "429, RATE_LIMITED",
    "500, SERVER",
    "503, SERVER",
    "529, OVERLOADED",
    "302, INVALID_RESPONSE"
  })
  void statusesAreClassified(int status, UpstreamFault fault) {
    upstream.then(c -> c.answer(status, "text/html", "<html>secret page</html>"));

    assertFault(() -> client.chat(ChatRequest.of("m", "x")), fault);
  }

  @Test
  void f01RetryAfterIsKept() {
    upstream.then(
        c ->
            c.send(
                "HTTP/1.1 429 X\r\nRetry-After: 7\r\nRetry-After-Ms: 0\r\nContent-Length: 0\r\n\r\n"));

    assertThatThrownBy(() -> client.chat(ChatRequest.of("m", "x")))
        .asInstanceOf(type(UpstreamException.class))
        .satisfies(e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(7)));
  }

  @Test
  void f12ABadParameterIsTheCallersFault() {
    upstream.then(
        c ->
            c.answer(
                400,
                "application/json",
                "{\"error\":{\"message\":\"bad tools\",\"type\":\"invalid_request_error\",\"param\":\"tools\",\"code\":null}}"));

    assertThatThrownBy(() -> client.chat(ChatRequest.of("m", "x")))
        .asInstanceOf(type(InvalidRequestException.class))
        .satisfies(e -> assertThat(e.param()).isEqualTo("tools"))
        .satisfies(e -> assertThat(e).hasMessage("bad tools"));
  }

  @Test
  void s77TheProvidersWordsAreShownWithoutSecrets() {
    upstream.then(
        c ->
            c.answer(
                400,
                "application/json",
                "{\"error\":{\"message\":\"key sk-abcdefghijk is odd\"}}"));

    assertThatThrownBy(() -> client.chat(ChatRequest.of("m", "x")))
        .hasMessage("key [secret] is odd");
  }

  @Test
  void f20AWholeAnswerToAWishForAStreamIsStreamed() {
    upstream.then(c -> c.answer(200, "application/json", ANSWER));

    try (ChatStream stream = client.stream(ChatRequest.of("m", "x"))) {
      assertThat(stream.toResponse().text()).isEqualTo("hi");
    }
  }

  @ParameterizedTest
  @CsvSource({"text/html,<html>", "text/plain,<html>", "application/json,hello", EVENTS + ",hello"})
  void f09APageIsNoAnswer(String contentType, String body) {
    upstream.then(c -> c.answer(200, contentType, body));

    assertThatThrownBy(() -> drain(client))
        .isInstanceOf(UpstreamException.class)
        .hasMessageNotContaining("html");
  }

  @Test
  void f18AnEmptyAnswerIsAFault() {
    upstream.then(c -> c.answer(200, "application/json", "{\"choices\":[]}"));

    assertFault(() -> client.chat(ChatRequest.of("m", "x")), UpstreamFault.EMPTY_RESPONSE);
  }

  @Test
  void f19ACutAnswerIsAFault() {
    upstream.then(
        c -> {
          c.send("HTTP/1.1 200 X\r\nContent-Length: 500\r\n\r\n{\"choices\":[");
          c.finish();
        });

    assertFault(() -> client.chat(ChatRequest.of("m", "x")), UpstreamFault.CONNECTION_LOST);
  }

  @Test
  void f25AStreamThatEndsWithoutItsEndIsCut() {
    upstream.then(c -> c.head(200, EVENTS).send(HELLO).finish());

    assertFault(() -> drain(client), UpstreamFault.STREAM_TRUNCATED);
  }

  @Test
  void f25AStreamThatEndsWithinAnEventIsCut() {
    upstream.then(c -> c.head(200, EVENTS).send(HELLO).send(WORLD.substring(0, 40)).finish());

    assertFault(() -> drain(client), UpstreamFault.STREAM_TRUNCATED);
  }

  @Test
  void f50AResetAfterContentIsALostConnection() {
    upstream.then(c -> c.head(200, EVENTS).send(HELLO).reset());

    assertFault(() -> drain(client), UpstreamFault.CONNECTION_LOST);
  }

  @Test
  void firstContentPassesInTheProvidersBytes() {
    String role =
        chunk("\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null");
    String first = chunk("\"delta\":{\"content\":\"hel\"},\"new\":[1.50],\"finish_reason\":null");
    upstream.then(c -> c.head(200, EVENTS).send(role).send(first).send(FINISH).send(DONE).finish());

    String request =
        "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
    try (ChatFrames frames =
        client.stream(
            ChatCall.parse(request.getBytes(UTF_8)),
            AnswerName.KEPT,
            Timeouts.DEFAULT,
            new Cancellation())) {
      Frame frame = frames.next();
      while (!frame.isContent()) {
        frame = frames.next();
      }

      assertThat(frame)
          .isInstanceOfSatisfying(
              Frame.Raw.class, raw -> assertThat(raw.json()).asString().contains("\"new\":[1.50]"));
    }
  }

  @Test
  void f26AStreamWithoutDoneIsWholeWhenItWasFinished() {
    upstream.then(c -> c.head(200, EVENTS).send(HELLO).send(FINISH).finish());

    assertThat(drain(client)).isEqualTo("hel");
  }

  @Test
  void f27AStreamWithDoneIsWholeWithoutAFinish() {
    upstream.then(c -> c.head(200, EVENTS).send(HELLO).send(DONE).finish());

    try (ChatStream stream = client.stream(ChatRequest.of("m", "x"))) {
      assertThat(stream.toResponse().finishReason()).isEqualTo(FinishReason.STOP);
    }
  }

  @Test
  void f35LateContentComesBeforeTheOneFinish() {
    upstream.then(
        c ->
            c.head(200, EVENTS)
                .send(HELLO)
                .send(FINISH)
                .send(WORLD)
                .send(FINISH)
                .send(DONE)
                .send(DONE)
                .finish());

    try (ChatStream stream = client.stream(ChatRequest.of("m", "x"))) {
      List<Class<?>> kinds = new ArrayList<>();
      stream.forEach(event -> kinds.add(event.getClass()));

      assertThat(kinds)
          .containsExactly(
              ChatEvent.Start.class,
              ChatEvent.TextDelta.class,
              ChatEvent.TextDelta.class,
              ChatEvent.Finish.class);
    }
  }

  @Test
  void f41AMalformedEventIsAFault() {
    upstream.then(
        c ->
            c.head(200, EVENTS)
                .send(HELLO)
                .send("data: {nonsense\n\n")
                .send(WORLD)
                .send(DONE)
                .finish());

    assertFault(() -> drain(client), UpstreamFault.INVALID_RESPONSE);
  }

  @Test
  void f24AnErrorEventIsAFault() {
    upstream.then(
        c ->
            c.head(200, EVENTS)
                .send(HELLO)
                .send("data: {\"error\":{\"message\":\"boom\",\"type\":\"server_error\"}}\n\n")
                .finish());

    assertFault(() -> drain(client), UpstreamFault.STREAM_ERROR);
  }

  @Test
  void f28SilenceBeforeContentEndsByOurTimer() {
    upstream.then(
        c -> {
          c.head(200, EVENTS).send(": ping\n\n");
          c.awaitCallerLeaving();
        });
    Timeouts quick = Timeouts.DEFAULT.withFirstContent(Duration.ofMillis(100));

    assertFault(() -> frames(quick).next(), UpstreamFault.TIMEOUT);
    assertLeft();
  }

  @Test
  void f29SilenceAfterContentEndsByOurTimer() {
    upstream.then(
        c -> {
          c.head(200, EVENTS).send(HELLO);
          c.awaitCallerLeaving();
        });
    Timeouts quick =
        new Timeouts(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofMillis(100),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5));
    ChatFrames frames = frames(quick);

    assertThat(frames.next().isContent()).isTrue();
    assertFault(frames::next, UpstreamFault.TIMEOUT);
    assertLeft();
  }

  @Test
  void f57CancellingBeforeTheAnswerReachesTheProvidersSocket() throws Exception {
    upstream.then(RawUpstream.Connection::awaitCallerLeaving);
    Cancellation cancellation = new Cancellation();
    CompletableFuture<ChatReply> reply =
        CompletableFuture.supplyAsync(
            () ->
                client.chat(
                    ChatCall.of(ChatRequest.of("m", "x"), false),
                    AnswerName.KEPT,
                    Timeouts.DEFAULT,
                    cancellation));
    while (upstream.bodies().isEmpty()) {
      Thread.onSpinWait();
    }

    cancellation.cancel();

    assertThatThrownBy(() -> reply.get(1, TimeUnit.SECONDS))
        .hasCauseInstanceOf(CancelledException.class);
    assertLeft();
  }

  @Test
  void f58ClosingAStreamReachesTheProvidersSocket() {
    upstream.then(
        c -> {
          c.head(200, EVENTS).send(HELLO);
          c.awaitCallerLeaving();
        });
    ChatStream stream = client.stream(ChatRequest.of("m", "x"));
    stream.next();

    stream.close();

    assertLeft();
    assertThatThrownBy(stream::next).isInstanceOf(CancelledException.class);
  }

  private ChatFrames frames(Timeouts timeouts) {
    return client.stream(
        ChatCall.of(ChatRequest.of("m", "x"), true), AnswerName.KEPT, timeouts, new Cancellation());
  }

  private void assertLeft() {
    try {
      assertThat(upstream.callerLeft(1, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String drain(ProviderClient client) {
    try (ChatStream stream = client.stream(ChatRequest.of("m", "x"))) {
      return stream.toResponse().text();
    }
  }

  private static void assertFault(ThrowingCallable call, UpstreamFault fault) {
    assertThatThrownBy(call)
        .asInstanceOf(type(UpstreamException.class))
        .extracting(UpstreamException::fault)
        .isEqualTo(fault);
  }

  private static String chunk(String choice) {
    return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
        + choice
        + "}]}\n\n";
  }
}
