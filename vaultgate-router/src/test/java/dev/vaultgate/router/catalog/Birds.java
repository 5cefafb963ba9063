package dev.vaultgate.router.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A small catalogue to try names on: Alpha makes models, Beta and Gamma host them. */
final class Birds {

  /** A day on which Heron and the January Swan are gone. */
  static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

  /** A day on which everything was served. */
  static final LocalDate EARLIER = LocalDate.of(2026, 5, 11);

  private Birds() {}

  static ProviderRegistry registry() {
    return ProviderRegistry.of(read("birds-providers.json", CatalogFiles::providers));
  }

  static List<ModelRow> rows() {
    return read("birds-models.json", CatalogFiles::models);
  }

  /** With Alpha and Beta enabled. */
  static CatalogBuilder builder() {
    return Catalog.builder(registry()).rows(rows()).enable("beta").enable("alpha");
  }

  static Catalog catalog() {
    return builder().build();
  }

  /** The plain token prices of a price that is known to have them. */
  static TokenRates rates(@Nullable ModelPrice price) {
    return Objects.requireNonNull(Objects.requireNonNull(price).tokens());
  }

  static <T> List<T> read(String resource, Read<T> read) {
    try (InputStream json = Birds.class.getResourceAsStream(resource)) {
      return read.from(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  interface Read<T> {
    List<T> from(InputStream json) throws IOException;
  }
}
