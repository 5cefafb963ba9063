package dev.vaultgate.server.config;

import dev.vaultgate.router.catalog.CustomModel;
import dev.vaultgate.router.catalog.DatedPrice;
import dev.vaultgate.router.catalog.ImagePrice;
import dev.vaultgate.router.catalog.ModelPrice;
import dev.vaultgate.router.credit.Money;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the {@code models} of a configuration. */
final class ModelsReader {

  private final Section all;
  private final Problems problems;

  ModelsReader(Section all, Problems problems) {
    this.all = all;
    this.problems = problems;
  }

  List<CustomModel> models() {
    List<CustomModel> models = new ArrayList<>();
    for (String id : all.names()) {
      Section section = all.section(id);
      List<CustomModel.Place> places = places(section);
      Prices prices = prices(section);
      section.end();
      try {
        models.add(new CustomModel(id, places, prices.now(), null, prices.later()));
      } catch (IllegalArgumentException e) {
        all.wrong(id, String.valueOf(e.getMessage()));
      }
    }
    return models;
  }

  private List<CustomModel.Place> places(Section model) {
    List<CustomModel.Place> places = new ArrayList<>();
    for (Node item : model.items("deployments")) {
      try {
        if (item instanceof Node.Mapping mapping) {
          places.add(place(model.item("deployments", mapping)));
        } else if (item instanceof Node.Scalar text) {
          places.add(CustomModel.Place.parse(text.text()));
        }
      } catch (IllegalArgumentException e) {
        problems.add(item.line(), model.path() + ".deployments", String.valueOf(e.getMessage()));
      }
    }
    return places;
  }

  private CustomModel.Place place(Section place) {
    Prices prices = prices(place);
    CustomModel.Place read =
        new CustomModel.Place(
            place.required("provider"),
            place.required("model"),
            prices.now(),
            prices.later(),
            place.flag("drain_on_disconnect", false));
    place.end();
    return read;
  }

  /** What holds, and what takes its place on a day that is told. */
  private record Prices(@Nullable ModelPrice now, List<DatedPrice> later) {}

  /** One price, or a list of prices that follow one another. */
  private Prices prices(Section section) {
    ModelPrice now = null;
    List<DatedPrice> later = new ArrayList<>();
    for (Section entry : section.sections("price")) {
      LocalDate from = day(entry);
      ModelPrice price = price(section, entry);
      if (price == null) {
        continue;
      }
      if (from != null) {
        later.add(DatedPrice.from(from, price));
      } else if (now == null) {
        now = price;
      } else {
        section.wrong("price", "two without effective_from (expected: one at most)");
      }
    }
    return new Prices(now, later);
  }

  private static @Nullable LocalDate day(Section price) {
    String text = price.text("effective_from");
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      price.wrong("effective_from", "expected: a day such as 2027-01-31, which begins in UTC");
      return null;
    }
  }

  private static @Nullable ModelPrice price(Section section, Section price) {
    String image = price.text("per_image");
    // One without the other would be sold for nothing.
    boolean byToken = image == null || price.has("input") || price.has("output");
    String input = byToken ? price.required("input") : "";
    String output = byToken ? price.required("output") : "";
    price.end();
    if (byToken && (input.isEmpty() || output.isEmpty())) {
      return null;
    }
    try {
      ModelPrice tokens = byToken ? ModelPrice.perMillionTokens(input, output) : null;
      return image == null
          ? tokens
          : new ModelPrice(
              tokens == null ? null : tokens.tokens(),
              List.of(),
              List.of(new ImagePrice(null, null, Money.dollars(image).nanos())),
              0);
    } catch (IllegalArgumentException e) {
      section.wrong("price", String.valueOf(e.getMessage()));
      return null;
    }
  }
}
