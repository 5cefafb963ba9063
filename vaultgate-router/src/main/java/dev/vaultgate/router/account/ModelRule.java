package dev.vaultgate.router.account;

import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.router.catalog.PublicModel;
import java.util.Set;

/**
 * Which models a key may use. Checked on the canonical public id, exactly: no case is folded and
 * nothing is trimmed.
 *
 * @param models ids, or beginnings of ids followed by {@code *}; empty for all
 * @param types empty for all
 */
public record ModelRule(Set<String> models, Set<ModelType> types) {

  public static final ModelRule ALL = new ModelRule(Set.of(), Set.of());

  public ModelRule {
    models = Set.copyOf(models);
    types = Set.copyOf(types);
    models.forEach(ModelRule::check);
  }

  private static void check(String rule) {
    int star = rule.indexOf('*');
    if (rule.isEmpty()
        || (star >= 0 && star != rule.length() - 1)
        || rule.chars().anyMatch(c -> c <= ' ' || c == 0x7F)) {
      throw new IllegalArgumentException(
          "model: '" + rule + "' (expected: an id, or the beginning of one followed by *)");
    }
  }

  public boolean allows(PublicModel model) {
    return (types.isEmpty() || types.contains(model.type()))
        && (models.isEmpty() || models.stream().anyMatch(rule -> matches(rule, model.id())));
  }

  private static boolean matches(String rule, String id) {
    return rule.endsWith("*")
        ? id.startsWith(rule.substring(0, rule.length() - 1))
        : rule.equals(id);
  }
}
