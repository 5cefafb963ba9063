package dev.vaultgate.router.catalog;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one line of a model file. */
final class ModelJson {

  private static final Set<String> MODALITIES =
      Set.of("text", "image", "pdf", "audio", "video", "embedding");

  private ModelJson() {}

  static ModelRow read(StrictJson json) {
    return new ModelRow(
        json.text("provider"),
        json.text("model"),
        json.text("name"),
        one(json, "type", json.text("type"), ModelType.values(), ModelType::key),
        json.texts("ids"),
        traits(json),
        listedPrice(json),
        json.flag("listed_free"),
        new Lifecycle(
            json.textOrNull("released"),
            json.flag("deprecated"),
            json.dateOrNull("shutdown"),
            json.textOrNull("successor")),
        json.textOrNull("note"),
        json.text("source"));
  }

  private static ModelTraits traits(StrictJson json) {
    return new ModelTraits(
        modalities(json, "input"),
        modalities(json, "output"),
        json.integerOrNull("context"),
        json.integerOrNull("max_output"),
        capabilities(json, "capabilities"),
        capabilities(json, "lacks"),
        json.objectOrNull("reasoning", ModelJson::reasoning));
  }

  private static @Nullable ListedPrice listedPrice(StrictJson json) {
    ModelPrice price = json.objectOrNull("price", PriceJson::read);
    LocalDate asOf = json.dateOrNull("price_as_of");
    String source = json.textOrNull("price_source");
    if (price == null) {
      return null;
    }
    if (asOf == null || source == null) {
      throw new IllegalArgumentException(
          json.at("price") + ": no price_as_of or price_source beside it");
    }
    return new ListedPrice(price, asOf, source);
  }

  private static Reasoning reasoning(StrictJson json) {
    return new Reasoning(
        json.flag("toggle"),
        json.flag("adaptive"),
        json.texts("efforts"),
        json.objectOrNull(
            "budget", b -> new Reasoning.Budget(b.integerOrNull("min"), b.integerOrNull("max"))));
  }

  private static Set<String> modalities(StrictJson json, String field) {
    List<String> found = json.texts(field);
    if (!MODALITIES.containsAll(found)) {
      throw new IllegalArgumentException(
          json.at(field) + ": " + found + " (expected: some of " + MODALITIES + ")");
    }
    return new LinkedHashSet<>(found);
  }

  private static Set<Capability> capabilities(StrictJson json, String field) {
    Set<Capability> found = EnumSet.noneOf(Capability.class);
    for (String word : json.texts(field)) {
      found.add(one(json, field, word, Capability.values(), Capability::key));
    }
    return found;
  }

  private static <T> T one(
      StrictJson json, String field, String word, T[] values, Function<T, String> key) {
    return Arrays.stream(values)
        .filter(value -> key.apply(value).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s: %s (expected: one of %s)"
                        .formatted(json.at(field), word, Arrays.stream(values).map(key).toList())));
  }
}
