package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vaultgate.client.LogCapture;
import dev.vaultgate.client.RawUpstream;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.usage.UsageSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a caller pays who leaves before his answer is whole. */
class DepartureMoneyTest {

  private static final String MODEL = "lab-0-text";
  private static final String BODY =
      "{\"model\":\"lab-0-text\",\"stream\":%s,\"max_tokens\":50,"
          + "\"messages\":[{\"role\":\"user\",\"content\":\"Count to four, please.\"}]}";
  private static final String STREAM = BODY.formatted(true);
  private static final String WHOLE = BODY.formatted(false);
  private static final String FIRST = SettlementTest.content("one two");
  private static final String REST =
      SettlementTest.content(" three four")
          + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
          + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":20,"
          + "\"total_tokens\":120}}\n\ndata: [DONE]\n\n";

  /** Thirteen tokens of the prompt, counted. */
  private static final Money PROMPT = Money.nanos(13_000);

  /** And two of what was delivered. */
  private static final Money DELIVERED = Money.nanos(13_000 + 2 * 2_000);

  private static final Money TOLD = Money.nanos(100 * 1_000 + 20 * 2_000);

  @TempDir Path folder;
  private final LogCapture requests = LogCapture.requests();
  private final RawUpstream provider = new RawUpstream();
  private final BlockingQueue<RawUpstream.Connection> calls = new LinkedBlockingQueue<>();
  private MoneyServer gateway;

  @AfterEach
  void stop() throws IOException {
    requests.close();
    gateway.close();
    provider.close();
  }

  private void start(String further) throws IOException {
    gateway = new MoneyServer(folder, "test", provider, 1, further);
  }

  /** A stream that waits after its first content until the test says go on. */
  private void streams(CountDownLatch goOn) {
    provider.always(
        connection -> {
          connection.head(200, "text/event-stream").send(FIRST);
          calls.add(connection);
          assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
          connection.send(REST).finish();
        });
  }

  private UsageRecord record() {
    await().until(() -> !gateway.records(MODEL).isEmpty());
    List<UsageRecord> records = gateway.records(MODEL);
    assertThat(records).hasSize(1);
    return records.get(0);
  }

  private void assertCharged(Money amount, UsageSource source) {
    UsageRecord record = record();
    assertThat(record.outcome()).isEqualTo(Outcome.CLIENT_CLOSED);
    assertThat(record.source()).isEqualTo(source);
    assertThat(record.cost()).isEqualTo(amount);
    await().until(() -> gateway.balance().held().isZero());
    assertThat(gateway.balance().used()).isEqualTo(amount);
    assertThat(gateway.server.gateway().ledger().verify()).isEmpty();
  }

  private void readFirstAndLeave() throws IOException {
    RawClient client = gateway.post(STREAM);
    client.head();
    assertThat(client.chunk()).contains("one two");
    client.close();
  }

