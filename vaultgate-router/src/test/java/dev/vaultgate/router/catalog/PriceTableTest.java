package dev.vaultgate.router.catalog;

import static dev.vaultgate.router.catalog.Birds.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.Usage;
import dev.vaultgate.router.credit.ImagesMade;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.usage.PriceTable;
import dev.vaultgate.router.usage.Records;
import dev.vaultgate.router.usage.UsageRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PriceTableTest {

  private static final ModelPrice OWN = ModelPrice.perMillionTokens("7", "8");

  private static UsageRecord call(String model, String provider, String upstreamModel) {
    return Records.priced(
        model, provider, upstreamModel, Usage.of(1, 1), ImagesMade.NONE, Money.ZERO);
  }

  @Test
  void thePresentPriceIsThatOfTheDeploymentThatAnswered() {
    PriceTable table = PriceTable.of(Birds.builder().build(), TODAY);

    assertThat(Birds.rates(table.of(call("swan-text", "alpha", "swan"))).input())
        .isEqualTo(2_500_000);
  }

  @Test
  void aModelOfTheOperatorsHasTheOperatorsPrice() {
    CustomModel lake =
        new CustomModel("lake-text", List.of(CustomModel.Place.parse("alpha/swan")), OWN, null);
    PriceTable table = PriceTable.of(Birds.builder().model(lake).build(), TODAY);

    assertThat(table.of(call("lake-text", "alpha", "swan"))).isEqualTo(OWN);
  }

  @Test
  void aModelThatHasAnotherNameNowHasThePriceOfItsDeployment() {
    PriceTable table = PriceTable.of(Birds.builder().build(), TODAY);

    assertThat(table.of(call("goose-text", "alpha", "swan")))
        .isEqualTo(table.of(call("swan-text", "alpha", "swan")))
        .isNotNull();
  }

  @Test
  void whatIsServedNoMoreHasNoPrice() {
    PriceTable table = PriceTable.of(Birds.builder().build(), TODAY);

    assertThat(table.of(call("swan-text", "alpha", "dodo"))).isNull();
    assertThat(table.of(call("dodo-text", "omega", "dodo"))).isNull();
  }

  @Test
  void whatOneTableLeavesOutIsTheOthers() {
    PriceTable table =
        PriceTable.of(Map.of("dodo-text", OWN)).or(PriceTable.of(Birds.builder().build(), TODAY));

    assertThat(table.of(call("dodo-text", "omega", "dodo"))).isEqualTo(OWN);
    assertThat(table.of(call("swan-text", "alpha", "swan"))).isNotNull().isNotEqualTo(OWN);
  }
}
