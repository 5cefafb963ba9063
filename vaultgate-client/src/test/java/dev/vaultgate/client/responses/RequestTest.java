package dev.vaultgate.client.responses;

import static dev.vaultgate.client.WireProbe.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.WireProbe;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to the Responses API for a chat. */
class RequestTest {

  private final WireProbe wire = WireProbe.of(new ResponsesWire());

  @Test
  void conversationBecomesItems() {
    JsonNode input =
        wire.body(
                """
                {'messages':[
                 {'role':'developer','content':'Be brief.'},
                 {'role':'user','content':[{'type':'text','text':'What is it?'},
                  {'type':'image_url','image_url':{'url':'https://pictures.test/a.png','detail':'low'}},
                  {'type':'file','file':{'filename':'a.pdf','file_data':'data:application/pdf;base64,JVBERi0='}}]},
                 {'role':'assistant','content':'I look.','tool_calls':[
                  {'id':'call_1','type':'function','function':{'name':'look','arguments':'{}'}}]},
                 {'role':'tool','tool_call_id':'call_1','content':'A cat.'}]}
                """)
            .path("input");

    assertThat(input)
        .isEqualTo(
            tree(
                """
                [{'role':'developer','content':'Be brief.'},
                 {'role':'user','content':[{'type':'input_text','text':'What is it?'},
                  {'type':'input_image','image_url':'https://pictures.test/a.png','detail':'low'},
                  {'type':'input_file','filename':'a.pdf','file_data':'data:application/pdf;base64,JVBERi0='}]},
                 {'role':'assistant','content':'I look.'},
                 {'type':'function_call','call_id':'call_1','name':'look','arguments':'{}'},
                 {'type':'function_call_output','call_id':'call_1','output':'A cat.'}]
                """));
  }

  @Test
  void toolsChoiceAndFormatLieFlat() {
    JsonNode body =
        wire.body(
            """
            {'tools':[{'type':'function','function':{'name':'one','description':'d','strict':true,
              'parameters':{'type':'object'}}},{'type':'web_search'}],
             'tool_choice':{'type':'function','function':{'name':'one'}},
             'parallel_tool_calls':false,
             'response_format':{'type':'json_schema','json_schema':{'name':'s','strict':true,
              'schema':{'type':'object'}}},
             'verbosity':'low','max_completion_tokens':50}
            """);

    assertThat(body.path("tools"))
        .isEqualTo(
            tree(
                """
                [{'type':'function','name':'one','description':'d','parameters':{'type':'object'},
                  'strict':true},{'type':'web_search'}]
                """));
    assertThat(body.path("tool_choice")).isEqualTo(tree("{'type':'function','name':'one'}"));
    assertThat(body.path("parallel_tool_calls").asBoolean(true)).isFalse();
    assertThat(body.path("text"))
        .isEqualTo(
            tree(
                """
                {'format':{'type':'json_schema','name':'s','schema':{'type':'object'},'strict':true},
                 'verbosity':'low'}
                """));
    assertThat(body.path("max_output_tokens").asInt()).isEqualTo(50);
  }

  @Test
  void whatTheApiHasNotIsNamed() {
    assertThat(
            wire.request(
                    """
                    {'stop':'a','seed':1,'presence_penalty':0.1,'frequency_penalty':0.1,
                     'logit_bias':{'1':2},'logprobs':true,'top_logprobs':2}
                    """)
                .dropped())
        .containsExactlyInAnyOrder(
            "stop",
            "seed",
            "presence_penalty",
            "frequency_penalty",
            "logit_bias",
            "logprobs",
            "top_logprobs");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'n':2}",
        "{'functions':[{'name':'one'}]}",
        "{'modalities':['text','audio']}",
        "{'messages':[{'role':'user','content':[{'type':'input_audio','input_audio':{'data':'AA','format':'wav'}}]}]}"
      })
  void whatWouldChangeTheMeaningIsRefused(String request) {
    assertThatThrownBy(() -> wire.request(request)).isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void nothingIsStoredUnlessAsked() {
    assertThat(wire.body("{}").path("store").asBoolean(true)).isFalse();
    assertThat(wire.body("{'store':true}").path("store").asBoolean()).isTrue();
  }

  @Test
  void reasoningTravelsWithTheConversation() {
    Target.Traits reasoning = new Target.Traits(null, Set.of("reasoning"), List.of());
    String item = "{'type':'reasoning','id':'rs_1','summary':[],'encrypted_content':'secret'}";

    JsonNode body =
        wire.at(reasoning)
            .body(
                "{'reasoning_effort':'high','messages':[{'role':'user','content':'Hi'},"
                    + "{'role':'assistant','content':null,'reasoning_details':["
                    + item
                    + "],'tool_calls':[{'id':'c','type':'function','function':"
                    + "{'name':'one','arguments':'{}'}}]},"
                    + "{'role':'tool','tool_call_id':'c','content':'1'}]}");

    assertThat(body.path("include")).isEqualTo(tree("['reasoning.encrypted_content']"));
    assertThat(body.path("reasoning")).isEqualTo(tree("{'effort':'high'}"));
    assertThat(body.at("/input/1")).isEqualTo(tree(item));
    assertThat(body.at("/input/2/type").asText()).isEqualTo("function_call");
  }

  @Test
  void modelsThatDoNotReasonAreNotAskedForIt() {
    assertThat(wire.body("{}").has("include")).isFalse();
  }
}