  /** Credit cannot be held while somebody else writes to the file; meanwhile the caller leaves. */
  @Test
  void f56WhoLeavesBeforeAnybodyIsAskedPaysNothingAndNobodyIs() throws Exception {
    start("");
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + gateway.file());
        Statement lock = other.createStatement()) {
      lock.execute("BEGIN IMMEDIATE");

      gateway.post(WHOLE).close();
      // The server notices it within one second, and waits five for the file.
      assertThat(new CountDownLatch(1).await(2_500, TimeUnit.MILLISECONDS)).isFalse();
      lock.execute("ROLLBACK");
    }

    assertCharged(Money.ZERO, UsageSource.NONE);
    assertThat(requests.line("outcome=client_closed")).contains(" stage=before_dispatch");
    assertThat(provider.requests()).isEmpty();
  }

  @Test
  void f57WhoLeavesBeforeTheProviderAnswersPaysNothing() throws Exception {
    start("");
    provider.always(
        connection -> {
          calls.add(connection);
          connection.awaitCallerLeaving();
        });
    RawClient client = gateway.post(STREAM);
    calls.take();

    client.close();

    assertThat(provider.callerLeft(1, TimeUnit.SECONDS)).isTrue();
    assertCharged(Money.ZERO, UsageSource.NONE);
    assertThat(requests.line("outcome=client_closed"))
        .contains(" stage=before_content")
        .containsPattern(" operator_cost=0\\.0000\\d+");
  }

  @Test
  void f58WhoLeavesWhenTheProviderHasBegunPaysForThePrompt() throws Exception {
    start("");
    provider.always(
        connection -> {
          connection.head(200, "text/event-stream").send(": thinking\n\n");
          calls.add(connection);
          connection.awaitCallerLeaving();
        });
    RawClient client = gateway.post(STREAM);
    calls.take();

    client.close();

    assertThat(provider.callerLeft(2, TimeUnit.SECONDS)).isTrue();
    assertCharged(PROMPT, UsageSource.ESTIMATED);
  }

  @Test
  void f58f60WhoLeavesInTheMiddlePaysForWhatWasDelivered() throws Exception {
    start("");
    provider.always(
        connection -> {
          connection.head(200, "text/event-stream").send(FIRST);
          connection.awaitCallerLeaving();
        });

    readFirstAndLeave();

    assertThat(provider.callerLeft(1, TimeUnit.SECONDS)).isTrue();
    assertCharged(DELIVERED, UsageSource.ESTIMATED);
    assertThat(requests.line("outcome=client_closed"))
        .contains(" completion_tokens=2 ", " stage=content")
        .containsPattern(" detection_ms=\\d+");
  }

  @Test
  void f59WhereTheProviderChargesForAllOfItAllOfItIsPaid() throws Exception {
    gateway = drained("");
    CountDownLatch goOn = new CountDownLatch(1);
    streams(goOn);

    readFirstAndLeave();
    awaitDrain();
    goOn.countDown();

    assertCharged(TOLD, UsageSource.REPORTED);
    assertThat(requests.line("outcome=client_closed")).contains(" drained");
  }

  private MoneyServer drained(String further) throws IOException {
    return new MoneyServer(folder, "drained", provider, 1, further, ", drain_on_disconnect: true");
  }

  @Test
  void f59ForNoLongerThanIsSet() throws Exception {
    gateway = drained("credit: { drain_time: 200ms }\n");
    CountDownLatch goOn = new CountDownLatch(1);
    streams(goOn);

    readFirstAndLeave();

    assertCharged(DELIVERED, UsageSource.ESTIMATED);
    goOn.countDown();
  }

  @Test
  void f59AndForNoMoreAtOnceThanAreSet() throws Exception {
    gateway = drained("credit: { max_drains: 1 }\n");
    CountDownLatch goOn = new CountDownLatch(1);
    streams(goOn);

    readFirstAndLeave();
    awaitDrain();
    readFirstAndLeave();
    await().until(() -> gateway.records(MODEL).size() == 1);
    assertThat(gateway.records(MODEL).get(0).source()).isEqualTo(UsageSource.ESTIMATED);
    goOn.countDown();
    await().until(() -> gateway.records(MODEL).size() == 2);

    assertThat(gateway.records(MODEL))
        .extracting(UsageRecord::cost)
        .containsExactlyInAnyOrder(TOLD, DELIVERED);
  }

  /** Until a stream is read on. */
  private static void awaitDrain() {
    await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> thread.getName().equals("vaultgate-drain")));
  }

  @Test
  void f59WhatIsReadOnWhenTheServerStopsIsSettled() throws Exception {
    gateway = drained("");
    CountDownLatch goOn = new CountDownLatch(1);
    streams(goOn);
    readFirstAndLeave();
    awaitDrain();

    gateway.close();

    try (Store store = Store.sqlite(gateway.file())) {
      assertThat(store.ledger().balance(gateway.account()).used()).isEqualTo(DELIVERED);
      assertThat(store.ledger().balance(gateway.account()).held()).isEqualTo(Money.ZERO);
    }
    goOn.countDown();
  }
}
