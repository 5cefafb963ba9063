package dev.vaultgate.client.responses;

import static dev.vaultgate.client.WireProbe.tree;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.ToolCall;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.Usage;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.UpstreamFailure.Kind;
import dev.vaultgate.client.WireProbe;
import org.junit.jupiter.api.Test;

/** What is read from whole responses, streams and errors. */
class AnswerTest {

  private static final String HEAD = "'id':'resp_1','created_at':5,'model':'m','error':null,";
  private static final String USAGE =
      "'usage':{'input_tokens':10,'input_tokens_details':{'cached_tokens':4},'output_tokens':7,"
          + "'output_tokens_details':{'reasoning_tokens':3},'total_tokens':17}";

  private final WireProbe wire = WireProbe.of(new ResponsesWire());

  private ChatResponse answer(String status, String output) {
    return wire.answer(
        tree("{" + HEAD + status + ",'output':[" + output + "]," + USAGE + "}").toString());
  }

  @Test
  void itemsBecomeOneMessage() {
    ChatResponse answer =
        answer(
            "'status':'completed'",
            """
            {'type':'reasoning','id':'rs_1','summary':[{'type':'summary_text','text':'Hm.'}],
             'encrypted_content':'secret','status':'completed'},
            {'type':'message','role':'assistant','content':[{'type':'output_text','text':'Hello',
             'annotations':[{'type':'url_citation','url':'https://a.test','title':'A',
              'start_index':0,'end_index':5}]}]},
            {'type':'function_call','id':'fc_1','call_id':'call_1','name':'one','arguments':''},
            {'type':'function_call','id':'fc_2','call_id':'call_2','name':'two','arguments':'{}'}
            """);

    assertThat(answer.id()).isEqualTo("resp_1");
    assertThat(answer.created()).isEqualTo(5);
    assertThat(answer.text()).isEqualTo("Hello");
    assertThat(answer.choices().get(0).message().reasoning()).isEqualTo("Hm.");
    assertThat(answer.toolCalls()).extracting(ToolCall::id).containsExactly("call_1", "call_2");
    assertThat(answer.finishReason().word()).isEqualTo("tool_calls");
    assertThat(answer.usage()).isEqualTo(Usage.of(10, 7, 4, 0, 3));
    assertThat(answer.choices().get(0).message().extra().get("reasoning_details"))
        .isEqualTo(
            tree(
                """
                [{'type':'reasoning','id':'rs_1','summary':[{'type':'summary_text','text':'Hm.'}],
                  'encrypted_content':'secret'}]
                """));
    assertThat(answer.choices().get(0).message().extra().get("annotations"))
        .isEqualTo(
            tree(
                """
                [{'type':'url_citation','url_citation':{'url':'https://a.test','title':'A',
                  'start_index':0,'end_index':5}}]
                """));
  }

  @Test
  void incompleteResponsesSayWhy() {
    assertThat(
            answer("'status':'incomplete','incomplete_details':{'reason':'max_output_tokens'}", "")
                .finishReason()
                .word())
        .isEqualTo("length");
    assertThat(
            answer("'status':'incomplete','incomplete_details':{'reason':'content_filter'}", "")
                .finishReason()
                .word())
        .isEqualTo("content_filter");
  }

  @Test
  void failedResponsesAreFailures() {
    assertThatExceptionOfType(UpstreamFailure.class)
        .isThrownBy(
            () ->
                wire.answer(
                    tree("{'status':'failed','output':[],'error':{'code':'server_error',"
                            + "'message':'The server had an error.'}}")
                        .toString()))
        .satisfies(failure -> assertThat(failure.kind()).isInstanceOf(Kind.Upstream.class));
  }

  @Test
  void f35ArgumentsThatComeOnlyAtTheEndAreNotLost() {
    ChatResponse answer =
        wire.stream(
            """
            event: response.created
            data: {"type":"response.created","response":{"id":"resp_1","model":"m","output":[]}}

            event: response.output_item.added
            data: {"type":"response.output_item.added","output_index":0,"item":{"type":"function_call","call_id":"call_1","name":"one","arguments":""}}

            event: response.output_item.added
            data: {"type":"response.output_item.added","output_index":1,"item":{"type":"function_call","call_id":"call_2","name":"two","arguments":""}}

            event: response.function_call_arguments.delta
            data: {"type":"response.function_call_arguments.delta","output_index":1,"delta":"{\\"b\\":2}"}

            event: response.output_item.done
            data: {"type":"response.output_item.done","output_index":0,"item":{"type":"function_call","call_id":"call_1","name":"one","arguments":"{\\"a\\":1}"}}

            event: response.output_item.done
            data: {"type":"response.output_item.done","output_index":1,"item":{"type":"function_call","call_id":"call_2","name":"two","arguments":"{\\"b\\":2}"}}

            event: response.completed
            data: {"type":"response.completed","response":{"id":"resp_1","model":"m","status":"completed","output":[]}}

            """);

    assertThat(answer.toolCalls())
        .extracting(ToolCall::name, ToolCall::arguments)
        .containsExactly(tuple("one", "{\"a\":1}"), tuple("two", "{\"b\":2}"));
  }

  @Test
  void errorsWithinAStreamAreClassified() {
    String error =
        """
        event: error
        data: {"type":"error","code":"rate_limit_exceeded","message":"Slow down.","param":null,"sequence_number":1}

        """;

    assertThatExceptionOfType(UpstreamFailure.class)
        .isThrownBy(() -> wire.events(error))
        .satisfies(
            failure ->
                assertThat(((Kind.Upstream) failure.kind()).fault())
                    .isEqualTo(UpstreamFault.RATE_LIMITED));
  }

  @Test
  void aStreamWithoutItsClosingEventIsCut() {
    assertThat(
            wire.isComplete(
                """
                data: {"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"Hel"}

                """))
        .isFalse();
  }

  @Test
  void errorsOfAStatusAreRead() {
    UpstreamFailure failure =
        new ResponsesWire()
            .readError(
                400,
                name -> null,
                "{\"error\":{\"message\":\"Invalid value\",\"type\":\"invalid_request_error\"}}"
                    .getBytes(UTF_8));

    assertThat(failure.kind()).isInstanceOf(Kind.Caller.class);
  }
}
