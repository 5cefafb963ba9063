package dev.vaultgate.router;

import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.router.catalog.Catalog;
import dev.vaultgate.router.catalog.PublicModel;
import dev.vaultgate.router.catalog.Resolution;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;

/** The answer to a name that means no model, or none that the caller may know of. */
final class UnknownModel {

  private static final int SHOWN_MAX = 80;

  private UnknownModel() {}

  static InvalidRequestException of(
      Catalog catalog,
      Resolution resolution,
      String name,
      LocalDate today,
      Predicate<PublicModel> visible) {
    if (resolution instanceof Resolution.Retired retired) {
      String instead =
          retired.successor() == null ? "" : " Use `" + retired.successor() + "` instead.";
      return InvalidRequestException.modelNotFound(
          "The model `"
              + retired.id()
              + "` was shut down on "
              + retired.shutdown()
              + "."
              + instead);
    }
    return hidden(catalog, name, today, visible);
  }

  /** The same text for a model that does not exist and for one that the caller may not use. */
  static InvalidRequestException hidden(
      Catalog catalog, String name, LocalDate today, Predicate<PublicModel> visible) {
    String shown = name.length() > SHOWN_MAX ? name.substring(0, SHOWN_MAX) + "…" : name;
    List<String> near = catalog.near(name, today, visible);
    return InvalidRequestException.modelNotFound(
        "The model `"
            + shown.replaceAll("\\p{Cntrl}", "?")
            + "` does not exist or you do not have access to it."
            + (near.isEmpty() ? "" : " Did you mean `" + String.join("`, `", near) + "`?"));
  }
}
