package dev.vaultgate.server.config;

import dev.vaultgate.router.catalog.CustomModel;
import dev.vaultgate.router.catalog.ImagePrice;
import dev.vaultgate.router.catalog.ModelPrice;
import dev.vaultgate.router.credit.Money;
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
      ModelPrice price = price(section);
      section.end();
      try {
        models.add(new CustomModel(id, places, price, null));
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
          Section place = model.item("deployments", mapping);
          places.add(
              new CustomModel.Place(
                  place.required("provider"), place.required("model"), price(place)));
          place.end();
        } else if (item instanceof Node.Scalar text) {
          places.add(CustomModel.Place.parse(text.text()));
        }
      } catch (IllegalArgumentException e) {
        problems.add(item.line(), model.path() + ".deployments", String.valueOf(e.getMessage()));
      }
    }
    return places;
  }

  private @Nullable ModelPrice price(Section section) {
    if (!section.has("price")) {
      return null;
    }
    Section price = section.section("price");
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
