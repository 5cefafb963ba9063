package dev.vaultgate.client.ollama;

import static dev.vaultgate.client.WireProbe.tree;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.EmbeddingRequest;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.Usage;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.UpstreamFailure.Kind;
import dev.vaultgate.client.Wire;
import dev.vaultgate.client.WireProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent to Ollama, and what is read from its whole answers, vectors and errors. */
class RequestTest {

  private static final String TOOLS =
      "'tools':[{'type':'function','function':{'name':'one','strict':true,'parameters':"
          + "{'type':'object'}}}]";

  private final WireProbe wire = WireProbe.of(new OllamaWire());

  @Test
  void settingsAreOptions() {
    JsonNode options =
        wire.body(
                """
                {'temperature':0.5,'top_p':0.9,'top_k':40,'max_tokens':100,'seed':7,'stop':'a',
                 'num_ctx':8192,'presence_penalty':0.1}
                """)
            .path("options");

    assertThat(options)
        .isEqualTo(
            tree(
                """
                {'temperature':0.5,'top_p':0.9,'num_predict':100,'seed':7,'presence_penalty':0.1,
                 'stop':['a'],'top_k':40,'num_ctx':8192}
                """));
  }

  @Test
  void imagesLieBesideTheTextWithoutTheirPrefix() {
    JsonNode message =
        wire.body(
                """
                {'messages':[{'role':'user','content':[{'type':'text','text':'What is it?'},
                 {'type':'image_url','image_url':{'url':'data:image/png;base64,iVBORw0KGgo='}}]}]}
                """)
            .at("/messages/0");

    assertThat(message)
        .isEqualTo(tree("{'role':'user','content':'What is it?','images':['iVBORw0KGgo=']}"));
  }

  @Test
  void callsHaveObjectsAndResultsHaveNames() {
    JsonNode messages =
        wire.body(
                """
                {'messages':[{'role':'user','content':'Hi'},
                 {'role':'assistant','content':null,'reasoning_content':'Hm.','tool_calls':[{'id':'c1',
                  'type':'function','function':{'name':'one','arguments':'{}'}}]},
                 {'role':'tool','tool_call_id':'c1','content':'done'}]}
                """)
            .path("messages");

    assertThat(messages.get(1))
        .isEqualTo(
            tree(
                """
                {'role':'assistant','content':'','thinking':'Hm.','tool_calls':[{'function':{'name':'one',
                 'arguments':{}}}]}
                """));
    assertThat(messages.get(2))
        .isEqualTo(tree("{'role':'tool','content':'done','tool_name':'one'}"));
  }

  @Test
  void toolsThatMustNotBeCalledAreLeftOut() {
    assertThat(wire.body("{" + TOOLS + ",'tool_choice':'none'}").has("tools")).isFalse();
    assertThat(wire.body("{" + TOOLS + "}").at("/tools/0/function").has("strict")).isFalse();
    assertThat(wire.request("{" + TOOLS + ",'tool_choice':'required'}").dropped())
        .containsExactly("tool_choice", "tools.strict");
  }

  @Test
  void aSchemaIsTheFormat() {
    assertThat(
            wire.body(
                    """
                    {'response_format':{'type':'json_schema','json_schema':{'name':'n',
                     'schema':{'type':'object'}}}}
                    """)
                .path("format"))
        .isEqualTo(tree("{'type':'object'}"));
    assertThat(wire.body("{'response_format':{'type':'json_object'}}").path("format").asText())
        .isEqualTo("json");
  }

  @ParameterizedTest
  @CsvSource({"none,false", "low,true", "high,true"})
  void effortSwitchesThinking(String effort, boolean think) {
    assertThat(wire.body("{'reasoning_effort':'" + effort + "'}").path("think").booleanValue())
        .isEqualTo(think);
  }

  @Test
  void whatOllamaDoesNotKnowIsDroppedAndNamed() {
    assertThat(
            wire.request("{'user':'u','logit_bias':{'1':2},'keep_alive':'5m','service_tier':'x'}")
                .dropped())
        .containsExactlyInAnyOrder("user", "logit_bias", "service_tier");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'n':2} | n",
        "{'messages':[{'role':'user','content':[{'type':'image_url','image_url':"
            + "{'url':'https://example.org/a.png'}}]}]} | messages[0].content.image_url",
      })
  void whatWouldMeanSomethingElseIsRefused(String request, String param) {
    assertThatThrownBy(() -> wire.body(request))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.param()).isEqualTo(param));
  }

  @Test
  void callsWithoutIdsGetSome() {
    ChatResponse answer =
        wire.answer(
            """
            {"model":"m","created_at":"2026-08-04T19:59:11.8Z","message":{"role":"assistant","content":"",
             "tool_calls":[{"function":{"name":"a","arguments":{"x":1}}},{"function":{"name":"b",
             "arguments":{}}}]},"done":true,"done_reason":"stop","prompt_eval_count":5,"eval_count":6}
            """);

    assertThat(answer.choices().get(0).message().toolCalls())
        .extracting(call -> call.id() + " " + call.name() + " " + call.arguments())
        .containsExactly("call_0 a {\"x\":1}", "call_1 b {}");
    assertThat(answer.usage()).isEqualTo(Usage.of(5, 6));
    assertThat(answer.created()).isEqualTo(1785873551);
  }

  @Test
  void vectorsAreRowsOfNumbers() {
    Wire.EmbeddingWire embeddings = new OllamaWire().embeddings().orElseThrow();
    EmbeddingRequest request = EmbeddingRequest.of("m", "one", "two");

    assertThat(new String(embeddings.encode(request, wire.target()).body(), UTF_8))
        .isEqualTo("{\"model\":\"the-model\",\"input\":[\"one\",\"two\"]}");
    assertThat(
            embeddings
                .decodeEmbeddings(
                    "{\"model\":\"m\",\"embeddings\":[[1,0.5],[0,2]],\"prompt_eval_count\":4}"
                        .getBytes(UTF_8),
                    request,
                    wire.target())
                .vectors())
        .containsExactly(new float[] {1, 0.5f}, new float[] {0, 2});
  }

  @ParameterizedTest
  @CsvSource({"404,MODEL_MISSING", "500,SERVER", "503,SERVER"})
  void errorsAreClassified(int status, UpstreamFault fault) {
    UpstreamFailure failure =
        new OllamaWire()
            .readError(status, name -> null, "{\"error\":\"model not found\"}".getBytes(UTF_8));

    assertThat(failure.kind()).isEqualTo(new Kind.Upstream(fault));
    assertThat(failure.getMessage()).isEqualTo("model not found");
  }

  @Test
  void f24AnErrorInALineIsAFailure() {
    assertThatThrownBy(() -> wire.answer("{\"error\":\"out of memory\"}"))
        .isInstanceOf(UpstreamFailure.class)
        .hasMessageContaining("out of memory");
  }
}
