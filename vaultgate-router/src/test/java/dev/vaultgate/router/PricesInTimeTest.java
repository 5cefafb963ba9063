package dev.vaultgate.router;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.Usage;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.catalog.CustomModel;
import dev.vaultgate.router.catalog.DatedPrice;
import dev.vaultgate.router.catalog.ModelPrice;
import dev.vaultgate.router.catalog.PriceVersion;
import dev.vaultgate.router.catalog.ProviderRegistry;
import dev.vaultgate.router.catalog.ProviderRow;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.store.Store;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Prices that begin on a day that is known, and what settlements remember of them. */
class PricesInTimeTest {

  private static final ModelPrice TODAYS = ModelPrice.perMillionTokens("1", "2");
  private static final DatedPrice TOMORROWS =
      DatedPrice.from(LocalDate.of(2026, 11, 24), ModelPrice.perMillionTokens("10", "20"));

  private final FakeTime time = new FakeTime();
  private final FakeUpstream upstream = new FakeUpstream();
  private final Store store = Store.inMemory(time);
  private final Gateway gateway =
      Gateway.builder()
          .router(
              Router.builder()
                  .registry(ProviderRegistry.of(List.of()))
                  .provider(ProviderRow.builder("one", "fake").build(), model -> upstream)
                  .model(
                      new CustomModel(
                          "m-text",
                          List.of(CustomModel.Place.parse("one/m")),
                          TODAYS,
                          null,
                          List.of(TOMORROWS)))
                  .time(time)
                  .build())
          .store(store)
          .time(time)
          .build();
  private ApiKey key;
  private int requests;

  @BeforeEach
  void pay() {
    key = gateway.keys().create(KeySpec.named("team").account("team")).key();
    gateway.ledger().topUp(key.account().id(), Money.dollars(1), "start");
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  private GatewayReply chat() {
    upstream.answers("hi", Usage.of(100, 50));
    return gateway.chat(caller(), call(false));
  }

  @Test
  void aPriceTakesEffectByItselfOnItsDay() {
    Money before = chat().cost();
    time.advance(Duration.ofHours(12));

    Money after = chat().cost();

    assertThat(before).isEqualTo(Money.nanos(200_000));
    assertThat(after).isEqualTo(Money.nanos(2_000_000));
  }

  @Test
  void aCallIsChargedByThePriceOfTheDayOnWhichItBegan() {
    upstream.streams("hi", Usage.of(100, 50));
    try (GatewayStream stream = gateway.stream(caller(), call(true))) {
      time.advance(Duration.ofHours(13));
      while (stream.next() != null) {
        // Read to its end.
      }
    }

    assertThat(gateway.ledger().balance(key.account().id()).used()).isEqualTo(Money.nanos(200_000));
  }

  @Test
  void thePricesThatCallsWereChargedByAreKept() {
    chat();
    chat();
    time.advance(Duration.ofHours(12));
    chat();

    assertThat(store.prices().all())
        .extracting(PriceVersion::version)
        .containsExactly(DatedPrice.of(TODAYS).version(), TOMORROWS.version());
  }

  private Caller caller() {
    return new Caller(key, "request-" + ++requests, new Cancellation());
  }

  private static ChatCall call(boolean stream) {
    return ChatCall.parse(
        ("{\"model\":\"m-text\",\"max_tokens\":100,\"stream\":"
                + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}")
            .getBytes(UTF_8));
  }
}
