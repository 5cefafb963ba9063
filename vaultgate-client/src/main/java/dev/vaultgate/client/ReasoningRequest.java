package dev.vaultgate.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Target.ReasoningSizes;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields that ask a provider for reasoning in place of {@code reasoning_effort}, which it does
 * not know or reads otherwise. In them the text <code>{effort}</code> stands for the effort among
 * those that the model takes, and <code>{budget}</code> for so many tokens. Immutable.
 *
 * @param on what is sent for any effort but none
 * @param off what is sent for the effort none; empty where only some models take it, as an effort
 * @param models of which models this holds; the others take {@code reasoning_effort}
 */
public record ReasoningRequest(ObjectNode on, ObjectNode off, Models models) {

  private static final String EFFORT = "{effort}";
  private static final String BUDGET = "{budget}";

  /** Models, by how much reasoning may be asked of them. */
  public enum Models {
    ALL,
    /** Those that are sized in tokens, such as Claude. */
    SIZED_IN_TOKENS,
    /** Those that have no named efforts: reasoning is on or off. */
    WITHOUT_EFFORTS
  }

  public ReasoningRequest {
    on = on.deepCopy();
    off = off.deepCopy();
  }

  /** Whether this is how a model of these traits is asked. */
  public boolean holdsFor(Target.Traits traits) {
    return switch (models) {
      case ALL -> true;
      case SIZED_IN_TOKENS -> traits.reasoning().contains("budget_tokens");
      case WITHOUT_EFFORTS -> traits.sizes().efforts().isEmpty();
    };
  }

  /**
   * The fields for an effort; empty when it cannot be asked for, and then the effort is left out.
   *
   * @param outputTokensMax the cap on the answer, which holds the reasoning too; null for none
   */
  public Optional<ObjectNode> fields(
      Effort effort, ReasoningSizes sizes, @Nullable Integer outputTokensMax) {
    if (effort == Effort.NONE && !off.isEmpty()) {
      return Optional.of(off.deepCopy());
    }
    if (effort == Effort.NONE && !sizes.efforts().contains(effort.word())) {
      return Optional.empty();
    }
    ObjectNode fields = on.deepCopy();
    boolean filled =
        fill(fields, TextNode.valueOf(effort.among(sizes.efforts())), EFFORT)
            && fill(fields, budget(effort, sizes, outputTokensMax), BUDGET);
    return filled ? Optional.of(fields) : Optional.empty();
  }

  /** Puts a value in the place of a text; false if there is no value and the text is there. */
  private static boolean fill(ObjectNode object, @Nullable JsonNode value, String text) {
    boolean filled = true;
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      JsonNode there = member.getValue();
      if (there instanceof ObjectNode inner) {
        filled &= fill(inner, value, text);
      } else if (there.isTextual() && there.textValue().equals(text)) {
        filled &= value != null;
        member.setValue(value == null ? there : value);
      }
    }
    return filled;
  }

  /** The tokens of an effort within what the model takes and the cap; null where none are left. */
  private static @Nullable JsonNode budget(
      Effort effort, ReasoningSizes sizes, @Nullable Integer outputTokensMax) {
    int least = sizes.minTokens() == null ? 1 : sizes.minTokens();
    int tokens = Math.max(effort.budgetTokens(), least);
    if (sizes.maxTokens() != null) {
      tokens = Math.min(tokens, sizes.maxTokens());
    }
    if (outputTokensMax != null) {
      tokens = Math.min(tokens, outputTokensMax - 1);
    }
    return tokens < least ? null : IntNode.valueOf(tokens);
  }

  /** The names of all fields that it may send. */
  boolean names(String field) {
    return on.has(field) || off.has(field);
  }

  @Override
  public String toString() {
    return "ReasoningRequest[on " + Json.text(on) + ", off " + Json.text(off) + "]";
  }
}
