package dev.vaultgate.router.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.router.catalog.DatedPrice;
import dev.vaultgate.router.catalog.ModelPrice;
import dev.vaultgate.router.catalog.PriceVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a store keeps of the prices that calls were charged by. */
abstract class PriceVersionsContract extends StoreContract {

  private static final DatedPrice FIRST = DatedPrice.of(ModelPrice.perMillionTokens("2.50", "10"));
  private static final DatedPrice SECOND =
      DatedPrice.from(LocalDate.of(2027, 1, 1), ModelPrice.perMillionTokens("3", "12"));

  @Test
  void aPriceIsFoundByItsVersion() {
    Instant now = time.now();
    store.prices().keep(SECOND, "m");
    settled();

    PriceVersion kept = store.prices().find(SECOND.version()).orElseThrow();

    assertThat(kept.price()).contains("\"input\":3", "\"output\":12");
    assertThat(kept.from()).isEqualTo(LocalDate.of(2027, 1, 1));
    assertThat(kept.asOf()).isNull();
    assertThat(kept.source()).isEqualTo(DatedPrice.OPERATOR);
    assertThat(kept.keptAt().toEpochMilli()).isEqualTo(now.toEpochMilli());
  }

  @Test
  void aPriceThatIsKeptAgainStaysAsItWas() {
    store.prices().keep(FIRST, "m");
    settled();
    Instant first = store.prices().all().get(0).keptAt();
    time.advance(Duration.ofDays(1));

    store.prices().keep(FIRST, "m");
    store.prices().keep(SECOND, "m");
    settled();

    assertThat(store.prices().all())
        .extracting(PriceVersion::version)
        .containsExactly(FIRST.version(), SECOND.version());
    assertThat(store.prices().all().get(0).keptAt()).isEqualTo(first);
  }

  @Test
  void pricesOfAModelAreItsOwnAndTellSinceWhen() {
    store.prices().keep(FIRST, "early");
    settled();
    time.advance(Duration.ofDays(1));
    Instant later = time.now();
    store.prices().keep(FIRST, "late");
    time.advance(Duration.ofDays(1));
    store.prices().keep(SECOND, "late");
    store.prices().keep(FIRST, "late");
    settled();

    List<PriceVersion> late = store.prices().of("late");

    assertThat(late)
        .extracting(PriceVersion::version)
        .containsExactly(FIRST.version(), SECOND.version());
    assertThat(late.get(0).keptAt().toEpochMilli()).isEqualTo(later.toEpochMilli());
    assertThat(store.prices().of("early")).hasSize(1);
    assertThat(store.prices().of("never")).isEmpty();
  }

  @Test
  void aVersionThatNobodyWasChargedByIsNotThere() {
    assertThat(store.prices().find(FIRST.version())).isEmpty();
    assertThat(store.prices().all()).isEmpty();
  }

  /** Whatever was left to the writer before is written no later. */
  private void settled() {
    store.models().remove("nothing");
  }
}
