package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.vaultgate.client.RawUpstream;
import dev.vaultgate.router.account.KeySpec;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a request costs, in counts that do not depend on the machine: calls of sockets, allocated
 * bytes, readings of the body, waits for the store. Everything is on: a key, its limits, a ledger
 * in a file, usage records, breaker, metrics. A bound that is passed says that something was added
 * to the path of every request; a count that has become smaller should become the bound.
 */
@Timeout(120)
class RequestCostTest {

  private static final int WARM = 300;
  private static final int COUNTED = 100;
  private static final int TIMES = 30;
  private static final int FRAMES = 60;

  /** For a connection that is opened, a head that comes apart, an end that comes late. */
  private static final int FEW = 5;

  /** A sixth above what was counted in November 2026. */
  private static final long REQUEST_BYTES_MAX = 32_000;

  /** Of an index of some thousand values. */
  private static final long LONG_BYTES_MORE_MAX = REQUEST_BYTES_MAX + 40_000;

  /** A virtual thread's stack is copied when it waits, once a frame. */
  private static final long STREAM_BYTES_MAX = Runtime.version().feature() < 21 ? 110_000 : 147_000;

  private static final String ANSWER =
      """
      {"id":"a-1","object":"chat.completion","created":1700000000,"model":"gpt-4o-0",\
      "choices":[{"index":0,"message":{"role":"assistant","content":"%s"},"logprobs":null,\
      "finish_reason":"stop"}],"usage":{"prompt_tokens":87,"completion_tokens":200,\
      "total_tokens":287}}"""
          .formatted("A reverse proxy forwards requests and returns answers; ".repeat(16));

  private static final String REQUEST =
      """
      {"model":"lab-0-text",%s"messages":[{"role":"system","content":"You are a careful assistant \
      who answers in whole sentences and names every source."},{"role":"user","content":"Which \
      parts of a gateway's work are on the path of every request, and which may be done \
      afterwards?"}],"temperature":0.7,"max_tokens":256}""";

  @TempDir static Path folder;

  private static final Semaphore NEXT_FRAME = new Semaphore(0);

  private static RawUpstream provider;
  private static MoneyServer server;

  @BeforeAll
  static void start() throws IOException {
    provider = new RawUpstream();
    provider.always(
        connection -> {
          if (connection.request().body().contains("\"stream\"")) {
            stream(connection);
          } else {
            connection.answer(200, "application/json", ANSWER);
          }
        });
    server = new MoneyServer(folder, "cost", provider, 1, "");
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    provider.close();
  }

  /** Each frame in a write of its own, and only when the one before has reached the caller. */
  private static void stream(RawUpstream.Connection connection)
      throws IOException, InterruptedException {
    connection.send(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + chunk(frame("{\"role\":\"assistant\",\"content\":\"\"}", "null")));
    for (int i = 0; i < FRAMES; i++) {
      connection.send(chunk(frame("{\"content\":\" word\"}", "null")));
      NEXT_FRAME.acquire();
    }
    connection.send(chunk(frame("{}", "\"stop\"")) + chunk("data: [DONE]\n\n") + "0\r\n\r\n");
  }

  private static String frame(String delta, String finish) {
    return """
        data: {"id":"a-1","object":"chat.completion.chunk","created":1700000000,\
        "model":"gpt-4o-0","choices":[{"index":0,"delta":%s,"finish_reason":%s}]}

        """
        .formatted(delta, finish);
  }

  private static String chunk(String text) {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    return Integer.toHexString(length) + "\r\n" + text + "\r\n";
  }

  /** Asks so often on one connection, one after the other. */
  private static void ask(String key, int times) throws IOException {
    ask(key, REQUEST.formatted(""), times);
  }

  private static void ask(String key, String body, int times) throws IOException {
    try (RawClient caller = new RawClient(server.server.port())) {
      for (int i = 0; i < times; i++) {
        assertThat(caller.post(MoneyServer.CHAT, key, body).answer().status()).isEqualTo(200);
      }
      leave(caller);
    }
  }

  /** Whom the server has seen leaving has nothing in it any more that would be counted late. */
  private static void leave(RawClient caller) throws IOException {
    assertThat(caller.halfClose().isClosedByServer()).isTrue();
  }

  /** One stream, whose next frame the provider sends when the last one is here. */
  private static void askForStream() throws IOException {
    String body = REQUEST.formatted("\"stream\":true,");
    try (RawClient caller = new RawClient(server.server.port())) {
      assertThat(caller.post(MoneyServer.CHAT, server.key(), body).head().status()).isEqualTo(200);
      String chunk = caller.chunk();
      while (chunk != null) {
        NEXT_FRAME.release((int) chunk.lines().filter(line -> line.contains(" word")).count());
        chunk = caller.chunk();
      }
      leave(caller);
    }
  }

