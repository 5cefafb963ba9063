package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vaultgate.server.ScriptedDesk.ScriptedStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the server ends while it is in use. */
class StopTest {

  private static final String PATH = "/v1/chat/completions";
  private static final Duration LONG = Duration.ofSeconds(20);

  private final BlockingQueue<ScriptedStream> streams = new LinkedBlockingQueue<>();
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.start();
    server.desk.onStream =
        (caller, call) -> {
          ScriptedStream stream = new ScriptedStream(caller).frame("{\"n\":1}");
          streams.add(stream);
          return stream;
        };
  }

  private Thread stopping(Duration drain) {
    Thread thread = new Thread(() -> server.stop(drain));
    thread.start();
    return thread;
  }

  private RawClient streaming() throws Exception {
    RawClient client = server.client().post(PATH, ScriptedDesk.KEY, Bodies.STREAM);
    client.head();
    client.chunk();
    return client;
  }

  @Test
  void f71RunningStreamIsFinished() throws Exception {
    try (RawClient client = streaming()) {
      Thread stop = stopping(LONG);
      await().until(() -> !isReady());

      streams.take().frame("{\"n\":2}").end();

      assertThat(client.chunk()).startsWith("data: {\"n\":2}\n\n");
      stop.join();
    }
  }

  /** Asked on a connection of its own; when no more are accepted, nobody is ready. */
  private boolean isReady() {
    try (RawClient client = server.client()) {
      return client.get("/readyz").answer().status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Asked like {@link #isReady}, which changes a moment earlier. */
  private boolean takesCalls() {
    try (RawClient client = server.client()) {
      return client.post(PATH, ScriptedDesk.KEY, Bodies.CHAT).answer().status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void f71NewCallOnAnOpenConnectionIsRefused() throws Exception {
    try (RawClient waiting = server.client()) {
      assertThat(waiting.get("/healthz").answer().status()).isEqualTo(200);
      RawClient running = streaming();
      Thread stop = stopping(LONG);
      await().until(() -> !takesCalls());

      waiting.post(PATH, ScriptedDesk.KEY, Bodies.CHAT);
      RawClient.Answer answer = waiting.answer();

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body()).contains("\"shutting_down\"");
      assertThat(answer.header("Connection")).hasValue("close");
      assertThat(answer.header("Retry-After")).hasValue("5");
      streams.take().end();
      stop.join();
      running.close();
    }
  }

  @Test
  void f71StreamThatTakesTooLongEndsWithAnErrorAndNotDone() throws Exception {
    try (RawClient client = streaming()) {
      Thread stop = stopping(Duration.ofMillis(200));

      String chunk = client.chunk();

      assertThat(chunk).startsWith("data: {\"error\":").contains("\"shutting_down\"");
      assertThat(client.chunk()).isNull();
      assertThat(streams.take().closed.await(1, TimeUnit.SECONDS)).isTrue();
      stop.join();
    }
  }

  @Test
  void f71PlainCallThatTakesTooLongIsToldSo() throws Exception {
    server.desk.onChat =
        (caller, call) -> {
          throw ScriptedDesk.silence(caller, new CountDownLatch(1));
        };
    try (RawClient client = server.client().post(PATH, ScriptedDesk.KEY, Bodies.CHAT)) {
      await().until(() -> server.desk.chats.get() == 1);
      Thread stop = stopping(Duration.ofMillis(200));

      RawClient.Answer answer = client.answer();

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body()).contains("\"shutting_down\"");
      stop.join();
    }
  }

  @Test
  void f72SecondSignalCutsAtOnce() throws Exception {
    try (RawClient client = streaming()) {
      Thread stop = stopping(LONG);
      await().until(() -> !isReady());

      server.http.hurry();

      stop.join(5_000);
      assertThat(stop.isAlive()).isFalse();
      assertThat(client.chunk()).contains("\"shutting_down\"");
    }
  }

  @Test
  void idleServerStopsAtOnce() throws Exception {
    long before = System.nanoTime();

    server.stop(LONG);

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
  }
}
