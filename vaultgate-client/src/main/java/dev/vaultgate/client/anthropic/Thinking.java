package dev.vaultgate.client.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Effort;
import dev.vaultgate.client.Target.Traits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a request has the model think, and how long its answer may be. Newer models size their
 * thinking themselves under a named effort; older ones take a budget of tokens, which counts into
 * the answer.
 *
 * <p>The caller's cap on the answer is never raised to make room for a budget: it is what the
 * caller agreed to pay for. The budget shrinks instead, and where it would fall below what the API
 * takes, the model does not think.
 *
 * @param thinking the field of that name; null leaves it to the model
 * @param effort the word in {@code output_config}; null leaves it to the model
 * @param maxTokens the cap on thinking and answer together
 * @param isSampled whether temperature, top_p and top_k may be sent
 */
public record Thinking(
    @Nullable ObjectNode thinking, @Nullable String effort, int maxTokens, boolean isSampled) {

  private static final int MAX_TOKENS_UNKNOWN = 4096;
  private static final int BUDGET_MIN = 1024;

  private static final String ADAPTIVE = "adaptive";
  private static final String BUDGET = "budget_tokens";

  /**
   * Plans the thinking for a request.
   *
   * @param isForced whether the model must call a tool; the API refuses that together with a budget
   * @param isUnthought whether the conversation ends with calls that came without thinking
   * @param dropped takes the names of fields that are not sent
   */
  public static Thinking plan(
      ChatRequest request,
      Traits traits,
      boolean isForced,
      boolean isUnthought,
      List<String> dropped) {
    Integer asked = request.outputTokensMax();
    Integer known = traits.maxOutputTokens();
    int cap = asked != null ? asked : known != null ? known : MAX_TOKENS_UNKNOWN;
    Thinking free = new Thinking(null, null, cap, !refusesSampling(traits));
    if (request.extra().get("thinking") instanceof ObjectNode own) {
      return new Thinking(own, null, cap, free.isSampled);
    }
    String word = request.reasoningEffort();
    if (word == null) {
      return free;
    }
    Effort effort = Effort.parse(word);
    List<String> ways = traits.reasoning();
    if (isAdaptive(ways)) {
      return effort == Effort.NONE ? off(traits, free) : adaptive(traits, effort, cap);
    }
    if (effort == Effort.NONE) {
      // Models with a budget, and those that do not think, are silent unless told to think.
      return traits.sizes().toggle() ? off(traits, free) : free;
    }
    if (ways.contains(BUDGET) && !isForced && !isUnthought) {
      int budget = Math.min(effort.budgetTokens(), budgetMax(traits));
      if (asked == null && known == null) {
        return budget(budget, MAX_TOKENS_UNKNOWN + budget);
      }
      // A quarter of the cap at least is left for the answer itself.
      budget = Math.min(budget, cap - cap / 4);
      if (budget >= budgetMin(traits)) {
        return budget(budget, cap);
      }
    }
    dropped.add("reasoning_effort");
    return free;
  }

  /** A model that has efforts and no budget sizes its thinking itself. */
  private static boolean isAdaptive(List<String> ways) {
    return ways.contains(ADAPTIVE) || ways.contains("effort") && !ways.contains(BUDGET);
  }

  /**
   * Sampling went with the budget: since Opus 4.7, Sonnet 5 and Fable 5 the API refuses both
   * (pydantic-ai's model profiles, August 2026).
   */
  private static boolean refusesSampling(Traits traits) {
    return isAdaptive(traits.reasoning()) && !traits.reasoning().contains(BUDGET);
  }

  private static Thinking off(Traits traits, Thinking free) {
    if (traits.lacks().contains("reasoning_off")) {
      String least = Effort.LOW.among(traits.sizes().efforts());
      return new Thinking(null, least, free.maxTokens, free.isSampled);
    }
    return new Thinking(type("disabled"), null, free.maxTokens, free.isSampled);
  }

  private static Thinking adaptive(Traits traits, Effort effort, int cap) {
    ObjectNode thinking = type(ADAPTIVE);
    if (refusesSampling(traits)) {
      // The same models leave the text of their thinking out unless asked for it.
      thinking.put("display", "summarized");
    }
    Effort named = effort == Effort.MINIMAL ? Effort.LOW : effort;
    return new Thinking(thinking, named.among(traits.sizes().efforts()), cap, false);
  }

  private static Thinking budget(int budget, int cap) {
    return new Thinking(type("enabled").put(BUDGET, budget), null, cap, false);
  }

  private static int budgetMin(Traits traits) {
    Integer min = traits.sizes().minTokens();
    return min == null ? BUDGET_MIN : min;
  }

  private static int budgetMax(Traits traits) {
    Integer max = traits.sizes().maxTokens();
    return max == null ? Integer.MAX_VALUE : max;
  }

  private static ObjectNode type(String type) {
    return Json.object().put("type", type);
  }
}
