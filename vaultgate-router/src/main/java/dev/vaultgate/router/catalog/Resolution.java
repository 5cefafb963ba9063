package dev.vaultgate.router.catalog;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a name that a caller gives turns out to mean. */
public sealed interface Resolution {

  /** The model, if there is one to call. */
  default Optional<PublicModel> model() {
    return Optional.empty();
  }

  /**
   * A model that can be called.
   *
   * @param found the model, with at least one deployment
   */
  record Found(PublicModel found) implements Resolution {

    @Override
    public Optional<PublicModel> model() {
      return Optional.of(found);
    }
  }

  /**
   * A model that is no longer served anywhere.
   *
   * @param id its canonical id; a key's model rule decides whether its caller may hear of it
   * @param shutdown the day on which its last provider stopped
   * @param successor the public id of the model to use in its place; null when none is known
   */
  record Retired(String id, LocalDate shutdown, @Nullable String successor) implements Resolution {}

  /**
   * A name that means nothing here.
   *
   * @param name the name
   */
  record Unknown(String name) implements Resolution {}
}
