package dev.vaultgate.client.cohere;

import static dev.vaultgate.client.WireProbe.tree;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.Usage;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.UpstreamFailure.Kind;
import dev.vaultgate.client.WireProbe;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent to Cohere, and what is read from its whole answers and errors. */
class RequestTest {

  private static final String TOOLS =
      "'tools':[{'type':'function','function':{'name':'one','parameters':{'type':'object'}}},"
          + "{'type':'function','function':{'name':'two'}}]";

  private final WireProbe wire = WireProbe.of(new CohereWire());

  @Test
  void fieldsHaveCoheresNames() {
    JsonNode body =
        wire.body(
            """
            {'temperature':0.5,'top_p':0.9,'top_k':40,'max_completion_tokens':100,'seed':7,
             'stop':['a','b'],'presence_penalty':0.1,'frequency_penalty':0.2}
            """);

    assertThat(body.path("p").asDouble()).isEqualTo(0.9);
    assertThat(body.path("k").asInt()).isEqualTo(40);
    assertThat(body.path("max_tokens").asInt()).isEqualTo(100);
    assertThat(body.path("stop_sequences")).isEqualTo(tree("['a','b']"));
    assertThat(body.path("seed").asInt()).isEqualTo(7);
    assertThat(body.has("top_p") || body.has("stop") || body.has("max_completion_tokens"))
        .isFalse();
  }

  @Test
  void aNamedToolIsTheOnlyOneAndMustBeCalled() {
    JsonNode body =
        wire.body("{" + TOOLS + ",'tool_choice':{'type':'function','function':{'name':'two'}}}");

    assertThat(body.path("tool_choice").asText()).isEqualTo("REQUIRED");
    assertThat(body.path("tools")).hasSize(1);
    assertThat(body.at("/tools/0/function/name").asText()).isEqualTo("two");
  }

  @ParameterizedTest
  @CsvSource({"required,REQUIRED", "none,NONE", "auto,"})
  void choicesAreInCoheresWords(String choice, String word) {
    JsonNode body = wire.body("{" + TOOLS + ",'tool_choice':'" + choice + "'}");

    assertThat(body.path("tool_choice").textValue()).isEqualTo(word);
  }

  @Test
  void aSchemaIsTheFormOfAJsonObject() {
    JsonNode body =
        wire.body(
            """
            {'response_format':{'type':'json_schema','json_schema':{'name':'n','strict':true,
             'schema':{'type':'object'}}}}
            """);

    assertThat(body.path("response_format"))
        .isEqualTo(tree("{'type':'json_object','json_schema':{'type':'object'}}"));
  }

  @Test
  void whatCohereDoesNotKnowIsDroppedAndNamed() {
    assertThat(
            wire.request(
                    """
                    {'user':'u','parallel_tool_calls':false,'logit_bias':{'1':2},'metadata':{'a':'b'},
                     'reasoning_effort':'high','safety_mode':'NONE'}
                    """)
                .dropped())
        .containsExactlyInAnyOrder(
            "user", "parallel_tool_calls", "logit_bias", "metadata", "reasoning_effort");
  }

  @Test
  void effortIsABudgetWhereTheModelThinks() {
    WireProbe thinking = wire.at(new Target.Traits(null, Set.of("reasoning"), List.of()));

    assertThat(thinking.body("{'reasoning_effort':'medium'}").path("thinking"))
        .isEqualTo(tree("{'type':'enabled','token_budget':8192}"));
    assertThat(thinking.body("{'reasoning_effort':'none'}").path("thinking"))
        .isEqualTo(tree("{'type':'disabled'}"));
  }

  @Test
  void aPlanThatIsSentBackGoesBack() {
    JsonNode body =
        wire.body(
            """
            {'messages':[{'role':'user','content':'Hi'},
             {'role':'assistant','content':null,'tool_plan':'I ask.','tool_calls':[{'id':'c','type':'function',
               'function':{'name':'one','arguments':'{}'}}]},
             {'role':'tool','tool_call_id':'c','content':'done'}]}
            """);

    assertThat(body.at("/messages/1/tool_plan").asText()).isEqualTo("I ask.");
    assertThat(body.at("/messages/1").has("content")).isFalse();
    assertThat(body.at("/messages/2/tool_call_id").asText()).isEqualTo("c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'n':2} | n",
        "{'messages':[{'role':'user','content':[{'type':'input_audio','input_audio':"
            + "{'data':'AA','format':'wav'}}]}]} | messages.content",
        "{'tools':[{'type':'web_search'}]} | tools.type",
      })
  void whatWouldMeanSomethingElseIsRefused(String request, String param) {
    assertThatThrownBy(() -> wire.body(request))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.param()).isEqualTo(param));
  }

  @Test
  void aWholeAnswerWithThoughtsPlanAndCitationsIsRead() {
    ChatResponse answer =
        wire.answer(
            """
            {"id":"a","message":{"role":"assistant","tool_plan":"I ask.","content":[
              {"type":"thinking","thinking":"Hm."},{"type":"text","text":"Yes."}],
              "tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":""}}],
              "citations":[{"start":0,"end":3,"text":"Yes"}]},
             "finish_reason":"TOOL_CALL",
             "usage":{"billed_units":{"input_tokens":1,"output_tokens":2},
               "tokens":{"input_tokens":10,"output_tokens":20},"cached_tokens":4}}
            """);

    assertThat(answer.text()).isEqualTo("Yes.");
    assertThat(answer.choices().get(0).message().reasoning()).isEqualTo("Hm.");
    assertThat(answer.choices().get(0).message().toolCalls().get(0).arguments()).isEqualTo("{}");
    assertThat(answer.choices().get(0).message().extra()).containsKeys("tool_plan", "citations");
    assertThat(answer.usage()).isEqualTo(Usage.of(10, 20, 4, 0, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "401,AUTH",
    "402,EXHAUSTED",
    "404,MODEL_MISSING",
    "429,RATE_LIMITED",
    "498,OVERLOADED",
    "499,TIMEOUT",
    "500,SERVER",
    "503,SERVER"
  })
  void errorsAreClassified(int status, UpstreamFault fault) {
    UpstreamFailure failure =
        new CohereWire().readError(status, name -> null, "{\"message\":\"m\"}".getBytes(UTF_8));

    assertThat(failure.kind()).isEqualTo(new Kind.Upstream(fault));
  }
}
