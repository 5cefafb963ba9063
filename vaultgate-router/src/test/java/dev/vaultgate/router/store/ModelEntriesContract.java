package dev.vaultgate.router.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.router.catalog.ModelEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a store keeps of the models that administrators add. */
abstract class ModelEntriesContract extends StoreContract {

  private static final ModelEntry MODEL = new ModelEntry("b-text", "{\"deployments\":[\"one/ä\"]}");
  private static final ModelEntry ALIAS = ModelEntry.alias("a/b", List.of("b-text"));

  @Test
  void entriesAreKeptByName() {
    store.models().put(MODEL);
    store.models().put(ALIAS);

    assertThat(store.models().all()).containsExactly(ALIAS, MODEL);
    assertThat(ALIAS.isAlias()).isTrue();
    assertThat(MODEL.isAlias()).isFalse();
  }

  @Test
  void laterEntryTakesThePlaceOfTheEarlier() {
    store.models().put(MODEL);
    ModelEntry later = ModelEntry.alias("b-text", List.of("one/b"));
    store.models().put(later);

    assertThat(store.models().all()).containsExactly(later);
  }

  @Test
  void entryIsRemovedOnce() {
    store.models().put(MODEL);

    assertThat(store.models().remove("b-text")).isTrue();
    assertThat(store.models().remove("b-text")).isFalse();
    assertThat(store.models().all()).isEmpty();
  }
}
