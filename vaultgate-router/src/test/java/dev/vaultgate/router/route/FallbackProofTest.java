package dev.vaultgate.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.router.catalog.Capability;
import dev.vaultgate.router.catalog.Deployment;
import dev.vaultgate.router.catalog.ModelPrice;
import dev.vaultgate.router.catalog.ModelTraits;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FallbackProofTest {

  private static final Set<Capability> ABLE =
      Set.of(Capability.TOOLS, Capability.VISION, Capability.STRUCTURED_OUTPUT);
  private static final Deployment FIRST = deployment("first", 128_000, ABLE, "2", "8");

  @Test
  void whatMeetsEveryNeedLacksNothing() {
    assertThat(lacks(deployment("like", 128_000, ABLE, "2", "8"), FallbackCause.UNAVAILABLE))
        .isEmpty();
    assertThat(lacks(deployment("wide", 200_000, ABLE, "1", "8"), FallbackCause.CONTEXT)).isEmpty();
  }

  @Test
  void aWindowForLongPromptsMustBeWider() {
    assertThat(lacks(deployment("like", 128_000, ABLE, "2", "8"), FallbackCause.CONTEXT))
        .containsExactly("context: its window of 128000 tokens is no wider than 128000");
    assertThat(lacks(deployment("small", 8_000, ABLE, "2", "8"), FallbackCause.UNAVAILABLE))
        .containsExactly("context: its window of 8000 tokens is narrower than 128000");
  }

  @Test
  void eachCapabilityThatIsMissingIsNamed() {
    assertThat(
            lacks(
                deployment("plain", 128_000, Set.of(Capability.TOOLS), "2", "8"),
                FallbackCause.UNAVAILABLE))
        .containsExactly(
            "vision: is not known for vision",
            "structured_output: is not known for structured_output");
  }

  @Test
  void oneThatCostsMoreIsSaidTo() {
    Deployment dear = deployment("dear", 128_000, ABLE, "2", "9");

    assertThat(lacks(dear, FallbackCause.UNAVAILABLE)).containsExactly("price: it costs more");
    assertThat(lacks(dear, FallbackCause.UNAVAILABLE, ModelPrice.perMillionTokens("5", "10")))
        .isEmpty();
    assertThat(lacks(dear, FallbackCause.UNAVAILABLE, ModelPrice.perMillionTokens("5", "8.5")))
        .containsExactly("price: it costs more than price_max");
  }

  private static List<String> lacks(Deployment fallback, FallbackCause cause) {
    return lacks(fallback, cause, null);
  }

  private static List<String> lacks(
      Deployment fallback, FallbackCause cause, @Nullable ModelPrice ceiling) {
    return FallbackProof.of("route", List.of(FIRST), fallback, Set.of(cause), ceiling).stream()
        .map(lack -> lack.need() + ": " + lack.words())
        .toList();
  }

  private static Deployment deployment(
      String provider, int context, Set<Capability> able, String input, String output) {
    return new Deployment(
        provider,
        "m",
        new ModelTraits(Set.of(), Set.of(), context, null, able, Set.of(), null),
        ModelPrice.perMillionTokens(input, output),
        null,
        null);
  }
}
