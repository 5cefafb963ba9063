package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.server.ScriptedDesk.ScriptedStream;
import dev.vaultgate.server.http.EventStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An answer in events, from its first byte to its last. */
class StreamTest {

  private static final String PATH = "/v1/chat/completions";
  private static final EventStream.Patience IMPATIENT =
      new EventStream.Patience(Duration.ofMillis(300), Duration.ofMillis(400));

  private final BlockingQueue<ScriptedStream> streams = new LinkedBlockingQueue<>();
  private final CountDownLatch firstContent = new CountDownLatch(1);
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.start(100, IMPATIENT);
    firstContent.countDown();
    onStream(firstContent);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Streams begin when the latch is open. */
  private void onStream(CountDownLatch content) {
    server.desk.onStream =
        (caller, call) -> {
          ScriptedStream stream = new ScriptedStream(caller);
          streams.add(stream);
          await(content);
          return stream;
        };
  }

  private RawClient ask() throws Exception {
    return server.client().post(PATH, ScriptedDesk.KEY, Bodies.STREAM);
  }

  private static UpstreamException truncated() {
    return new UpstreamException(
        UpstreamFault.STREAM_TRUNCATED, UpstreamException.Report.NONE, null, null);
  }

  @Test
  void streamHasTheHeadersOfOne() throws Exception {
    try (RawClient client = ask()) {
      streams.take().frame("{}").end();

      RawClient.Answer answer = client.answer();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Type")).hasValue("text/event-stream; charset=utf-8");
      assertThat(answer.header("Cache-Control")).hasValue("no-cache");
      assertThat(answer.header("X-Accel-Buffering")).hasValue("no");
      assertThat(answer.header("x-vaultgate-provider")).hasValue("lab");
      assertThat(answer.header("x-vaultgate-attempts")).hasValue("lab:200");
      assertThat(answer.header("x-ratelimit-limit-requests")).hasValue("60");
      assertThat(answer.header("x-ratelimit-remaining-requests")).hasValue("59");
      assertThat(answer.header("x-ratelimit-reset-requests")).hasValue("2s");
      assertThat(answer.header("x-ratelimit-limit-tokens")).hasValue("40000");
      assertThat(answer.header("x-ratelimit-remaining-tokens")).hasValue("39000");
      assertThat(answer.header("x-ratelimit-reset-tokens")).hasValue("1m2s");
      assertThat(answer.header("x-vaultgate-cost")).isEmpty();
      assertThat(answer.header("Content-Encoding")).isEmpty();
    }
  }

  @Test
  void framesAreEventsAndTheHonestEndIsDone() throws Exception {
    try (RawClient client = ask()) {
      streams.take().frame("{\"n\":1}").frame("{\"n\":2}").end();

      assertThat(client.answer().body())
          .isEqualTo("data: {\"n\":1}\n\ndata: {\"n\":2}\n\ndata: [DONE]\n\n");
    }
  }

  @Test
  void s50FrameOfSeveralLinesIsOneEvent() throws Exception {
    try (RawClient client = ask()) {
      streams.take().frame("{\n\"n\":\r\n1}").frame("{\"t\":\"a\\n\\ndata: b\"}").end();

      assertThat(client.answer().body())
          .isEqualTo("data: { \"n\":  1}\n\ndata: {\"t\":\"a\\n\\ndata: b\"}\n\ndata: [DONE]\n\n");
    }
  }

  @Test
  void whatHasComeIsSentBeforeTheProviderIsWaitedFor() throws Exception {
    try (RawClient client = ask()) {
      ScriptedStream stream = streams.take().frame("{\"n\":1}");

      client.head();

      assertThat(client.chunk()).isEqualTo("data: {\"n\":1}\n\n");
      stream.end();
    }
  }

  @Test
  void framesThatComeTogetherAreSentTogether() throws Exception {
    CountDownLatch content = new CountDownLatch(1);
    onStream(content);
    try (RawClient client = ask()) {
      ScriptedStream stream = streams.take().frame("{\"n\":1}").frame("{\"n\":2}");
      content.countDown();
      client.head();

      assertThat(client.chunk()).isEqualTo("data: {\"n\":1}\n\ndata: {\"n\":2}\n\n");
      stream.end();
    }
  }

  @Test
  void errorBeforeTheFirstContentIsAPlainAnswer() throws Exception {
    server.desk.onStream =
        (caller, call) -> {
          throw truncated();
        };
    try (RawClient client = ask()) {
      RawClient.Answer answer = client.answer();

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Content-Type")).hasValue("application/json");
      assertThat(answer.body()).contains("\"upstream_stream_truncated\"");
    }
  }

  @Test
  void f25ErrorAfterContentIsTheLastEventAndNothingIsDone() throws Exception {
    try (RawClient client = ask()) {
      streams.take().frame("{\"n\":1}").failure(truncated());

      String body = client.answer().body();

      assertThat(body).startsWith("data: {\"n\":1}\n\ndata: {\"error\":{\"message\":");
      assertThat(body)
          .contains("\"code\":\"upstream_stream_truncated\"")
          .endsWith("}}\nevent: error\n\n");
      assertThat(body).doesNotContain("[DONE]");
    }
  }

