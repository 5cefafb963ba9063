package dev.vaultgate.client.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.ReasoningRequest;
import dev.vaultgate.client.ReasoningRequest.Models;
import dev.vaultgate.client.RequestRules;
import dev.vaultgate.client.Target.ReasoningSizes;
import dev.vaultgate.client.Target.Traits;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a provider is asked for reasoning that does not know {@code reasoning_effort}. */
class ReasoningRequestTest {

  private static final String SWITCH = "{'thinking':{'type':'enabled'}}";
  private static final String SWITCHED_OFF = "{'thinking':{'type':'disabled'}}";
  private static final String BUDGET = "{'enable_thinking':true,'thinking_budget':'{budget}'}";
  private static final String NO_BUDGET = "{'enable_thinking':false}";

  @ParameterizedTest
  @CsvSource({"low, enabled", "high, enabled", "none, disabled"})
  void effortSwitchesThinkingOnOrOff(String effort, String type) {
    BothWays zai = asked(SWITCH, SWITCHED_OFF, Models.ALL, Traits.UNKNOWN);

    assertThat(zai.body("{'reasoning_effort':'" + effort + "'}"))
        .isEqualTo(BothWays.at().body("{'thinking':{'type':'" + type + "'}}"));
    assertThat(zai.dropped("{'reasoning_effort':'" + effort + "'}")).isEmpty();
  }

  @Test
  void requestWithoutEffortIsLeftAlone() {
    assertThat(asked(SWITCH, SWITCHED_OFF, Models.ALL, Traits.UNKNOWN).body("{'n':1}"))
        .isEqualTo(BothWays.at().body("{'n':1}"));
  }

  @Test
  void switchAndEffortStandBesideEachOther() {
    BothWays deepseek =
        asked(
            "{'thinking':{'type':'enabled'},'reasoning_effort':'{effort}'}",
            SWITCHED_OFF,
            Models.ALL,
            sized(List.of("high", "max"), null, null));

    assertThat(deepseek.body("{'reasoning_effort':'low'}"))
        .isEqualTo(BothWays.at().body("{'reasoning_effort':'high','thinking':{'type':'enabled'}}"));
    assertThat(deepseek.body("{'reasoning_effort':'none'}").has("reasoning_effort")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"low, 0, 0, 1024", "high, 0, 0, 16384", "max, 0, 20000, 20000", "low, 2048, 0, 2048"})
  void effortBecomesABudgetThatTheModelTakes(String effort, int min, int max, int budget) {
    BothWays alibaba =
        asked(
            BUDGET,
            NO_BUDGET,
            Models.ALL,
            sized(List.of(), min == 0 ? null : min, max == 0 ? null : max));

    assertThat(alibaba.body("{'reasoning_effort':'" + effort + "'}"))
        .isEqualTo(BothWays.at().body("{'enable_thinking':true,'thinking_budget':" + budget + "}"));
  }

  @Test
  void budgetStaysBelowTheCapOnTheAnswer() {
    BothWays claude = asked(BUDGET, NO_BUDGET, Models.ALL, sized(List.of(), 1024, null));

    assertThat(claude.body("{'max_tokens':4000,'reasoning_effort':'high'}").path("thinking_budget"))
        .hasToString("3999");
  }

  @Test
  void reasoningThatHasNoRoomBelowTheCapIsLeftOutAndNamed() {
    BothWays claude = asked(BUDGET, NO_BUDGET, Models.ALL, sized(List.of(), 1024, null));
    String request = "{'max_tokens':500,'reasoning_effort':'high'}";

    assertThat(claude.body(request).has("enable_thinking")).isFalse();
    assertThat(claude.body(request).has("reasoning_effort")).isFalse();
    assertThat(claude.dropped(request)).containsExactly("reasoning_effort");
  }

  @Test
  void callersOwnWordsAreLeftAlone() {
    BothWays zai = asked(SWITCH, SWITCHED_OFF, Models.ALL, Traits.UNKNOWN);

    assertThat(zai.body("{'thinking':{'type':'disabled'},'reasoning_effort':'high'}"))
        .isEqualTo(BothWays.at().body("{'thinking':{'type':'disabled'}}"));
    assertThat(zai.body("{'reasoning_effort':'default'}").path("reasoning_effort").asText())
        .isEqualTo("default");
  }

  @Test
  void effortNoneThatCannotBeSaidIsLeftOutAndNamed() {
    BothWays xai =
        asked(
            "{'reasoning_effort':'{effort}'}", "{}", Models.ALL, sized(List.of("low"), null, null));

    assertThat(xai.body("{'reasoning_effort':'none'}").has("reasoning_effort")).isFalse();
    assertThat(xai.dropped("{'reasoning_effort':'none'}")).containsExactly("reasoning_effort");
  }

  @Test
  void effortNoneIsSaidToAModelThatKnowsIt() {
    BothWays xai =
        asked(
            "{'reasoning_effort':'{effort}'}",
            "{}",
            Models.ALL,
            sized(List.of("none", "low"), null, null));

    assertThat(xai.body("{'reasoning_effort':'none'}").path("reasoning_effort").asText())
        .isEqualTo("none");
  }

  @Test
  void nullSwitchesOffWhereNullIsTheWord() {
    BothWays sarvam =
        asked(
            "{'reasoning_effort':'{effort}'}",
            "{'reasoning_effort':null}",
            Models.ALL,
            Traits.UNKNOWN);

    assertThat(sarvam.body("{'reasoning_effort':'none'}").path("reasoning_effort").isNull())
        .isTrue();
  }

  @Test
  void modelWithEffortsIsAskedAsUsualWhereOthersAreSwitched() {
    Traits oss = sized(List.of("low", "medium", "high"), null, null);

    assertThat(
            asked(SWITCH, SWITCHED_OFF, Models.WITHOUT_EFFORTS, oss)
                .body("{'reasoning_effort':'low'}"))
        .isEqualTo(BothWays.at().body("{'reasoning_effort':'low'}"));
    assertThat(
            asked(SWITCH, SWITCHED_OFF, Models.WITHOUT_EFFORTS, Traits.UNKNOWN)
                .body("{'reasoning_effort':'low'}")
                .has("thinking"))
        .isTrue();
  }

  @Test
  void modelThatIsNotSizedInTokensIsAskedAsUsual() {
    assertThat(
            asked(BUDGET, NO_BUDGET, Models.SIZED_IN_TOKENS, Traits.UNKNOWN)
                .body("{'reasoning_effort':'low'}"))
        .isEqualTo(BothWays.at().body("{'reasoning_effort':'low'}"));
  }

  private static BothWays asked(String on, String off, Models models, Traits traits) {
    return BothWays.at(
        Set.of(),
        new RequestRules(Set.of(), Map.of(), new ReasoningRequest(object(on), object(off), models)),
        traits);
  }

  private static Traits sized(List<String> efforts, Integer min, Integer max) {
    return new Traits(
        null,
        Set.of("reasoning"),
        Set.of(),
        min == null && max == null ? List.of() : List.of("budget_tokens"),
        new ReasoningSizes(true, efforts, min, max));
  }

  private static ObjectNode object(String json) {
    try {
      return (ObjectNode) Json.read(json.replace('\'', '"'));
    } catch (IOException e) {
      throw new AssertionError("the test's JSON cannot be read", e);
    }
  }
}
