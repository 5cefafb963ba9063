package dev.vaultgate.client.gemini;

import static dev.vaultgate.client.WireProbe.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.Target.ReasoningSizes;
import dev.vaultgate.client.Target.Traits;
import dev.vaultgate.client.WireProbe;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of a request's other fields, and where it goes. */
class RequestFieldsTest {

  private static final WireProbe WIRE = WireProbe.of(new GeminiWire());

  @Test
  void fieldsThatBothKnowAreTranslated() {
    JsonNode body =
        WIRE.body(
            """
            {'max_tokens': 7, 'temperature': 1.5, 'top_p': 0.9, 'top_k': 3, 'n': 2, 'seed': 11,
             'stop': 'END', 'presence_penalty': 0.5, 'frequency_penalty': -0.5,
             'modalities': ['text', 'image'], 'safety_settings': [{'category': 'X'}],
             'generationConfig': {'mediaResolution': 'LOW', 'temperature': 0},
             'response_format': {'type': 'json_object'}}
            """);

    assertThat(body.get("generationConfig"))
        .isEqualTo(
            tree(
                """
                {'maxOutputTokens':7,'temperature':1.5,'topP':0.9,'topK':3,'candidateCount':2,
                 'presencePenalty':0.5,'frequencyPenalty':-0.5,'seed':11,
                 'stopSequences':['END'],'responseMimeType':'application/json',
                 'responseModalities':['TEXT','IMAGE'],'mediaResolution':'LOW'}
                """));
    assertThat(body.get("safetySettings")).isEqualTo(tree("[{'category':'X'}]"));
  }

  @Test
  void fieldsThatTheApiLacksAreDroppedAndNamed() {
    assertThat(
            WIRE.request(
                    """
                    {'user': 'u', 'logit_bias': {'1': 1}, 'store': true, 'metadata': {},
                     'parallel_tool_calls': false,
                     'tools': [{'type': 'function', 'function': {'name': 'f'}}]}
                    """)
                .dropped())
        .containsExactly("user", "parallel_tool_calls", "logit_bias", "store", "metadata");
  }

  @Test
  void theModelAndTheMethodStandInTheAddress() {
    assertThat(WIRE.request("{}").url())
        .isEqualTo("https://lab.test/models/the-model:generateContent");
    assertThat(WIRE.request("{'stream': true}").url())
        .isEqualTo("https://lab.test/models/the-model:streamGenerateContent?alt=sse");
    assertThat(at("tunedModels/a b", Map.of()))
        .isEqualTo("https://lab.test/tunedModels/a%20b:streamGenerateContent?alt=sse");
    assertThat(at("x?y=#z", Map.of()))
        .isEqualTo("https://lab.test/models/x%3Fy%3D%23z:streamGenerateContent?alt=sse");
    assertThat(at("m", Map.of("chat", "/publishers/google/models/m:generateContent")))
        .isEqualTo("https://lab.test/publishers/google/models/m:streamGenerateContent?alt=sse");
  }

  @Test
  void schemasAreSaidInTheApisWordsWhereTheySuffice() {
    assertThat(
            parameters(
                """
                {'$schema': 'x', 'type': 'object', 'additionalProperties': false,
                 'properties': {
                   'a': {'type': ['string', 'null'], 'format': 'uri'},
                   'b': {'const': 'x'},
                   'c': {'anyOf': [{'type': 'integer', 'exclusiveMinimum': 0}, {'type': 'null'}],
                         'description': 'C'},
                   'd': {'type': 'array', 'items': {'type': 'STRING', 'enum': ['p', 'q']}},
                   'type': {'anyOf': [{'type': 'string'}, {'type': 'number'}]}},
                 'required': ['a']}
                """))
        .isEqualTo(
            tree(
                """
                {'name':'f','parameters':{'type':'object','properties':{
                   'a':{'nullable':true,'type':'string'},
                   'b':{'enum':['x'],'type':'string'},
                   'c':{'nullable':true,'type':'integer','description':'C'},
                   'd':{'type':'array','items':{'type':'STRING','enum':['p','q']}},
                   'type':{'anyOf':[{'type':'string'},{'type':'number'}]}},
                 'required':['a']}}
                """));
  }

  @Test
  void schemasThatSayMoreAreSentAsTheyAre() {
    for (String schema :
        List.of(
            "{'type':'object','properties':{'a':{'$ref':'#/$defs/A'}},'$defs':{'A':{}}}",
            "{'type':'object','additionalProperties':{'type':'string'}}",
            "{'type':'object','properties':{'a':{'type':'array'}}}",
            "{'type':'object','properties':{'a':{'enum':[1,2]}}}",
            "{'type':'object','properties':{'a':{'type':'object'}}}",
            "{'type':'object','properties':{'a':{}}}",
            "{'oneOf':[{'type':'object','properties':{'a':{'type':'string'}}}]}")) {
      assertThat(parameters(schema))
          .isEqualTo(tree("{'name':'f','parametersJsonSchema':" + schema + "}"));
    }
  }