  @Test
  void f79UnexpectedFailureAfterContentTellsNothingOfItself() throws Exception {
    try (RawClient client = ask()) {
      streams.take().frame("{}").failure(new IllegalStateException("hunter2"));

      String body = client.answer().body();

      assertThat(body).contains("\"internal_error\"").doesNotContain("hunter2");
      assertThat(body).doesNotContain("[DONE]");
    }
  }

  @Test
  void silentProviderIsCoveredByComments() throws Exception {
    try (RawClient client = ask()) {
      ScriptedStream stream = streams.take().frame("{\"n\":1}");
      client.head();
      client.chunk();

      assertThat(client.chunk()).isEqualTo(": keep-alive\n\n");
      assertThat(client.chunk()).isEqualTo(": keep-alive\n\n");
      stream.frame("{\"n\":2}").end();

      assertThat(client.chunk()).startsWith("data: {\"n\":2}\n\n");
    }
  }

  @Test
  void answerBeginsByItselfWhenTheFirstContentIsLate() throws Exception {
    CountDownLatch content = new CountDownLatch(1);
    onStream(content);
    try (RawClient client = ask()) {
      ScriptedStream stream = streams.take();

      assertThat(client.head().status()).isEqualTo(200);
      assertThat(client.chunk()).isEqualTo(": keep-alive\n\n");

      stream.frame("{\"n\":1}").end();
      content.countDown();
      String chunk = client.chunk();
      while (chunk.startsWith(":")) {
        chunk = client.chunk();
      }
      assertThat(chunk).startsWith("data: {\"n\":1}\n\n");
    }
  }

  @Test
  void errorAfterTheAnswerHasBegunByItselfIsAnEvent() throws Exception {
    CountDownLatch content = new CountDownLatch(1);
    server.desk.onStream =
        (caller, call) -> {
          await(content);
          throw truncated();
        };
    try (RawClient client = ask()) {
      assertThat(client.head().status()).isEqualTo(200);
      client.chunk();
      content.countDown();

      String chunk = client.chunk();
      while (chunk.startsWith(":")) {
        chunk = client.chunk();
      }
      assertThat(chunk).startsWith("data: {\"error\":").contains("upstream_stream_truncated");
      assertThat(client.chunk()).isNull();
    }
  }

  @Test
  void f61SlowReaderGetsEverythingInOrder() throws Exception {
    int frames = 20_000;
    String padding = "x".repeat(500);
    try (RawClient client = ask()) {
      ScriptedStream stream = streams.take();
      for (int i = 0; i < frames; i++) {
        stream.frame("{\"n\":" + i + ",\"p\":\"" + padding + "\"}");
      }
      stream.end();
      // Ten megabytes do not fit into any buffer on the way: the server is held up here.
      assertThat(stream.closed.await(500, TimeUnit.MILLISECONDS)).isFalse();

      String body = client.answer().body();

      assertThat(body).endsWith("data: [DONE]\n\n");
      int at = -1;
      for (int i = 0; i < frames; i++) {
        at = body.indexOf("data: {\"n\":" + i + ",", at + 1);
        assertThat(at).as("frame " + i).isNotNegative();
      }
    }
  }

  @Test
  void f61CallerWhoStopsReadingIsCutOff() throws Exception {
    String large = "{\"p\":\"" + "x".repeat(100_000) + "\"}";
    try (RawClient client = ask()) {
      ScriptedStream stream = streams.take();
      for (int i = 0; i < 200; i++) {
        stream.frame(large);
      }
      client.head();

      // The test server's idle timeout is 2 s.
      assertThat(stream.closed.await(6, TimeUnit.SECONDS)).isTrue();
      VaultGateException why =
          server.desk.lastCaller.cancellation().reason(new CancelledException());
      assertThat(why.code()).isEqualTo("client_stalled");
    }
  }

  @Test
  void connectionServesOnAfterAStream() throws Exception {
    try (RawClient client = ask()) {
      streams.take().frame("{}").end();
      client.answer();

      assertThat(client.get("/healthz").answer().status()).isEqualTo(200);
    }
  }

  @Test
  void connectionServesOnAfterStreamsInSeveralWrites() throws Exception {
    try (RawClient client = server.client()) {
      for (int i = 0; i < 3; i++) {
        client.post(PATH, ScriptedDesk.KEY, Bodies.STREAM);
        readInTwoWrites(client, streams.take());
      }

      assertThat(client.get("/healthz").answer().status()).isEqualTo(200);
    }
  }

  @Test
  void streamInSeveralWritesIsTheLastWhereTheCallerWantsNoFurther() throws Exception {
    String request = "POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    try (RawClient client = server.client()) {
      client.send(
          request
              + "Authorization: Bearer "
              + ScriptedDesk.KEY
              + "\r\nContent-Length: "
              + Bodies.STREAM.length()
              + "\r\n\r\n"
              + Bodies.STREAM);
      readInTwoWrites(client, streams.take());

      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  private static void readInTwoWrites(RawClient client, ScriptedStream stream) throws Exception {
    stream.frame("{\"n\":1}");
    assertThat(client.head().status()).isEqualTo(200);
    assertThat(client.chunk()).isEqualTo("data: {\"n\":1}\n\n");
    stream.frame("{\"n\":2}");
    assertThat(client.chunk()).isEqualTo("data: {\"n\":2}\n\n");
    stream.end();
    assertThat(client.chunk()).isEqualTo("data: [DONE]\n\n");
    assertThat(client.chunk()).isNull();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
