package dev.vaultgate.router.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.outbound.AddressRules;
import dev.vaultgate.router.FakeTime;
import dev.vaultgate.router.Gateway;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.webhook.WebhookSignature;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts from where they are raised to where they arrive. */
class AlertCenterTest {

  private static final AlertQuery ALL = new AlertQuery(Set.of(), false);

  @TempDir private Path folder;
  private final FakeTime time = new FakeTime();
  private final MockWebServer hooks = new MockWebServer();
  private Store store = Store.inMemory(time);
  private @Nullable AlertCenter center;

  @BeforeEach
  void start() throws IOException {
    hooks.start();
  }

  @AfterEach
  void stop() {
    if (center != null) {
      center.close();
    }
    store.close();
    hooks.close();
  }

  private String url() {
    return hooks.url("/in").toString();
  }

  private AlertCenter center(AlertContacts contacts) {
    center = Gateway.alertCenter(store, contacts, time);
    return center;
  }

  private AlertContacts operators() {
    return new AlertContacts(
        new Webhook(url(), "vgw_operator"), List.of(), AddressRules.PUBLIC, null);
  }

  private void answer(int status) {
    hooks.enqueue(new MockResponse.Builder().code(status).build());
  }

  private RecordedRequest taken() throws InterruptedException {
    RecordedRequest request = hooks.takeRequest(10, TimeUnit.SECONDS);
    assertThat(request).isNotNull();
    return request;
  }