  @Test
  void aToolWithoutArgumentsHasNoSchema() {
    assertThat(parameters("{'type':'object','properties':{},'additionalProperties':false}"))
        .isEqualTo(tree("{'name':'f'}"));
  }

  @Test
  void theAnswersFormIsASchemaToo() {
    JsonNode config =
        WIRE.body(
                """
                {'response_format': {'type': 'json_schema', 'json_schema': {'name': 'out',
                   'schema': {'type': 'object', 'properties': {'a': {'type': 'string'}},
                     'additionalProperties': false}}}}
                """)
            .get("generationConfig");

    assertThat(config)
        .isEqualTo(
            tree(
                """
                {'responseMimeType':'application/json','responseSchema':
                  {'type':'object','properties':{'a':{'type':'string'}}}}
                """));
  }

  @Test
  void everyToolChoiceHasItsMode() {
    assertThat(choice("'auto'")).isEqualTo(tree("{'mode':'AUTO'}"));
    assertThat(choice("'none'")).isEqualTo(tree("{'mode':'NONE'}"));
    assertThat(choice("'required'")).isEqualTo(tree("{'mode':'ANY'}"));
    assertThat(choice("{'type': 'function', 'function': {'name': 'f'}}"))
        .isEqualTo(tree("{'mode':'ANY','allowedFunctionNames':['f']}"));
  }

  @Test
  void theApisOwnToolsMayBeAskedFor() {
    assertThat(
            WIRE.body(
                    """
                    {'tools': [{'type': 'google_search'},
                      {'type': 'code_execution', 'code_execution': {}},
                      {'type': 'function', 'function': {'name': 'f'}}]}
                    """)
                .get("tools"))
        .isEqualTo(
            tree(
                """
                [{'googleSearch':{}},{'codeExecution':{}},
                 {'functionDeclarations':[{'name':'f'}]}]
                """));
  }

  @Test
  void aToolOfAnotherKindIsRefused() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> WIRE.body("{'tools': [{'type': 'computer'}]}"))
        .withMessageContaining("tools[0].type");
  }

  @Test
  void anEffortIsABudgetWithinTheModelsBounds() {
    WireProbe flash = budget(new ReasoningSizes(true, List.of(), 512, 24_576));
    WireProbe pro = budget(new ReasoningSizes(false, List.of(), 128, 32_768));

    assertThat(thinking(flash, "max"))
        .isEqualTo(tree("{'thinkingBudget':24576,'includeThoughts':true}"));
    assertThat(thinking(flash, "none")).isEqualTo(tree("{'thinkingBudget':0}"));
    assertThat(thinking(pro, "none")).isEqualTo(tree("{'thinkingBudget':128}"));
    assertThat(thinking(pro, "medium"))
        .isEqualTo(tree("{'thinkingBudget':8192,'includeThoughts':true}"));
  }

  @Test
  void anEffortIsALevelThatTheModelHas() {
    WireProbe pro = level(List.of("low", "high"));
    WireProbe unknown = level(List.of());

    assertThat(thinking(pro, "medium"))
        .isEqualTo(tree("{'thinkingLevel':'high','includeThoughts':true}"));
    assertThat(thinking(pro, "none")).isEqualTo(tree("{'thinkingLevel':'low'}"));
    assertThat(thinking(unknown, "xhigh"))
        .isEqualTo(tree("{'thinkingLevel':'high','includeThoughts':true}"));
  }

  @Test
  void aModelThatIsNotKnownToThinkIsNotToldTo() {
    assertThat(WIRE.request("{'reasoning_effort': 'high'}").dropped())
        .containsExactly("reasoning_effort");
  }

  private static String at(String model, Map<String, String> paths) {
    Target target =
        new Target("lab", model, "https://lab.test", paths, Map.of(), Set.of(), Traits.UNKNOWN);
    return new WireProbe(new GeminiWire(), target).request("{'stream': true}").url();
  }

  private static JsonNode parameters(String schema) {
    return WIRE.body(
            "{'tools': [{'type': 'function', 'function': {'name': 'f', 'parameters': "
                + schema
                + "}}]}")
        .at("/tools/0/functionDeclarations/0");
  }

  private static JsonNode choice(String choice) {
    return WIRE.body(
            """
            {'tools': [{'type': 'function', 'function': {'name': 'f'}}], 'tool_choice': %s}
            """
                .formatted(choice))
        .at("/toolConfig/functionCallingConfig");
  }

  private static JsonNode thinking(WireProbe wire, String effort) {
    return wire.body("{'reasoning_effort': '" + effort + "'}")
        .at("/generationConfig/thinkingConfig");
  }

  private static WireProbe budget(ReasoningSizes sizes) {
    return WIRE.at(new Traits(null, Set.of(), Set.of(), List.of("budget_tokens"), sizes));
  }

  private static WireProbe level(List<String> efforts) {
    return WIRE.at(
        new Traits(
            null,
            Set.of(),
            Set.of(),
            List.of("level"),
            new ReasoningSizes(false, efforts, null, null)));
  }
}
