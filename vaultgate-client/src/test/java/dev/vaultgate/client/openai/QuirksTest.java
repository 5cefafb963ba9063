package dev.vaultgate.client.openai;

import static dev.vaultgate.client.WireProbe.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.client.Quirk;
import dev.vaultgate.client.RequestRules;
import dev.vaultgate.client.Target;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent to providers that take less than the dialect, or take it under another name. */
class QuirksTest {

  private static final String TOOLS =
      "'tools':[{'type':'function','function':{'name':'f','strict':true,'parameters':{}}},"
          + "{'type':'function','function':{'strict':false,'name':'g','parameters':{}}}]";

  @Test
  void usualProviderGetsWhatTheCallerSent() {
    JsonNode body = BothWays.at().body("{" + TOOLS + ",'seed':7,'own_field':{'a':[1]}}");

    assertThat(body.at("/tools/0/function/strict").asBoolean()).isTrue();
    assertThat(body.at("/own_field/a/0").asInt()).isOne();
    assertThat(BothWays.at().dropped("{'seed':7}")).isEmpty();
  }

  @Test
  void fieldThatAProviderRefusesIsLeftOutAndNamed() {
    BothWays cerebras = BothWays.at(new RequestRules(Set.of("logit_bias"), Map.of(), null));

    assertThat(cerebras.body("{'logit_bias':{'5':1},'seed':7}").has("logit_bias")).isFalse();
    assertThat(cerebras.dropped("{'logit_bias':{'5':1},'seed':7}")).containsExactly("logit_bias");
  }

  @Test
  void fieldThatIsNullIsLeftOutAndNotNamed() {
    BothWays cerebras = BothWays.at(new RequestRules(Set.of("seed"), Map.of(), null));

    assertThat(cerebras.body("{'seed':null}").has("seed")).isFalse();
    assertThat(cerebras.dropped("{'seed':null}")).isEmpty();
  }

  @Test
  void neighboursAreLeftOutTogether() {
    BothWays lab = BothWays.at(new RequestRules(Set.of("seed", "user", "n"), Map.of(), null));

    assertThat(lab.body("{'n':1,'seed':7,'user':'u'}").size()).isEqualTo(2);
    assertThat(lab.dropped("{'n':1,'seed':7,'user':'u'}"))
        .containsExactlyInAnyOrder("n", "seed", "user");
  }

  @ParameterizedTest
  @CsvSource({
    "'{''temperature'':0}', true",
    "'{''temperature'':0,''reasoning_effort'':''low''}', true",
    "'{''temperature'':0,''reasoning_effort'':''none''}', false"
  })
  void samplingOfAModelThatReasonsIsLeftOutAndNamed(String request, boolean leftOut) {
    BothWays model = sampled("low", "medium");

    assertThat(model.body(request).has("temperature")).isEqualTo(!leftOut);
    assertThat(model.dropped(request).contains("temperature")).isEqualTo(leftOut);
  }

  @Test
  void samplingIsLeftToTheProviderWhereTheModelMayDoWithoutReasoning() {
    assertThat(sampled("none", "low").body("{'temperature':0}").has("temperature")).isTrue();
    assertThat(sampled().body("{'temperature':0}").has("temperature")).isTrue();
    assertThat(
            BothWays.at(Set.of(), SAMPLING, Target.Traits.UNKNOWN)
                .body("{'temperature':0,'reasoning_effort':'low'}")
                .has("temperature"))
        .isTrue();
  }

  private static final RequestRules SAMPLING =
      new RequestRules(Set.of(), Map.of(), Set.of("temperature"), Set.of(), null);

  private static BothWays sampled(String... efforts) {
    return BothWays.at(
        Set.of(),
        SAMPLING,
        new Target.Traits(
            null,
            Set.of("reasoning"),
            Set.of(),
            List.of("effort"),
            new Target.ReasoningSizes(false, List.of(efforts), null, null)));
  }

  @Test
  void fieldGetsTheProvidersName() {
    BothWays lab = BothWays.at(new RequestRules(Set.of(), Map.of("seed", "random_seed"), null));

    assertThat(lab.body("{'seed':7}").path("random_seed").asInt()).isEqualTo(7);
    assertThat(lab.body("{'seed':7}").has("seed")).isFalse();
  }

  @Test
  void providersOwnNameWinsOverTheDialects() {
    BothWays lab = BothWays.at(new RequestRules(Set.of(), Map.of("seed", "random_seed"), null));

    JsonNode body = lab.body("{'seed':7,'random_seed':8}");

    assertThat(body.path("random_seed").asInt()).isEqualTo(8);
    assertThat(body.has("seed")).isFalse();
  }

