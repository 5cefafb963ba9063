package dev.vaultgate.router.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.Usage;
import dev.vaultgate.router.catalog.ImagePrice;
import dev.vaultgate.router.catalog.ModelPrice;
import dev.vaultgate.router.credit.ImagesMade;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.store.Store;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What past calls would have cost by other prices. */
class ReratingTest {

  private static final ModelPrice DOLLAR = ModelPrice.perMillionTokens("1", "2");

  private final Store store = Store.inMemory();

  @AfterEach
  void close() {
    store.close();
  }

  private static UsageRecord call(String model, Usage usage, long nanos) {
    return Records.priced(model, "openai", "gpt-4o", usage, ImagesMade.NONE, Money.nanos(nanos));
  }

  private static Rerating of(Map<String, ModelPrice> prices, UsageRecord... calls) {
    Rerating rerating = new Rerating(PriceTable.of(prices));
    List.of(calls).forEach(rerating::add);
    return rerating;
  }

  @Test
  void eachModelHasALineAndAllTogetherASum() {
    Rerating rerating =
        of(
            Map.of("a-text", DOLLAR, "b-text", ModelPrice.perMillionTokens("0", "0")),
            call("b-text", Usage.of(1, 1), 700),
            call("a-text", Usage.of(1_000, 500), 1_000_000),
            call("a-text", Usage.of(10, 10), 90_000));

    assertThat(rerating.lines())
        .containsExactly(
            new Rerating.Line("a-text", 2, Money.nanos(1_090_000), Money.nanos(2_030_000), 0),
            new Rerating.Line("b-text", 1, Money.nanos(700), Money.ZERO, 0));
    assertThat(rerating.total().calls()).isEqualTo(3);
    assertThat(rerating.total().cost()).isEqualTo(Money.nanos(1_090_700));
    assertThat(rerating.total().rerated()).isEqualTo(Money.nanos(2_030_000));
    assertThat(rerating.total().difference()).isEqualTo(Money.nanos(939_300));
    assertThat(rerating.lines().get(1).difference()).isEqualTo(Money.nanos(-700));
  }

  @Test
  void eachCallIsRoundedAsItsBillWas() {
    Map<String, ModelPrice> prices =
        Map.of("a-text", ModelPrice.perMillionTokens("0.0004", "0.0004"));

    Rerating rerating =
        of(prices, call("a-text", Usage.of(1, 0), 0), call("a-text", Usage.of(1, 0), 0));

    assertThat(rerating.total().rerated())
        .as("two nano-dollars, not one")
        .hasToString("$0.000000002");
  }

  @Test
  void whatHasNoPriceIsCountedAndNotSummed() {
    Rerating rerating =
        of(
            Map.of("a-text", DOLLAR),
            call("c-text", Usage.of(9, 9), 5),
            call("c-text", Usage.of(9, 9), 5));

    assertThat(rerating.lines())
        .containsExactly(new Rerating.Line("c-text", 0, Money.ZERO, Money.ZERO, 2));
  }

  @Test
  void aDeploymentsPriceStandsAgainstItsModels() {
    Rerating rerating =
        of(
            Map.of("a-text", ModelPrice.perMillionTokens("9", "9"), "openai/gpt-4o", DOLLAR),
            call("a-text", Usage.of(10, 0), 1));

    assertThat(rerating.total().rerated()).isEqualTo(Money.nanos(10_000));
  }

  @Test
  void whoeverWasAnsweredByNobodyPaysNothingByAnyPrice() {
    UsageRecord refused =
        Records.priced("a-text", "", "", Usage.of(0, 0), ImagesMade.NONE, Money.ZERO);

    assertThat(of(Map.of("a-text", DOLLAR), refused).lines()).isEmpty();
  }

  @Test
  void imagesCostWhatTheirSizeDoes() {
    ModelPrice price =
        new ModelPrice(
            null,
            List.of(),
            List.of(
                new ImagePrice("1024x1024", "hd", Money.dollars("0.08").nanos()),
                new ImagePrice(null, null, Money.dollars("0.02").nanos())),
            0);
    UsageRecord large =
        Records.priced(
            "a-image",
            "openai",
            "a",
            Usage.of(0, 0),
            new ImagesMade(2, "1024x1024", "hd"),
            Money.dollars("0.04"));

    assertThat(of(Map.of("a-image", price), large).total().rerated())
        .isEqualTo(Money.dollars("0.16"));
  }

  @Test
  void allPagesOfTheTimeThatIsAskedForAreRead() {
    UsageLog log = store.usage();
    for (int i = 0; i < UsageLog.PAGE_MAX + 2; i++) {
      log.accept(Records.ok("r" + i));
    }
    PriceTable table = PriceTable.of(Map.of("m-text", DOLLAR));

    Rerating all = Rerating.of(log, UsageQuery.ALL.between(Records.NOON, null), table);
    Rerating none =
        Rerating.of(log, UsageQuery.ALL.between(Records.NOON.plusMillis(1), null), table);

    assertThat(all.total().calls()).isEqualTo(UsageLog.PAGE_MAX + 2);
    assertThat(none.lines()).isEmpty();
  }
}
