package dev.vaultgate.router.route;

import dev.vaultgate.router.catalog.Capability;
import dev.vaultgate.router.catalog.Deployment;
import dev.vaultgate.router.catalog.ModelPrice;
import dev.vaultgate.router.catalog.TokenRates;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether what a route falls back to can do what is asked of those that it falls back from, as far
 * as the catalogue knows. What it is known to lack is said when the route is loaded, and such calls
 * pass it over.
 */
public final class FallbackProof {

  private static final List<Capability> NEEDS =
      List.of(Capability.TOOLS, Capability.VISION, Capability.STRUCTURED_OUTPUT);

  private FallbackProof() {}

  /**
   * Something that a fallback cannot do.
   *
   * @param need {@code context}, {@code tools}, {@code vision}, {@code structured_output} or {@code
   *     price}
   */
  public record Shortfall(String route, String fallback, String need, String words) {

    @Override
    public String toString() {
      return "route %s: fallback %s: %s".formatted(route, fallback, words);
    }
  }

  /** What is lacking; empty where every need is met. */
  static List<Shortfall> of(
      String route,
      List<Deployment> first,
      Deployment fallback,
      Set<FallbackCause> causes,
      @Nullable ModelPrice ceiling) {
    List<Shortfall> found = new ArrayList<>();
    context(first, fallback, causes)
        .forEach(words -> found.add(new Shortfall(route, fallback.id(), "context", words)));
    for (Capability need : NEEDS) {
      boolean isNeeded = first.stream().anyMatch(d -> d.traits().capabilities().contains(need));
      if (isNeeded && !fallback.traits().capabilities().contains(need)) {
        boolean lacks = fallback.traits().lacks().contains(need);
        found.add(
            new Shortfall(
                route,
                fallback.id(),
                need.key(),
                (lacks ? "has no " : "is not known for ") + need.key()));
      }
    }
    price(first, fallback, ceiling)
        .forEach(words -> found.add(new Shortfall(route, fallback.id(), "price", words)));
    return found;
  }

  private static List<String> context(
      List<Deployment> first, Deployment fallback, Set<FallbackCause> causes) {
    List<Integer> windows =
        first.stream().map(d -> d.traits().contextTokens()).filter(Objects::nonNull).toList();
    Integer window = fallback.traits().contextTokens();
    if (windows.isEmpty()) {
      return List.of();
    }
    if (window == null) {
      return List.of("its window is not known");
    }
    int needed = windows.stream().mapToInt(Integer::intValue).max().getAsInt();
    boolean wider = causes.contains(FallbackCause.CONTEXT);
    return wider
        ? window > needed ? List.of() : List.of(window(window, "no wider than", needed))
        : window >= needed ? List.of() : List.of(window(window, "narrower than", needed));
  }

  private static String window(int tokens, String relation, int other) {
    return "its window of %d tokens is %s %d".formatted(tokens, relation, other);
  }

  private static List<String> price(
      List<Deployment> first, Deployment fallback, @Nullable ModelPrice ceiling) {
    TokenRates rates = rates(fallback.price());
    Stream<@Nullable TokenRates> known =
        ceiling != null
            ? Stream.of(ceiling.tokens())
            : first.stream().map(each -> rates(each.price()));
    List<TokenRates> most = known.flatMap(Stream::ofNullable).toList();
    if (most.isEmpty()) {
      return List.of();
    }
    if (rates == null) {
      return List.of("it has no price");
    }
    boolean isDearer =
        rates.input() > max(most, TokenRates::input)
            || rates.output() > max(most, TokenRates::output);
    return isDearer
        ? List.of(ceiling != null ? "it costs more than price_max" : "it costs more")
        : List.of();
  }

  private static @Nullable TokenRates rates(@Nullable ModelPrice price) {
    return price == null ? null : price.tokens();
  }

  private static long max(List<TokenRates> rates, ToLongFunction<TokenRates> figure) {
    return rates.stream().mapToLong(figure).max().getAsLong();
  }
}
