package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vaultgate.client.RawUpstream;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.usage.UsageSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * However a call ends, it is settled exactly once, with who counted it: every ending, streamed and
 * whole, with usage that the provider has told by then and without. On real sockets, and looked up
 * in the store's file.
 */
class SettlementTest {

  /** How the provider, the caller or the gateway brings a call to its end. */
  enum Ending {
    COMPLETE,
    CALLER_GONE,
    UPSTREAM_CUT,
    STALL,
    MALFORMED_EVENT,
    ERROR_EVENT,
    DEADLINE,
    CAP_REACHED,
    SHUTDOWN;

    /** Whether the answer is as long as it should be. */
    boolean isWhole() {
      return this == COMPLETE || this == CAP_REACHED;
    }

    boolean isByTime() {
      return this == STALL || this == DEADLINE;
    }
  }

  record Case(Ending ending, boolean stream, boolean told, int place) {

    String model() {
      return "lab-" + place + "-text";
    }

    String body() {
      return ("{\"model\":\"%s\",\"stream\":%s,\"max_tokens\":50,"
              + "\"messages\":[{\"role\":\"user\",\"content\":\"Count to four, please.\"}]}")
          .formatted(model(), stream);
    }

    @Override
    public String toString() {
      return ending + (stream ? ", stream" : ", whole") + (told ? ", told" : ", untold");
    }
  }

  /** Four tokens of GPT-4o's. */
  private static final String TEXT = "one two three four";

  private static final long TEXT_TOKENS = 4;

  /** The prompt as it is counted: six tokens, and seven around it. */
  private static final long PROMPT_TOKENS = 13;

  private static final String USAGE =
      "{\"prompt_tokens\":100,\"completion_tokens\":20,\"total_tokens\":120}";
  private static final Money TOLD = Money.nanos(100 * 1_000 + 20 * 2_000);
  private static final Money COUNTED = Money.nanos(PROMPT_TOKENS * 1_000 + TEXT_TOKENS * 2_000);

  private static final Pattern PLACE = Pattern.compile("\"gpt-4o-(\\d+)\"");
  private static final int MODELS = 64;

