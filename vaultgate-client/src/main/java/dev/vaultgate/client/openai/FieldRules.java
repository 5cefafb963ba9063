package dev.vaultgate.client.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.vaultgate.client.Effort;
import dev.vaultgate.client.Quirk;
import dev.vaultgate.client.ReasoningRequest;
import dev.vaultgate.client.RequestRules;
import dev.vaultgate.client.Target;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is changed in the fields of a request for a target that wants them otherwise. */
final class FieldRules {

  private static final String REASONING_EFFORT = "reasoning_effort";
  private static final String TOOL_CHOICE = "tool_choice";

  private FieldRules() {}

  static boolean concern(Target target) {
    return target.has(Quirk.NO_TOOL_CHOICE_REQUIRED)
        || target.has(Quirk.TOOL_CHOICE_ANY)
        || !target.rules().isNone();
  }

  /**
   * Changes a request.
   *
   * @param dropped takes the names of fields that are left out or weakened
   */
  static void apply(
      RequestDraft draft, Target target, @Nullable Integer outputTokensMax, List<String> dropped) {
    if (target.has(Quirk.NO_TOOL_CHOICE_REQUIRED) && "required".equals(draft.text(TOOL_CHOICE))) {
      draft.set(TOOL_CHOICE, TextNode.valueOf("auto"));
      dropped.add(TOOL_CHOICE);
    }
    if (target.has(Quirk.TOOL_CHOICE_ANY) && "required".equals(draft.text(TOOL_CHOICE))) {
      draft.set(TOOL_CHOICE, TextNode.valueOf("any"));
    }
    RequestRules rules = target.rules();
    drop(draft, rules.drops(), dropped);
    if (!rules.dropsWhileReasoning().isEmpty() && reasons(draft, target.traits())) {
      drop(draft, rules.dropsWhileReasoning(), dropped);
    }
    rules.renames().forEach((field, name) -> rename(draft, field, name));
    ReasoningRequest reasoning = rules.reasoning();
    if (reasoning != null && reasoning.holdsFor(target.traits())) {
      askForReasoning(draft, reasoning, target, outputTokensMax, dropped);
    }
  }

  private static void drop(RequestDraft draft, Set<String> fields, List<String> dropped) {
    for (String field : fields) {
      if (draft.has(field)) {
        dropped.add(field);
      }
      draft.remove(field);
    }
  }

  /**
   * Whether the model is sure to reason: told to, or not able to do without. Where it depends on
   * the model's own default, the provider is left to judge.
   */
  private static boolean reasons(RequestDraft draft, Target.Traits traits) {
    String none = Effort.NONE.word();
    String effort = draft.text(REASONING_EFFORT);
    List<String> efforts = traits.sizes().efforts();
    return traits.can("reasoning")
        && (effort == null ? !efforts.isEmpty() && !efforts.contains(none) : !effort.equals(none));
  }

  /** Who uses the provider's own name has said it best. */
  private static void rename(RequestDraft draft, String field, String name) {
    if (draft.has(field) && !draft.has(name)) {
      draft.rename(field, name);
    } else {
      draft.remove(field);
    }
  }

  /** A word that is not OpenAI's is the provider's own, and goes to it as it is. */
  private static void askForReasoning(
      RequestDraft draft,
      ReasoningRequest reasoning,
      Target target,
      @Nullable Integer outputTokensMax,
      List<String> dropped) {
    String word = draft.text(REASONING_EFFORT);
    Optional<Effort> effort = word == null ? Optional.empty() : Effort.find(word);
    if (effort.isEmpty()) {
      return;
    }
    Optional<ObjectNode> fields =
        reasoning.fields(effort.get(), target.traits().sizes(), outputTokensMax);
    if (fields.isEmpty()) {
      draft.remove(REASONING_EFFORT);
      dropped.add(REASONING_EFFORT);
      return;
    }
    if (!fields.get().has(REASONING_EFFORT)) {
      draft.remove(REASONING_EFFORT);
    }
    fields
        .get()
        .properties()
        .forEach(
            field -> {
              // A caller who says it in the provider's own words knows better.
              if (field.getKey().equals(REASONING_EFFORT) || !draft.has(field.getKey())) {
                draft.set(field.getKey(), field.getValue());
              }
            });
  }
}