  private static int providerPort() {
    return URI.create(provider.url()).getPort();
  }

  @Test
  void requestTakesOneReadAndOneWriteAtTheProviderAndOneWriteAtTheCaller() throws IOException {
    ask(server.key(), WARM);

    SocketCalls calls = SocketCalls.during(providerPort(), () -> ask(server.key(), COUNTED));

    assertThat(calls.providerWrites()).as("%s", calls).isBetween(COUNTED, COUNTED + FEW);
    assertThat(calls.providerReads()).as("%s", calls).isBetween(COUNTED, COUNTED + FEW);
    assertThat(calls.callerWrites()).as("%s", calls).isBetween(COUNTED, COUNTED + FEW);
    // Whoever keeps his connection is looked for at most once in vain before he is waited for. The
    // last read finds that he has left.
    assertThat(calls.callerReads()).as("%s", calls).isBetween(COUNTED, 2 * COUNTED + 1);
  }

  @Test
  void frameTakesOneReadAtTheProviderAndOneWriteAtTheCaller() throws IOException {
    askForStream();

    SocketCalls calls = SocketCalls.during(providerPort(), RequestCostTest::askForStream);

    assertThat(calls.providerReads()).as("%s", calls).isBetween(FRAMES, FRAMES + FEW);
    // The last has what the end of the provider's stream says, and the end of the answer.
    assertThat(calls.callerWrites()).as("%s", calls).isBetween(FRAMES, FRAMES + 1);
    assertThat(calls.providerWrites()).as("%s", calls).isLessThanOrEqualTo(FEW);
    assertThat(calls.callerReads()).as("%s", calls).isLessThanOrEqualTo(FEW);
  }

  @Test
  void requestThatPaysNothingNeverWaitsForTheStore() throws IOException {
    String key =
        server
            .server
            .gateway()
            .keys()
            .create(KeySpec.named("operator").unlimitedAccount(true).requestsPerMinute(0))
            .secret()
            .reveal();
    ask(key, WARM);

    SocketCalls calls = SocketCalls.during(providerPort(), () -> ask(key, COUNTED));

    assertThat(calls.storeWaits()).isZero();
  }

  @Test
  void requestThatPaysNeverWaitsForTheStore() throws IOException {
    ask(server.key(), WARM);

    SocketCalls calls = SocketCalls.during(providerPort(), () -> ask(server.key(), COUNTED));

    assertThat(calls.storeWaits()).isZero();
  }

  @Test
  void requestAllocatesNoMoreThanItDid() throws IOException {
    ask(server.key(), WARM);

    long bytes = leastAllocatedBy(() -> ask(server.key(), COUNTED)) / COUNTED;

    assertThat(bytes).isBetween(1L, REQUEST_BYTES_MAX);
  }

  /** The bytes of a long chat have one array, and an index beside it. */
  @Test
  void longRequestIsInMemoryOnce() throws IOException {
    String turn = "{\"role\":\"user\",\"content\":\"" + "a few words more, ".repeat(50) + "\"},";
    String body = REQUEST.formatted("").replace("[{\"role\"", "[" + turn.repeat(100) + "{\"role\"");
    ask(server.key(), body, WARM);

    long bytes = leastAllocatedBy(() -> ask(server.key(), body, COUNTED)) / COUNTED;

    assertThat(bytes).isBetween(1L, body.length() + LONG_BYTES_MORE_MAX);
  }

  @Test
  void streamAllocatesNoMoreThanItDid() throws IOException {
    long bytes = leastAllocatedBy(RequestCostTest::askForStream);

    assertThat(bytes).isBetween(1L, STREAM_BYTES_MAX);
  }

  /** Of many times, since the compilers take away what they find to be in vain. */
  private static long leastAllocatedBy(SocketCalls.Work work) throws IOException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < TIMES; i++) {
      Map<Long, Long> before = Allocations.byThread();
      work.run();
      least = Math.min(least, Allocations.since(before));
    }
    return least;
  }

  @Test
  void bodiesAreReadOnce() throws IOException {
    ask(server.key(), WARM);
    System.gc();
    long collections = Allocations.collections();
    long before = readings();

    ask(server.key(), COUNTED);

    long readings = readings() - before;
    assumeThat(Allocations.collections()).as("no garbage was collected").isEqualTo(collections);
    // The caller's request and the provider's answer.
    assertThat(readings).isLessThanOrEqualTo(2 * COUNTED);
  }

  /** Every reading of JSON makes an index or, by Jackson, a parser. */
  private static long readings() {
    return Allocations.objects(".JsonIndex") + Allocations.objects("JsonParser");
  }
}
