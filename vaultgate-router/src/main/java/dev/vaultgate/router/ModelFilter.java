package dev.vaultgate.router;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.Model;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.catalog.Capability;
import dev.vaultgate.router.catalog.ModelType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a model list somebody wants to see. It goes by what the entries say of
 * themselves, so that the list of a gateway elsewhere is narrowed as one's own is. A part that is
 * null asks for nothing.
 *
 * @param type what the model is asked for, by any of its names
 * @param provider the id of one of its providers
 * @param capability what its first deployment is known to do
 * @param inputPriceMax dollars per million tokens of input at most; a model without such a price
 *     does not pass
 * @param free whether it costs nothing at all; a model without a price is not free
 * @param deprecated whether its provider advises against it
 */
public record ModelFilter(
    @Nullable ModelType type,
    @Nullable String provider,
    @Nullable Capability capability,
    @Nullable BigDecimal inputPriceMax,
    @Nullable Boolean free,
    @Nullable Boolean deprecated)
    implements Predicate<Model> {

  /** The words that {@link #parse} knows. */
  public static final Set<String> WORDS =
      Set.of("type", "provider", "capability", "max_input_price", "free", "deprecated");

  private static final String YES_OR_NO = "true or false";

  /** Longer figures are no prices, and a number such as 1e999999999 would not end. */
  private static final String PRICE = "[0-9]{1,6}(\\.[0-9]{1,9})?";

  /**
   * A filter as a query or a command line gives it.
   *
   * @param asked of {@link #WORDS}; others are not looked at
   * @throws InvalidRequestException 400 when a value is none of those that are expected
   */
  public static ModelFilter parse(Map<String, String> asked) {
    return new ModelFilter(
        word("type", asked.get("type"), ModelType.values(), ModelType::key),
        asked.get("provider"),
        word("capability", asked.get("capability"), Capability.values(), Capability::key),
        price(asked.get("max_input_price")),
        yesOrNo("free", asked.get("free")),
        yesOrNo("deprecated", asked.get("deprecated")));
  }

  @Override
  public boolean test(Model model) {
    JsonNode facts = model.extra().getOrDefault(ModelFacts.MEMBER, Json.object());
    return (type == null || isOf(facts, type.key()))
        && (provider == null || has(facts.path("providers"), provider))
        && (capability == null || has(facts.path("capabilities"), capability.key()))
        && (inputPriceMax == null || costsAtMost(facts.path("price"), inputPriceMax))
        && (free == null || isFree(facts.path("price")) == free)
        && (deprecated == null || facts.path("deprecated").asBoolean() == deprecated);
  }

  private static boolean isOf(JsonNode facts, String type) {
    return facts.path("type").asText().equals(type) || has(facts.path("types"), type);
  }

  private static boolean has(JsonNode words, String wanted) {
    return StreamSupport.stream(words.spliterator(), false)
        .anyMatch(word -> word.asText().equals(wanted));
  }

  private static boolean costsAtMost(JsonNode price, BigDecimal max) {
    String input = price.path("input").asText();
    return input.matches(PRICE) && new BigDecimal(input).compareTo(max) <= 0;
  }

  /** A price of which each figure is nought, those by token and those by image. */
  private static boolean isFree(JsonNode price) {
    return !price.isMissingNode()
        && StreamSupport.stream(price.spliterator(), false)
            .allMatch(figure -> figure.asText().matches("0(\\.0+)?"));
  }

  private static <T> @Nullable T word(
      String name, @Nullable String given, T[] known, Function<T, String> wordOf) {
    if (given == null) {
      return null;
    }
    List<String> words = Arrays.stream(known).map(wordOf).toList();
    int place = words.indexOf(given);
    if (place < 0) {
      throw InvalidRequestException.value(name, given, String.join(", ", words));
    }
    return known[place];
  }

  private static @Nullable BigDecimal price(@Nullable String given) {
    if (given != null && !given.matches(PRICE)) {
      throw InvalidRequestException.value(
          "max_input_price", given, "dollars per million tokens, such as 2.50");
    }
    return given == null ? null : new BigDecimal(given);
  }

  private static @Nullable Boolean yesOrNo(String name, @Nullable String given) {
    if (given == null) {
      return null;
    }
    if (!given.equals("true") && !given.equals("false")) {
      throw InvalidRequestException.value(name, given, YES_OR_NO);
    }
    return given.equals("true");
  }
}
