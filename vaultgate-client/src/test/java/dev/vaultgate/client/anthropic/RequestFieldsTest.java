package dev.vaultgate.client.anthropic;

import static dev.vaultgate.client.WireProbe.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.WireProbe;
import dev.vaultgate.client.WireRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of a request's other fields. */
class RequestFieldsTest {

  private final WireProbe wire = WireProbe.of(new AnthropicWire());

  @Test
  void fieldsThatBothKnowAreTranslated() {
    JsonNode body =
        wire.body(
            """
            {'max_completion_tokens': 7, 'temperature': 0.5, 'top_p': 0.9, 'top_k': 3,
             'stop': ['END', ' '], 'user': 'u-1', 'stream': true}
            """);

    assertThat(body)
        .isEqualTo(
            tree(
                """
                {'model':'the-model','max_tokens':7,
                 'messages':[{'role':'user','content':[{'type':'text','text':'Hi'}]}],
                 'temperature':0.5,'top_p':0.9,'stop_sequences':['END'],
                 'metadata':{'user_id':'u-1'},'top_k':3,'stream':true}
                """));
  }

  @Test
  void fieldsThatTheApiLacksAreDroppedAndNamed() {
    WireRequest request =
        wire.request(
            """
            {'seed': 1, 'presence_penalty': 1, 'frequency_penalty': 1, 'logit_bias': {'1': 1},
             'logprobs': true, 'stop': '\\n', 'service_tier': 'flex', 'n': 1}
            """);

    assertThat(request.dropped())
        .containsExactlyInAnyOrder(
            "seed",
            "presence_penalty",
            "frequency_penalty",
            "logit_bias",
            "logprobs",
            "stop",
            "service_tier");
  }