  @Test
  void strictProviderGetsKnownFieldsAndThoseOfItsRules() {
    BothWays strict =
        BothWays.at(
            Set.of(Quirk.STRICT_PARAMS),
            new RequestRules(Set.of("user"), Map.of("seed", "random_seed"), null),
            Target.Traits.UNKNOWN);

    JsonNode body = strict.body("{'seed':7,'user':'u','own_field':1,'temperature':1}");

    assertThat(body.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("model", "messages", "random_seed", "temperature");
    assertThat(strict.dropped("{'user':'u','own_field':1}"))
        .containsExactlyInAnyOrder("user", "own_field");
  }

  @Test
  void strictnessOfToolsIsLeftOutWhereItIsRefused() {
    BothWays moonshot = BothWays.at(Quirk.NO_STRICT_TOOLS);

    JsonNode tools = moonshot.body("{" + TOOLS + "}").path("tools");

    assertThat(tools.findValues("strict")).isEmpty();
    assertThat(tools.findValuesAsText("name")).containsExactly("f", "g");
    assertThat(moonshot.dropped("{" + TOOLS + "}")).containsExactly("tools.strict");
  }

  @Test
  void schemaBecomesAnInstructionWhereOnlyJsonObjectIsKnown() {
    BothWays deepseek = BothWays.at(Quirk.JSON_OBJECT_ONLY);
    String request =
        "{'response_format':{'type':'json_schema','json_schema':{'name':'s','strict':true,"
            + "'schema':{'type':'object','properties':{'a':{'type':'integer'}}}}}}";

    JsonNode body = deepseek.body(request);

    assertThat(body.at("/response_format/type").asText()).isEqualTo("json_object");
    assertThat(body.path("response_format")).hasSize(1);
    assertThat(body.at("/messages/0/role").asText()).isEqualTo("system");
    assertThat(body.at("/messages/0/content").asText())
        .contains("JSON")
        .contains("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"}}}");
    assertThat(body.at("/messages/1/content").asText()).isEqualTo("Hi");
    assertThat(deepseek.dropped(request)).containsExactly("response_format.json_schema");
  }

  @Test
  void jsonObjectStaysAsItIs() {
    JsonNode body =
        BothWays.at(Quirk.JSON_OBJECT_ONLY).body("{'response_format':{'type':'json_object'}}");

    assertThat(body.path("messages")).hasSize(1);
  }

  @Test
  void forcedToolChoiceThatIsRefusedBecomesAutoAndIsNamed() {
    BothWays deepseek = BothWays.at(Quirk.NO_TOOL_CHOICE_REQUIRED);

    assertThat(deepseek.body("{" + TOOLS + ",'tool_choice':'required'}").path("tool_choice"))
        .hasToString("\"auto\"");
    assertThat(deepseek.dropped("{" + TOOLS + ",'tool_choice':'required'}"))
        .containsExactly("tool_choice");
    assertThat(deepseek.dropped("{" + TOOLS + ",'tool_choice':'none'}")).isEmpty();
  }

  @Test
  void textPartsAreJoinedWhereContentMustBeText() {
    JsonNode body =
        BothWays.at(Quirk.TEXT_CONTENT_ONLY)
            .body(
                "{'messages':[{'role':'user','content':[{'type':'text','text':'One'},"
                    + "{'type':'text','text':'two'}]}]}");

    assertThat(body.at("/messages/0/content").asText()).isEqualTo("One\n\ntwo");
  }

  @Test
  void partsThatAreNotTextAreLeftToTheProvider() {
    JsonNode body =
        BothWays.at(Quirk.TEXT_CONTENT_ONLY)
            .body(
                "{'messages':[{'role':'user','content':[{'type':'text','text':'One'},"
                    + "{'type':'image_url','image_url':{'url':'https://a.test/b.png'}}]}]}");

    assertThat(body.at("/messages/0/content")).hasSize(2);
  }

  @Test
  void everyMessageOfTheAssistantHasReasoningWhereItIsExpected() {
    JsonNode messages =
        BothWays.at(Quirk.REASONING_EXPECTED_BACK)
            .body(
                "{'messages':["
                    + String.join(",", CALLED, CALLED_WITH_REASONING, SAID, ASKED)
                    + "]}")
            .path("messages");

    assertThat(messages.at("/0/reasoning_content").textValue()).isEmpty();
    assertThat(messages.at("/1/reasoning_content").textValue()).isEqualTo("hm");
    assertThat(messages.at("/2/reasoning_content").textValue()).isEmpty();
    assertThat(messages.path(3).has("reasoning_content")).isFalse();
  }

  @Test
  void reasoningGoesBackUnderTheProvidersName() {
    JsonNode messages =
        BothWays.at(Quirk.REASONING_IN_REASONING, Quirk.REASONING_EXPECTED_BACK)
            .body("{'messages':[" + CALLED_WITH_REASONING + "," + CALLED + "]}")
            .path("messages");

    assertThat(messages.at("/0/reasoning").textValue()).isEqualTo("hm");
    assertThat(messages.at("/1/reasoning").textValue()).isEmpty();
    assertThat(messages.findValues("reasoning_content")).isEmpty();
  }

  private static final String CALLS =
      "'tool_calls':[{'id':'c','type':'function','function':{'name':'f','arguments':'{}'}}]}";
  private static final String CALLED = "{'role':'assistant','content':null," + CALLS;
  private static final String CALLED_WITH_REASONING =
      "{'role':'assistant','content':null,'reasoning_content':'hm'," + CALLS;
  private static final String ASKED = "{'role':'user','content':'Hi'}";
  private static final String SAID = "{'role':'assistant','content':'yes'}";

  @Test
  void choiceThatForcesIsCalledAny() {
    BothWays mistral = BothWays.at(Quirk.TOOL_CHOICE_ANY);

    assertThat(
            mistral.body("{" + TOOLS + ",'tool_choice':'required'}").path("tool_choice").asText())
        .isEqualTo("any");
    assertThat(mistral.body("{" + TOOLS + ",'tool_choice':'auto'}").path("tool_choice").asText())
        .isEqualTo("auto");
  }

  @Test
  void idsOfOthersBecomeShortOnesThatStillBelongTogether() {
    JsonNode messages =
        BothWays.at(Quirk.SHORT_TOOL_IDS)
            .body(
                """
                {'messages':[{'role':'user','content':'Hi'},{'role':'assistant','content':null,'tool_calls':[
                 {'id':'call_abc','type':'function','function':{'name':'f','arguments':'{}'}},
                 {'id':'D681PevKs','type':'function','function':{'name':'g','arguments':'{}'}}]},
                 {'role':'tool','tool_call_id':'call_abc','content':'1'},
                 {'role':'tool','tool_call_id':'D681PevKs','content':'2'}]}
                """)
            .path("messages");

    String made = messages.at("/1/tool_calls/0/id").asText();
    assertThat(made).matches("[a-zA-Z0-9]{9}").isEqualTo(messages.at("/2/tool_call_id").asText());
    assertThat(messages.at("/1/tool_calls/1/id").asText()).isEqualTo("D681PevKs");
    assertThat(messages.at("/3/tool_call_id").asText()).isEqualTo("D681PevKs");
  }

  @Test
  void reasoningGoesBackAsAPartOfTheContent() {
    BothWays mistral = BothWays.at(Quirk.REASONING_IN_CONTENT);
    String messages =
        "{'messages':[{'role':'user','content':'Hi'},{'role':'assistant',%s},"
            + "{'role':'user','content':'And?'}]}";

    assertThat(
            mistral
                .body(messages.formatted("'content':'Yes.','reasoning_content':'Hm.'"))
                .at("/messages/1/content"))
        .isEqualTo(
            tree(
                "[{'type':'thinking','thinking':[{'type':'text','text':'Hm.'}]},"
                    + "{'type':'text','text':'Yes.'}]"));
    JsonNode alone =
        mistral.body(messages.formatted("'reasoning_content':'Hm.'")).at("/messages/1");
    assertThat(alone.at("/content/0/type").asText()).isEqualTo("thinking");
    assertThat(alone.has("reasoning_content")).isFalse();
  }

  @Test
  void strictProviderGetsItsOwnFields() {
    BothWays mistral =
        BothWays.at(
            Set.of(Quirk.STRICT_PARAMS),
            new RequestRules(Set.of(), Map.of(), Set.of(), Set.of("safe_prompt"), null),
            Target.Traits.UNKNOWN);

    assertThat(mistral.body("{'safe_prompt':true}").path("safe_prompt").asBoolean()).isTrue();
    assertThat(mistral.dropped("{'safe_prompt':true,'unheard_of':1}"))
        .containsExactly("unheard_of");
  }
}
