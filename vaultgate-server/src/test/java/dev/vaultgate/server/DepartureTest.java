package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.client.Cancellation;
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

/**
 * A caller who leaves ends the call within a second, whatever it was doing; who stays is served.
 */
class DepartureTest {

  private static final String PATH = "/v1/chat/completions";
  private static final String KEY = ScriptedDesk.KEY;

  private final BlockingQueue<Cancellation> calls = new LinkedBlockingQueue<>();
  private final BlockingQueue<ScriptedStream> streams = new LinkedBlockingQueue<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.start(100, EventStream.Patience.DEFAULT);
    server.desk.onStream =
        (caller, call) -> {
          ScriptedStream stream = new ScriptedStream(caller);
          stream.frame("{\"n\":0}");
          streams.add(stream);
          return stream;
        };
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void neverAnswer() {
    server.desk.onChat =
        (caller, call) -> {
          calls.add(caller.cancellation());
          throw ScriptedDesk.silence(caller, ended);
        };
  }

  @Test
  void f57CallerWhoLeavesBeforeTheAnswerEndsTheCallWithinASecond() throws Exception {
    neverAnswer();
    RawClient client = server.client().post(PATH, KEY, Bodies.CHAT);
    calls.take();

    client.close();

    assertThat(ended.await(1, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void f57CallerWhoLeavesBeforeTheFirstContentEndsTheStreamWithinASecond() throws Exception {
    server.desk.onStream =
        (caller, call) -> {
          calls.add(caller.cancellation());
          throw ScriptedDesk.silence(caller, ended);
        };
    RawClient client = server.client().post(PATH, KEY, Bodies.STREAM);
    calls.take();

    client.close();

    assertThat(ended.await(1, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void f60CallerWhoLeavesASilentStreamEndsItWithinASecond() throws Exception {
    RawClient client = server.client().post(PATH, KEY, Bodies.STREAM);
    ScriptedStream stream = streams.take();
    client.head();
    client.chunk();

    client.close();

    assertThat(stream.closed.await(1, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void f58CallerWhoLeavesARunningStreamEndsItWithinASecond() throws Exception {
    RawClient client = server.client().post(PATH, KEY, Bodies.STREAM);
    ScriptedStream stream = streams.take();
    client.head();
    client.chunk();
    Thread provider = new Thread(() -> feed(stream));
    provider.start();

    client.close();

    assertThat(stream.closed.await(1, TimeUnit.SECONDS)).isTrue();
    provider.join();
  }

  /** A frame every 20 ms until nobody wants more. */
  private static void feed(ScriptedStream stream) {
    try {
      while (!stream.closed.await(20, TimeUnit.MILLISECONDS)) {
        stream.frame("{\"n\":1}");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void f63HalfClosedCallerGetsHisFullAnswer() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    server.desk.onChat =
        (caller, call) -> {
          calls.add(caller.cancellation());
          await(answer);
          return ScriptedDesk.reply("{\"answer\":42}");
        };
    try (RawClient client = server.client().post(PATH, KEY, Bodies.CHAT).halfClose()) {
      Cancellation call = calls.take();

      boolean ended = call.await(1500, TimeUnit.MILLISECONDS);
      answer.countDown();

      assertThat(ended).isFalse();
      assertThat(client.answer().body()).isEqualTo("{\"answer\":42}");
    }
  }

  @Test
  void f63HalfClosedCallerGetsHisFullStream() throws Exception {
    try (RawClient client = server.client().post(PATH, KEY, Bodies.STREAM).halfClose()) {
      ScriptedStream stream = streams.take();

      boolean closed = stream.closed.await(1500, TimeUnit.MILLISECONDS);
      stream.frame("{\"n\":1}").end();

      assertThat(closed).isFalse();
      assertThat(client.answer().body().replace(": keep-alive\n\n", ""))
          .isEqualTo("data: {\"n\":0}\n\ndata: {\"n\":1}\n\ndata: [DONE]\n\n");
    }
  }

  @Test
  void requestSentAheadIsAnsweredAfterTheFirst() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    server.desk.onChat =
        (caller, call) -> {
          calls.add(caller.cancellation());
          await(answer);
          return ScriptedDesk.reply("{\"answer\":1}");
        };
    try (RawClient client = server.client().post(PATH, KEY, Bodies.CHAT)) {
      Cancellation call = calls.take();
      client.get("/healthz");
      // Long enough for the server to have looked at the connection, and found a byte.
      call.await(700, TimeUnit.MILLISECONDS);
      answer.countDown();

      assertThat(client.answer().body()).isEqualTo("{\"answer\":1}");
      assertThat(client.answer().body()).isEqualTo("{\"status\":\"ok\"}");
    }
  }

  @Test
  void quietCallIsNotDisturbed() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    server.desk.onChat =
        (caller, call) -> {
          calls.add(caller.cancellation());
          await(answer);
          return ScriptedDesk.reply("{\"answer\":1}");
        };
    try (RawClient client = server.client().post(PATH, KEY, Bodies.CHAT)) {
      // Longer than the server's idle timeout.
      boolean ended = calls.take().await(3, TimeUnit.SECONDS);
      answer.countDown();

      assertThat(ended).isFalse();
      assertThat(client.head().status()).isEqualTo(200);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