  @Test
  void severalAnswersAreRefused() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> wire.body("{'n': 2}"))
        .satisfies(e -> assertThat(e.status()).isEqualTo(400))
        .satisfies(e -> assertThat(e.param()).isEqualTo("n"));
  }

  @Test
  void theCapIsTheModelsOwnWhereNoneIsAskedFor() {
    Target.Traits traits = new Target.Traits(8192, Set.of(), List.of());

    assertThat(wire.at(traits).body("{}").get("max_tokens").intValue()).isEqualTo(8192);
    assertThat(wire.body("{}").get("max_tokens").intValue()).isEqualTo(4096);
  }

  @Test
  void temperatureEndsAtOne() {
    assertThat(wire.body("{'temperature': 1.7}").get("temperature").doubleValue()).isEqualTo(1);
  }

  @Test
  void theAddressIsTheProvidersOrTheDialects() {
    assertThat(wire.request("{}").url()).isEqualTo("https://lab.test/v1/messages");
  }

  @Test
  void toolsAreTranslated() {
    JsonNode body =
        wire.body(
            """
            {'tools': [{'type': 'function', 'function': {'name': 'f', 'description': 'F',
                'parameters': {'type': 'object', 'properties': {'a': {'type': 'string'}}}}},
               {'type': 'web_search_20250305', 'name': 'web_search'}],
             'parallel_tool_calls': false}
            """);

    assertThat(body.get("tools"))
        .isEqualTo(
            tree(
                """
                [{'name':'f','description':'F',
                  'input_schema':{'type':'object','properties':{'a':{'type':'string'}}}},
                 {'type':'web_search_20250305','name':'web_search'}]
                """));
    assertThat(body.get("tool_choice"))
        .isEqualTo(tree("{'type':'auto','disable_parallel_tool_use':true}"));
  }

  @Test
  void everyToolChoiceHasItsForm() {
    assertThat(choice("'auto'")).isEqualTo(tree("{'type':'auto'}"));
    assertThat(choice("'none'")).isEqualTo(tree("{'type':'none'}"));
    assertThat(choice("'required'")).isEqualTo(tree("{'type':'any'}"));
    assertThat(choice("{'type': 'function', 'function': {'name': 'f'}}"))
        .isEqualTo(tree("{'type':'tool','name':'f'}"));
    assertThat(choice("{'type': 'any'}")).isEqualTo(tree("{'type':'any'}"));
  }

  @Test
  void aChoiceAmongSomeToolsLeavesTheOthersOut() {
    JsonNode body =
        wire.body(
            """
            {'tools': [{'type': 'function', 'function': {'name': 'f'}},
               {'type': 'function', 'function': {'name': 'g'}}],
             'tool_choice': {'type': 'allowed_tools', 'allowed_tools': {'mode': 'required',
               'tools': [{'type': 'function', 'function': {'name': 'g'}}]}}}
            """);

    assertThat(body.get("tools")).hasSize(1);
    assertThat(body.at("/tools/0/name").textValue()).isEqualTo("g");
    assertThat(body.get("tool_choice")).isEqualTo(tree("{'type':'any'}"));
  }

  @Test
  void aModelThatCannotBeForcedIsOfferedTheWantedToolAlone() {
    Target.Traits traits =
        new Target.Traits(
            null, Set.of(), Set.of("forced_tool_choice"), List.of(), Target.ReasoningSizes.UNKNOWN);

    WireRequest request =
        wire.at(traits)
            .request(
                """
                {'tools': [{'type': 'function', 'function': {'name': 'f'}},
                   {'type': 'function', 'function': {'name': 'g'}}],
                 'tool_choice': {'type': 'function', 'function': {'name': 'g'}}}
                """);

    JsonNode body = tree(new String(request.body(), StandardCharsets.UTF_8));
    assertThat(body.get("tools")).hasSize(1);
    assertThat(body.get("tool_choice")).isEqualTo(tree("{'type':'auto'}"));
    assertThat(request.dropped()).containsExactly("tool_choice");
  }

  @Test
  void aToolOfOpenAisOwnKindIsRefused() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> wire.body("{'tools': [{'type': 'custom', 'custom': {'name': 'f'}}]}"))
        .withMessageContaining("tools[0].type");
  }

  @Test
  void aSchemaIsAskedForWhereTheModelTakesOne() {
    Target.Traits traits = new Target.Traits(null, Set.of("structured_output"), List.of());

    JsonNode body =
        wire.at(traits)
            .body(
                """
                {'response_format': {'type': 'json_schema', 'json_schema': {'name': 'out',
                   'schema': {'type': 'object', 'properties': {
                     'minimum': {'type': 'integer', 'minimum': 1, 'description': 'Low'},
                     'list': {'type': 'array', 'minItems': 1, 'items': {'type': 'object',
                        'properties': {}}}}}}}}
                """);

    assertThat(body.get("output_config"))
        .isEqualTo(
            tree(
                """
                {'format':{'type':'json_schema','schema':{'type':'object','properties':{
                   'minimum':{'type':'integer','description':'Low (minimum: 1)'},
                   'list':{'type':'array','minItems':1,'items':{'type':'object',
                     'properties':{},'additionalProperties':false}}},
                   'additionalProperties':false}}}
                """));
    assertThat(body.has("tools")).isFalse();
  }

  @Test
  void aToolStandsForTheAnswerWhereTheModelTakesNoSchema() {
    JsonNode body =
        wire.body(
            """
            {'response_format': {'type': 'json_schema', 'json_schema': {'name': 'out',
               'description': 'The answer.', 'schema': {'type': 'object'}}}}
            """);

    assertThat(body.get("tools"))
        .isEqualTo(
            tree(
                """
                [{'name':'vaultgate_answer','description':'The answer.',
                  'input_schema':{'type':'object'}}]
                """));
    assertThat(body.at("/tool_choice/name").textValue()).isEqualTo("vaultgate_answer");
  }

  @Test
  void besideOtherToolsTheAnswerIsOneOfSeveral() {
    JsonNode body =
        wire.body(
            """
            {'tools': [{'type': 'function', 'function': {'name': 'f'}}],
             'response_format': {'type': 'json_schema', 'json_schema': {'name': 'out',
               'schema': {'type': 'object'}}}}
            """);

    assertThat(body.get("tools")).hasSize(2);
    assertThat(body.get("tool_choice"))
        .isEqualTo(tree("{'type':'any','disable_parallel_tool_use':true}"));
  }

  @Test
  void anyJsonObjectIsAskedForInWords() {
    JsonNode body = wire.body("{'response_format': {'type': 'json_object'}}");

    assertThat(body.at("/system/0/text").textValue()).contains("JSON object");
  }

  private JsonNode choice(String choice) {
    return wire.body(
            """
            {'tools': [{'type': 'function', 'function': {'name': 'f'}}], 'tool_choice': %s}
            """
                .formatted(choice))
        .get("tool_choice");
  }
}
