package dev.vaultgate.router.catalog;

import dev.vaultgate.client.Target;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a model can do, as far as is known.
 *
 * @param input what it takes: {@code text}, {@code image}, {@code pdf}, {@code audio}, {@code
 *     video}
 * @param output what it makes, in the same words
 * @param contextTokens how many tokens fit, prompt and answer together; null when not known
 * @param maxOutputTokens the longest answer; null when not known
 * @param capabilities what it is known to do
 * @param lacks what it is known not to do; a capability in neither set is not known
 * @param reasoning how its thinking is sized; null when not known or when it does not think
 */
public record ModelTraits(
    Set<String> input,
    Set<String> output,
    @Nullable Integer contextTokens,
    @Nullable Integer maxOutputTokens,
    Set<Capability> capabilities,
    Set<Capability> lacks,
    @Nullable Reasoning reasoning) {

  /** Nothing is known, so nothing is ruled out. */
  public static final ModelTraits UNKNOWN =
      new ModelTraits(Set.of(), Set.of(), null, null, Set.of(), Set.of(), null);

  public ModelTraits {
    input = Collections.unmodifiableSet(new LinkedHashSet<>(input));
    output = Collections.unmodifiableSet(new LinkedHashSet<>(output));
    positive("context", contextTokens);
    positive("max_output", maxOutputTokens);
    capabilities = copy(capabilities);
    lacks = copy(lacks);
    if (!Collections.disjoint(capabilities, lacks)) {
      throw new IllegalArgumentException(
          "lacks: " + lacks + " (expected: none of " + capabilities + ")");
    }
  }

  /** The same for a wire, in its words. */
  Target.Traits forWire(String wire) {
    return new Target.Traits(
        maxOutputTokens,
        words(capabilities),
        words(lacks),
        reasoning == null ? List.of() : reasoning.words(wire),
        reasoning == null ? Target.ReasoningSizes.UNKNOWN : reasoning.sizes());
  }

  private static Set<String> words(Set<Capability> set) {
    return set.stream().map(Capability::key).collect(Collectors.toSet());
  }

  private static Set<Capability> copy(Set<Capability> set) {
    return set.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(set));
  }

  private static void positive(String field, @Nullable Integer tokens) {
    if (tokens != null && tokens < 1) {
      throw new IllegalArgumentException(field + ": " + tokens + " (expected: 1 or more)");
    }
  }
}