  @TempDir static Path folder;
  private static final RawUpstream PROVIDER = new RawUpstream();
  private static final Map<Integer, RawUpstream.Script> SCRIPTS = new ConcurrentHashMap<>();
  private static MoneyServer patient;
  private static MoneyServer hasty;

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Ending ending : Ending.values()) {
      for (boolean stream : new boolean[] {true, false}) {
        for (boolean told : new boolean[] {true, false}) {
          cases.add(new Case(ending, stream, told, cases.size()));
        }
      }
    }
    return cases.stream();
  }

  @BeforeAll
  static void start() throws IOException {
    PROVIDER.always(
        connection -> {
          Matcher place = PLACE.matcher(connection.request().body());
          assertThat(place.find()).isTrue();
          SCRIPTS.get(Integer.valueOf(place.group(1))).play(connection);
        });
    String once = "routing: { attempts: 1 }\n";
    patient = new MoneyServer(folder, "patient", PROVIDER, MODELS, once);
    hasty =
        new MoneyServer(
            folder,
            "hasty",
            PROVIDER,
            MODELS,
            once + "timeouts: { idle: 300ms, total: 500ms, stream_total: 1s }\n");
  }

  @AfterAll
  static void stop() throws IOException {
    patient.close();
    hasty.close();
    PROVIDER.close();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyEndingIsSettledOnce(Case test) throws Exception {
    MoneyServer gateway =
        test.ending() == Ending.SHUTDOWN
            ? new MoneyServer(folder, "shut" + test.place(), PROVIDER, MODELS, "")
            : test.ending().isByTime() ? hasty : patient;
    CountDownLatch asked = new CountDownLatch(1);
    SCRIPTS.put(
        test.place(),
        connection -> {
          asked.countDown();
          play(test, connection);
        });

    run(test, gateway, asked);

    UsageRecord record;
    if (test.ending() == Ending.SHUTDOWN) {
      gateway.close();
      try (Store store = Store.sqlite(gateway.file())) {
        record = only(store.usage().newest(10));
        assertThat(store.ledger().verify()).isEmpty();
        assertThat(store.prices().all()).hasSize(delivered(test) ? 1 : 0);
      }
    } else {
      await().until(() -> !gateway.records(test.model()).isEmpty());
      record = only(gateway.records(test.model()));
      await().until(() -> gateway.balance().held().isZero());
    }
    assertThat(record.source()).isEqualTo(source(test));
    assertThat(record.cost()).isEqualTo(cost(test));
    assertThat(record.outcome()).isEqualTo(outcome(test));
    List<MoneyServer.Entry> entries =
        test.ending() == Ending.SHUTDOWN
            ? MoneyServer.entries(gateway.file(), record.requestId())
            : gateway.entries(record.requestId());
    assertThat(entries).hasSize(1);
    assertThat(entries.get(0).kind()).isEqualTo("charge");
    assertThat(entries.get(0).amount()).isEqualTo(record.cost());
    assertThat(entries.get(0).priceVersion().isEmpty()).isEqualTo(!delivered(test));
  }

  private static UsageRecord only(List<UsageRecord> records) {
    assertThat(records).hasSize(1);
    return records.get(0);
  }

  /** Whether the caller got something: a whole answer counts when all of it is there. */
  private static boolean delivered(Case test) {
    return test.stream() || test.ending().isWhole();
  }

  private static UsageSource source(Case test) {
    if (!delivered(test)) {
      return UsageSource.NONE;
    }
    return test.told() ? UsageSource.REPORTED : UsageSource.ESTIMATED;
  }

  private static Money cost(Case test) {
    if (!delivered(test)) {
      return Money.ZERO;
    }
    return test.told() ? TOLD : COUNTED;
  }

  private static Outcome outcome(Case test) {
    return switch (test.ending()) {
      case COMPLETE, CAP_REACHED -> Outcome.OK;
      case CALLER_GONE -> Outcome.CLIENT_CLOSED;
      case SHUTDOWN -> Outcome.INTERRUPTED;
      default -> test.stream() ? Outcome.PARTIAL : Outcome.UPSTREAM_ERROR;
    };
  }

  /** The caller's side of it. */
  private static void run(Case test, MoneyServer gateway, CountDownLatch asked) throws Exception {
    RawClient client = gateway.post(test.body());
    if (test.ending() == Ending.CALLER_GONE || test.ending() == Ending.SHUTDOWN) {
      assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
      if (test.stream()) {
        client.head();
        assertThat(client.chunk()).contains(TEXT);
      }
      if (test.ending() == Ending.SHUTDOWN) {
        gateway.close();
      }
      client.close();
      return;
    }
    try (client) {
      RawClient.Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(delivered(test) ? 200 : 503);
      if (test.stream()) {
        assertThat(answer.body()).contains(TEXT);
        assertThat(answer.body().endsWith("data: [DONE]\n\n")).isEqualTo(test.ending().isWhole());
      }
    }
  }

  /** The provider's side of it. */
  private static void play(Case test, RawUpstream.Connection connection)
      throws IOException, InterruptedException {
    if (test.stream()) {
      connection.head(200, "text/event-stream");
      connection.send(content(TEXT));
      if (test.told()) {
        connection.send("data: {\"choices\":[],\"usage\":" + USAGE + "}\n\n");
      }
      playStream(test, connection);
    } else {
      playWhole(test, connection);
    }
  }

  private static void playStream(Case test, RawUpstream.Connection connection)
      throws IOException, InterruptedException {
    switch (test.ending()) {
      case COMPLETE -> connection.send(finish("stop") + "data: [DONE]\n\n").finish();
      case CAP_REACHED -> connection.send(finish("length") + "data: [DONE]\n\n").finish();
      case UPSTREAM_CUT -> connection.reset();
      case MALFORMED_EVENT -> connection.send("data: {\"choices\":[{\n\n").finish();
      case ERROR_EVENT ->
          connection.send("data: {\"error\":{\"message\":\"over\",\"code\":500}}\n\n").finish();
      case DEADLINE -> trickle(connection, ": still here\n\n");
      default -> connection.awaitCallerLeaving();
    }
  }

  private static void playWhole(Case test, RawUpstream.Connection connection)
      throws IOException, InterruptedException {
    String usage = test.told() ? ",\"usage\":" + USAGE : "";
    String finish = test.ending() == Ending.CAP_REACHED ? "length" : "stop";
    String answer =
        ("{\"id\":\"x\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{"
                + "\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"%s\"},"
                + "\"finish_reason\":\"%s\"}]%s}")
            .formatted(TEXT, finish, usage);
    String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n";
    switch (test.ending()) {
      case COMPLETE, CAP_REACHED -> connection.answer(200, "application/json", answer);
      case UPSTREAM_CUT -> {
        connection.send(head.formatted(answer.length()) + answer.substring(0, 80));
        connection.reset();
      }
      case MALFORMED_EVENT -> connection.answer(200, "application/json", answer.substring(1));
      case ERROR_EVENT ->
          connection.answer(
              200, "application/json", "{\"error\":{\"message\":\"over\",\"code\":500}}");
      case DEADLINE -> {
        connection.send(head.formatted(1_000_000));
        trickle(connection, " ");
      }
      default -> connection.awaitCallerLeaving();
    }
  }

  /** A little now and then, until nobody listens any more. */
  private static void trickle(RawUpstream.Connection connection, String bytes)
      throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    try {
      while (!never.await(50, TimeUnit.MILLISECONDS)) {
        connection.send(bytes);
      }
    } catch (IOException left) {
      // That is what was waited for.
    }
  }

  static String content(String text) {
    return "data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":7,\"model\":\"m\","
        + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
        + text
        + "\"},\"finish_reason\":null}]}\n\n";
  }

  private static String finish(String reason) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\""
        + reason
        + "\"}]}\n\n";
  }

  @Test
  void allTogetherAreWhatTheBalanceHasLost() {
    for (MoneyServer gateway : List.of(patient, hasty)) {
      await().atMost(Duration.ofSeconds(20)).until(() -> gateway.balance().held().isZero());
      Money sum =
          gateway.server.gateway().usage().newest(1_000).stream()
              .map(UsageRecord::cost)
              .reduce(Money.ZERO, Money::plus);

      assertThat(gateway.balance().used()).isEqualTo(sum);
      assertThat(gateway.server.gateway().ledger().verify()).isEmpty();
    }
  }
}
