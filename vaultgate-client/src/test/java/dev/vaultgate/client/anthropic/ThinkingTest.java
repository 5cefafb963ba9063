package dev.vaultgate.client.anthropic;

import static dev.vaultgate.client.WireProbe.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.client.Target.ReasoningSizes;
import dev.vaultgate.client.Target.Traits;
import dev.vaultgate.client.WireProbe;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of the wish to think hard, or not at all. */
class ThinkingTest {

  private static final WireProbe WIRE = WireProbe.of(new AnthropicWire());

  private static final WireProbe BY_BUDGET =
      WIRE.at(new Traits(64_000, Set.of(), List.of("budget_tokens")));

  private static final WireProbe BY_EFFORT =
      WIRE.at(
          new Traits(
              128_000,
              Set.of(),
              Set.of(),
              List.of("effort", "adaptive"),
              new ReasoningSizes(
                  false, List.of("low", "medium", "high", "xhigh", "max"), null, null)));

  @Test
  void anEffortBecomesABudgetWithinTheCap() {
    JsonNode body = BY_BUDGET.body("{'reasoning_effort': 'high', 'temperature': 0.2}");

    assertThat(body.get("thinking")).isEqualTo(tree("{'type':'enabled','budget_tokens':16384}"));
    assertThat(body.get("max_tokens").intValue()).isEqualTo(64_000);
    assertThat(body.has("temperature")).isFalse();
  }

  @Test
  void theCallersCapShrinksTheBudget() {
    JsonNode body = BY_BUDGET.body("{'reasoning_effort': 'high', 'max_tokens': 4000}");

    assertThat(body.at("/thinking/budget_tokens").intValue()).isEqualTo(3000);
    assertThat(body.get("max_tokens").intValue()).isEqualTo(4000);
  }

  @Test
  void aCapWithoutRoomLeavesNoThinking() {
    String request = "{'reasoning_effort': 'low', 'max_tokens': 500, 'temperature': 0.5}";

    assertThat(BY_BUDGET.body(request).has("thinking")).isFalse();
    assertThat(BY_BUDGET.body(request).has("temperature")).isTrue();
    assertThat(BY_BUDGET.request(request).dropped()).containsExactly("reasoning_effort");
  }

  @Test
  void aDefaultCapGrowsByTheBudget() {
    WireProbe unknownCap = WIRE.at(new Traits(null, Set.of(), List.of("budget_tokens")));

    JsonNode body = unknownCap.body("{'reasoning_effort': 'medium'}");

    assertThat(body.at("/thinking/budget_tokens").intValue()).isEqualTo(8192);
    assertThat(body.get("max_tokens").intValue()).isEqualTo(4096 + 8192);
  }

  @Test
  void aToolThatMustBeCalledLeavesNoRoomForABudget() {
    String request =
        """
        {'reasoning_effort': 'low', 'tool_choice': 'required',
         'tools': [{'type': 'function', 'function': {'name': 'f'}}]}
        """;

    assertThat(BY_BUDGET.body(request).has("thinking")).isFalse();
    assertThat(BY_BUDGET.request(request).dropped()).containsExactly("reasoning_effort");
    assertThat(BY_EFFORT.body(request).has("thinking")).isTrue();
  }

  @Test
  void callsWhoseThinkingWasLostAreAnsweredWithoutABudget() {
    String request =
        """
        {'reasoning_effort': 'low', 'messages': [{'role': 'user', 'content': 'Add'},
          {'role': 'assistant', 'content': null, %s 'tool_calls': [
            {'id': 'a', 'type': 'function', 'function': {'name': 'add', 'arguments': '{}'}}]},
          {'role': 'tool', 'tool_call_id': 'a', 'content': '1'}]}
        """;
    String details =
        "'reasoning_details': [{'type': 'thinking', 'thinking': 'Hm', 'signature': 's'}],";

    assertThat(BY_BUDGET.body(request.formatted("")).has("thinking")).isFalse();
    assertThat(BY_BUDGET.body(request.formatted(details)).has("thinking")).isTrue();
  }

  @Test
  void newerModelsSizeTheirThinkingThemselves() {
    JsonNode body = BY_EFFORT.body("{'reasoning_effort': 'minimal', 'top_p': 0.5}");

    assertThat(body.get("thinking")).isEqualTo(tree("{'type':'adaptive','display':'summarized'}"));
    assertThat(body.get("output_config")).isEqualTo(tree("{'effort':'low'}"));
    assertThat(body.has("top_p")).isFalse();
  }

  @Test
  void newerModelsRefuseSamplingAlsoWithoutThinking() {
    String request = "{'temperature': 0.3, 'top_k': 4}";

    assertThat(BY_EFFORT.body(request).has("temperature")).isFalse();
    assertThat(BY_EFFORT.request(request).dropped()).containsExactly("temperature", "top_k");
  }

  @Test
  void anEffortThatTheModelLacksBecomesTheNextStrongerOne() {
    WireProbe between =
        WIRE.at(
            new Traits(
                128_000,
                Set.of(),
                Set.of(),
                List.of("budget_tokens", "effort", "adaptive"),
                new ReasoningSizes(false, List.of("low", "medium", "high", "max"), 1024, null)));

    JsonNode body = between.body("{'reasoning_effort': 'xhigh'}");

    assertThat(body.at("/output_config/effort").textValue()).isEqualTo("max");
    assertThat(body.get("thinking")).isEqualTo(tree("{'type':'adaptive'}"));
  }

  @Test
  void noneSwitchesThinkingOffWhereItCanBe() {
    WireProbe always =
        WIRE.at(
            new Traits(
                128_000,
                Set.of(),
                Set.of("reasoning_off"),
                List.of("effort", "adaptive"),
                new ReasoningSizes(false, List.of("low", "high"), null, null)));

    assertThat(BY_EFFORT.body("{'reasoning_effort': 'none'}").get("thinking"))
        .isEqualTo(tree("{'type':'disabled'}"));
    assertThat(BY_BUDGET.body("{'reasoning_effort': 'none'}").has("thinking")).isFalse();
    assertThat(always.body("{'reasoning_effort': 'none'}").get("output_config"))
        .isEqualTo(tree("{'effort':'low'}"));
  }

  @Test
  void aModelThatIsNotKnownToThinkIsNotToldTo() {
    assertThat(WIRE.request("{'reasoning_effort': 'high'}").dropped())
        .containsExactly("reasoning_effort");
  }

  @Test
  void aCallerWhoSpeaksTheDialectIsPassedOn() {
    JsonNode body =
        BY_BUDGET.body(
            "{'thinking': {'type': 'enabled', 'budget_tokens': 2000}, 'temperature': 1}");

    assertThat(body.get("thinking")).isEqualTo(tree("{'type':'enabled','budget_tokens':2000}"));
    assertThat(body.has("temperature")).isTrue();
  }

  @Test
  void anUnknownEffortIsRefused() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> BY_BUDGET.body("{'reasoning_effort': 'extreme'}"))
        .satisfies(e -> assertThat(e.param()).isEqualTo("reasoning_effort"));
  }
}
