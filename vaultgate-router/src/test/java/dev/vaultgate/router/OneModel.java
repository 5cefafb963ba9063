package dev.vaultgate.router;

import dev.vaultgate.router.catalog.CustomModel;
import dev.vaultgate.router.catalog.ModelPrice;
import dev.vaultgate.router.catalog.ProviderRegistry;
import dev.vaultgate.router.catalog.ProviderRow;
import java.util.List;

/** What most tests of a gateway route over. */
final class OneModel {

  private OneModel() {}

  /** A router of {@code m-text} at one provider, for a dollar and two a million tokens. */
  static RouterBuilder router(FakeUpstream upstream, FakeTime time) {
    return Router.builder()
        .registry(ProviderRegistry.of(List.of()))
        .provider(ProviderRow.builder("one", "fake").build(), model -> upstream)
        .model(
            new CustomModel(
                "m-text",
                List.of(CustomModel.Place.parse("one/m")),
                ModelPrice.perMillionTokens("1", "2"),
                null))
        .time(time);
  }
}
