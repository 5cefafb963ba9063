package dev.vaultgate.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a provider wants otherwise in a request than the dialect says, where it can be said in data:
 * fields of the body that it refuses, that have another name, or that ask for reasoning. What needs
 * code is a {@link Quirk}.
 *
 * @param drops fields that it refuses or ignores; they are left out, and the caller is told
 * @param renames its own names of fields, by their names in the dialect
 * @param dropsWhileReasoning fields that its models refuse while they reason
 * @param own further fields that it knows; only providers that refuse unknown ones need to say
 * @param reasoning how it is asked for reasoning; null for the dialect's {@code reasoning_effort}
 */
public record RequestRules(
    Set<String> drops,
    Map<String, String> renames,
    Set<String> dropsWhileReasoning,
    Set<String> own,
    @Nullable ReasoningRequest reasoning) {

  /** All as the dialect says. */
  public static final RequestRules NONE = new RequestRules(Set.of(), Map.of(), null);

  /**
   * What the wire itself sees to, or what a request means something else without: no rule may touch
   * them.
   */
  private static final Set<String> KEPT =
      Set.of(
          "model",
          "messages",
          "stream",
          "stream_options",
          "max_tokens",
          "max_completion_tokens",
          "tools",
          "response_format");

  /** Rules that are the same whether a model reasons or not, without fields of its own. */
  public RequestRules(
      Set<String> drops, Map<String, String> renames, @Nullable ReasoningRequest reasoning) {
    this(drops, renames, Set.of(), Set.of(), reasoning);
  }

  public RequestRules {
    dropsWhileReasoning = Collections.unmodifiableSet(new LinkedHashSet<>(dropsWhileReasoning));
    drops = Collections.unmodifiableSet(new LinkedHashSet<>(drops));
    renames = Collections.unmodifiableMap(new LinkedHashMap<>(renames));
    own = Set.copyOf(own);
    Set<String> once = new LinkedHashSet<>(drops);
    for (String field : dropsWhileReasoning) {
      refuseUnless(once.add(field), field);
    }
    for (String field : renames.keySet()) {
      refuseUnless(once.add(field), field);
    }
    for (String field : renames.values()) {
      refuseUnless(once.add(field), field);
    }
    for (String field : once) {
      refuseUnless(reasoning == null || !reasoning.names(field), field);
      if (KEPT.contains(field)) {
        throw new IllegalArgumentException(
            field + " (expected: in no rule, like " + new TreeSet<>(KEPT) + ")");
      }
    }
  }

  private static void refuseUnless(boolean once, String field) {
    if (!once) {
      throw new IllegalArgumentException(
          field + " (expected: in one of drops, renames and reasoning, and there once)");
    }
  }

  /** These rules and further ones, which win. */
  public RequestRules and(RequestRules further) {
    Set<String> allDrops = new LinkedHashSet<>(drops);
    allDrops.addAll(further.drops);
    Map<String, String> allRenames = new LinkedHashMap<>(renames);
    allRenames.putAll(further.renames);
    Set<String> whileReasoning = new LinkedHashSet<>(dropsWhileReasoning);
    whileReasoning.addAll(further.dropsWhileReasoning);
    whileReasoning.removeAll(allDrops);
    Set<String> allOwn = new LinkedHashSet<>(own);
    allOwn.addAll(further.own);
    return new RequestRules(
        allDrops,
        allRenames,
        whileReasoning,
        allOwn,
        further.reasoning == null ? reasoning : further.reasoning);
  }

  public boolean isNone() {
    return drops.isEmpty()
        && renames.isEmpty()
        && dropsWhileReasoning.isEmpty()
        && own.isEmpty()
        && reasoning == null;
  }

  /** Whether a field that the dialect does not know is one of the provider's, by these rules. */
  public boolean names(String field) {
    return own.contains(field)
        || renames.containsValue(field)
        || reasoning != null && reasoning.names(field);
  }
}
