package dev.vaultgate.router.route;

import dev.vaultgate.router.catalog.Capability;
import dev.vaultgate.router.catalog.ModelPrice;
import dev.vaultgate.router.catalog.ModelTraits;
import dev.vaultgate.router.catalog.TokenRates;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a route knows of a deployment that does not change while it is tried.
 *
 * @param provider the provider's id
 * @param deployment {@code provider/model}, by which routes name it
 * @param id the same, with {@code #2} and so on for further keys
 * @param traits what the model can do
 * @param price what it costs; null when nobody has said
 * @param tags words by which callers may narrow a route
 */
public record Place(
    String provider,
    String deployment,
    String id,
    ModelTraits traits,
    @Nullable ModelPrice price,
    Set<String> tags) {

  public Place {
    tags = Set.copyOf(tags);
  }

  /** A deployment of which no more than its name is known. */
  public static Place of(String provider, String deployment) {
    return new Place(provider, deployment, deployment, ModelTraits.UNKNOWN, null, Set.of());
  }

  /** The same at another price. */
  Place at(@Nullable ModelPrice price) {
    return new Place(provider, deployment, id, traits, price, tags);
  }

  /** What this request needs and the model is known not to have; null when it may do. */
  @Nullable String lacks(Needs needs) {
    Integer context = traits.contextTokens();
    if (context != null && needs.promptTokensMin() > context) {
      return "context";
    }
    if (needs.tools() && traits.lacks().contains(Capability.TOOLS)) {
      return Capability.TOOLS.key();
    }
    if (needs.vision() && traits.lacks().contains(Capability.VISION)) {
      return Capability.VISION.key();
    }
    return needs.schema() && traits.lacks().contains(Capability.STRUCTURED_OUTPUT)
        ? Capability.STRUCTURED_OUTPUT.key()
        : null;
  }

  /** Pico-dollars for such a request, for comparing places; the most where nobody has said. */
  double costPicos(Needs needs) {
    TokenRates rates = price == null ? null : price.tokens(needs.promptTokens());
    return rates == null
        ? Double.MAX_VALUE
        : (double) rates.input() * needs.promptTokens()
            + (double) rates.output() * needs.outputTokens();
  }
}