  private void awaitDeliveries(int left) {
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(store.alerts().due(time.now().plus(Duration.ofDays(2)), 10))
                    .hasSize(left));
  }

  @Test
  void anOperatorsAlertIsInTheInboxOnceADay() {
    AlertCenter center = center(AlertContacts.NONE);

    center.raise(AlertKind.PROVIDER_KEY_REFUSED, "openai", "The key sk-…4711 is refused.");
    center.raise(AlertKind.PROVIDER_KEY_REFUSED, "openai", "Once more.");
    center.raise(AlertKind.PROVIDER_KEY_REFUSED, "anthropic", "Another.");
    center.round();
    time.advance(Duration.ofDays(1));
    center.raise(AlertKind.PROVIDER_KEY_REFUSED, "openai", "The next day.");
    center.round();

    assertThat(store.alerts().page(ALL, 10, null).alerts())
        .extracting(Alert::text)
        .containsExactly("The next day.", "Another.", "The key sk-…4711 is refused.");
    assertThat(store.alerts().unread(AlertQuery.of(Alert.OPERATOR))).isEqualTo(3);
  }

  @Test
  void aWebhookIsPostedSignedWithTheTime() throws Exception {
    answer(200);
    AlertCenter center = center(operators());
    center.raise(AlertKind.STORAGE, "the store", "It cannot be written.");

    center.round();

    RecordedRequest request = taken();
    String body = request.getBody().utf8();
    assertThat(Json.read(body).path("kind").asText()).isEqualTo("storage");
    assertThat(Json.read(body).path("text").asText()).isEqualTo("It cannot be written.");
    assertThat(request.getHeaders().get("x-vaultgate-delivery")).isEqualTo("1");
    WebhookSignature signature =
        WebhookSignature.parse(request.getHeaders().get("x-vaultgate-signature")).orElseThrow();
    assertThat(signature.fits(body.getBytes(UTF_8), "vgw_operator", time.now())).isTrue();
    awaitDeliveries(0);
  }

  @Test
  void whatIsNotTakenIsTriedEightTimesWithinADay() throws Exception {
    AlertCenter center = center(operators());
    center.raise(AlertKind.STORAGE, "the store", "It cannot be written.");
    for (int attempt = 1; attempt <= 8; attempt++) {
      answer(500);
      center.round();
      taken();
      int failed = attempt;
      Awaitility.await()
          .until(
              () ->
                  store.alerts().due(time.now().plus(Duration.ofDays(2)), 10).stream()
                      .allMatch(delivery -> delivery.attempts() == failed));
      center.round();
      time.advance(Duration.ofHours(attempt < 6 ? 2 : 12));
    }

    awaitDeliveries(0);
    center.round();
    assertThat(hooks.getRequestCount()).isEqualTo(8);
    assertThat(store.alerts().page(ALL, 10, null).alerts()).hasSize(1);
  }

  @Test
  void aReceiverThatIsGoneIsGivenUpAtOnce() throws Exception {
    answer(410);
    AlertCenter center = center(operators());
    center.raise(AlertKind.STORAGE, "the store", "It cannot be written.");

    center.round();
    taken();

    awaitDeliveries(0);
  }

  @Test
  void whatWasNotDeliveredSurvivesARestart() throws Exception {
    store.close();
    store = Store.sqlite(folder.resolve("test.db"));
    AlertCenter first = center(operators());
    hooks.enqueue(new MockResponse.Builder().code(503).build());
    first.raise(AlertKind.STORAGE, "the store", "It cannot be written.");
    first.round();
    taken();
    Awaitility.await().until(() -> store.alerts().due(time.now(), 10).isEmpty());
    first.close();
    store.close();

    store = Store.sqlite(folder.resolve("test.db"));
    time.advance(Duration.ofMinutes(1));
    answer(200);
    center(operators()).round();

    assertThat(taken().getHeaders().get("x-vaultgate-delivery")).isEqualTo("1");
    awaitDeliveries(0);
  }

  @Test
  void f83OfAStoreThatCannotBeWrittenTheOperatorIsToldAtOnceAndItIsKeptLater() throws Exception {
    answer(200);
    AtomicBoolean isWritable = new AtomicBoolean();
    AlertCenter center =
        new AlertCenter(
            store.alerts(),
            isWritable::get,
            new BudgetWatch(store.keys(), store.ledger(), store.alerts(), time),
            store.users(),
            operators(),
            time);
    this.center = center;

    center.round();
    center.round();
    assertThat(Json.read(taken().getBody().utf8()).path("kind").asText()).isEqualTo("storage");
    assertThat(store.alerts().page(ALL, 10, null).alerts()).isEmpty();

    isWritable.set(true);
    center.round();
    assertThat(store.alerts().page(ALL, 10, null).alerts())
        .extracting(Alert::kind)
        .containsExactly(AlertKind.STORAGE);
    awaitDeliveries(0);
    assertThat(hooks.getRequestCount()).isEqualTo(1);
  }

  @Test
  void whatIsLeftAtTheEndIsKept() {
    AlertCenter center = center(AlertContacts.NONE);
    center.raise(AlertKind.STORAGE, "the store", "It cannot be written.");

    center.close();

    assertThat(store.alerts().page(ALL, 10, null).alerts()).hasSize(1);
  }

  @Test
  void s56AUsersWebhookDoesNotReachAPrivateNetwork() {
    Account account = store.keys().account("team", false, time.now());
    store
        .alerts()
        .configure(account.id(), AlertSettings.USUAL.withWebhook(new Webhook(url(), "vgw_user")));
    AlertCenter center = center(operators());

    assertThat(center.test(account.id())).isEmpty();
    assertThat(hooks.getRequestCount()).isZero();
  }

  @Test
  void aTestTellsWhatWasAnswered() throws Exception {
    AlertCenter center = center(operators());
    answer(204);
    answer(404);

    assertThat(center.test(Alert.OPERATOR)).hasValue(204);
    assertThat(center.test(Alert.OPERATOR)).hasValue(404);
    assertThat(center.test(4711)).isEmpty();
    assertThat(Json.read(taken().getBody().utf8()).path("kind").asText()).isEqualTo("test");
    assertThat(store.alerts().page(ALL, 10, null).alerts()).isEmpty();
  }

  @Test
  void mailGoesToTheAddressesOfTheOperator() throws Exception {
    BlockingQueue<String> mails = new LinkedBlockingQueue<>();
    AlertCenter center =
        center(
            new AlertContacts(
                null,
                List.of("ops@example.com", "boss@example.com"),
                AddressRules.PUBLIC,
                (to, subject, text) -> mails.add(to + " " + subject + " " + text)));
    center.raise(AlertKind.STORAGE, "the store", "It cannot be written.");

    center.round();

    assertThat(mails.poll(10, TimeUnit.SECONDS))
        .isEqualTo("ops@example.com VaultGate: the store It cannot be written.");
    assertThat(mails.poll(10, TimeUnit.SECONDS)).startsWith("boss@example.com");
    awaitDeliveries(0);
  }

  @Test
  void mailThatIsNotTakenIsTriedAgain() {
    AlertCenter center =
        center(
            new AlertContacts(
                null,
                List.of("ops@example.com"),
                AddressRules.PUBLIC,
                (to, subject, text) -> {
                  throw new IOException("451 later");
                }));
    center.raise(AlertKind.STORAGE, "the store", "It cannot be written.");

    center.round();

    Awaitility.await()
        .until(
            () ->
                store.alerts().due(time.now().plus(Duration.ofDays(1)), 10).stream()
                    .anyMatch(delivery -> delivery.attempts() == 1));
  }
}
