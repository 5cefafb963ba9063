package dev.vaultgate.client.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.ToolCall;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.client.UpstreamFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers of the dialect's many speakers come out as OpenAI promises them. */
class OddAnswersTest {

  private final BothWays lab = BothWays.at();

  @Test
  void objectForContentIsItsText() {
    assertThat(answered("'content':{'a':[1,'b']}").message().text()).isEqualTo("{\"a\":[1,\"b\"]}");
  }

  @Test
  void partsOfContentAreTextAndReasoning() {
    Message.Assistant message =
        answered(
                "'content':[{'type':'reasoning','summary':[{'type':'summary_text','text':'hm'}]},"
                    + "{'type':'thinking','thinking':[{'type':'text','text':' so'}]},"
                    + "{'type':'text','text':'one '},{'type':'text','text':'two'}]")
            .message();

    assertThat(message.text()).isEqualTo("one two");
    assertThat(message.reasoning()).isEqualTo("hm so");
  }

  @Test
  void contentWithUnknownPartsStaysInParts() {
    JsonNode passed = lab.passedOn(answer("'content':[{'type':'hologram','depth':3}]", "'stop'"));

    assertThat(passed.at("/choices/0/message/content/0/depth").asInt()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"reasoning", "reasoning_content"})
  void reasoningComesOutUnderOneName(String name) {
    String answer = answer("'content':'x','" + name + "':'hm'", "'stop'");

    assertThat(lab.answer(answer).choices().get(0).message().reasoning()).isEqualTo("hm");
    assertThat(lab.passedOn(answer).at("/choices/0/message/reasoning_content").asText())
        .isEqualTo("hm");
  }

  @Test
  void emptyRefusalAndFunctionCallAreNone() {
    String answer =
        answer("'content':'x','refusal':'','function_call':{'name':'','arguments':''}", "'stop'");

    JsonNode message = lab.passedOn(answer).at("/choices/0/message");

    assertThat(lab.answer(answer).choices().get(0).message().refusal()).isNull();
    assertThat(message.path("refusal").isNull()).isTrue();
    assertThat(message.has("function_call")).isFalse();
  }

  @Test
  void argumentsThatAreAnObjectBecomeText() {
    ToolCall call =
        answered(
                "'content':null,'tool_calls':[{'id':'c','type':'function',"
                    + "'function':{'name':'f','arguments':{'a':1}}}]")
            .message()
            .toolCalls()
            .get(0);

    assertThat(call.arguments()).isEqualTo("{\"a\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "stop; STOP",
        "eos; STOP",
        "end_turn; STOP",
        "max_tokens; LENGTH",
        "tool_call; TOOL_CALLS"
      },
      delimiter = ';')
  void wordsForTheEndBecomeOpenAis(String word, FinishReason.Kind kind) {
    ChatResponse.Choice choice =
        lab.answer(answer("'content':'x'", "'" + word + "'")).choices().get(0);

    assertThat(choice.finishReason().kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      value = {"null", "''"},
      quoteCharacter = '`')
  void answerThatDoesNotSayWhyItEndedIsDone(String finish) {
    assertThat(lab.answer(answer("'content':'x'", finish)).choices().get(0).finishReason())
        .isEqualTo(FinishReason.STOP);
  }

  @Test
  void answerWithCallsThatDoesNotSayWhyItEndedWantsThemMade() {
    String called =
        "'content':'','tool_calls':[{'id':'c','type':'function','custom':{'name':'','input':''},"
            + "'function':{'name':'f','arguments':'{}'}}]";

    assertThat(lab.answer(answer(called, "''")).choices().get(0).finishReason())
        .isEqualTo(FinishReason.TOOL_CALLS);
  }

  @ParameterizedTest
  @CsvSource({"insufficient_system_resource, OVERLOADED", "error, STREAM_ERROR"})
  void failureForAFinishReasonIsAFailure(String word, UpstreamFault fault) {
    String answer = answer("'content':'x'", "'" + word + "'");
    String chunk = "{'choices':[{'index':0,'delta':{},'finish_reason':'" + word + "'}]}";

    assertFault(() -> lab.answer(answer), fault);
    assertFault(() -> lab.passedOn(answer), fault);
    assertFault(() -> lab.stream(chunk), fault);
  }

  @Test
  void f24ErrorWithinAChoiceIsAFailure() {
    assertFault(
        () ->
            lab.stream(
                piece("'content':'x'"),
                "{'choices':[{'index':0,'delta':{},'finish_reason':'error',"
                    + "'error':{'code':502,'message':'upstream went away'}}]}"),
        UpstreamFault.SERVER);
  }

  @Test
  void parallelCallsThatShareANumberAreToldApartByTheirIds() {
    ChatResponse answer =
        lab.stream(
            piece("'role':'assistant'"),
            piece(call(0, "'id':'a',", "'name':'f','arguments':'{'")),
            piece(call(0, "", "'arguments':'}'")),
            piece(call(0, "'id':'b',", "'name':'g','arguments':''")),
            piece(call(0, "'id':'b',", "'arguments':'{}'")),
            end("tool_calls"));

    assertThat(answer.choices().get(0).message().toolCalls())
        .extracting(ToolCall::id, ToolCall::name, ToolCall::arguments)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a", "f", "{}"),
            org.assertj.core.groups.Tuple.tuple("b", "g", "{}"));
  }

  @Test
  void callsAreNumberedFromNought() {
    ChatResponse answer =
        lab.stream(
            piece(call(1, "'id':'a',", "'name':'f','arguments':'{'")),
            piece(call(1, "", "'arguments':'}'")),
            end("tool_calls"));

    assertThat(answer.choices().get(0).message().toolCalls())
        .extracting(ToolCall::arguments)
        .containsExactly("{}");
  }

  @Test
  void interleavedPiecesOfCallsStayWithTheirCalls() {
    ChatResponse answer =
        lab.stream(
            piece(call(0, "'id':'a',", "'name':'f','arguments':''")),
            piece(call(1, "'id':'b',", "'name':'g','arguments':''")),
            piece(call(0, "", "'arguments':'{'")),
            piece(call(1, "", "'arguments':'['")),
            piece(call(0, "", "'arguments':'}'")),
            piece(call(1, "", "'arguments':']'")),
            end("tool_calls"));

    assertThat(answer.choices().get(0).message().toolCalls())
        .extracting(ToolCall::arguments)
        .containsExactly("{}", "[]");
  }

  @Test
  void objectForContentIsItsTextInAStreamToo() {
    assertThat(lab.stream(piece("'content':{'a':1}"), end("stop")).text()).isEqualTo("{\"a\":1}");
  }

  @Test
  void f36EmptyFinishReasonOfAChunkIsNone() {
    ChatResponse answer =
        lab.stream(
            "{'choices':[{'index':0,'delta':{'content':'a'},'finish_reason':''}]}",
            "{'choices':[{'index':0,'delta':{'content':'b'},'finish_reason':'length'}]}");

    assertThat(answer.text()).isEqualTo("ab");
    assertThat(answer.finishReason()).isEqualTo(FinishReason.LENGTH);
  }

  @Test
  void f37ChunkThatRepeatsTheMessageAddsNothing() {
    ChatResponse answer =
        lab.stream(
            piece("'content':'one'"),
            "{'id':'a','object':'chat.completion.chunk','created':5,'model':'m','choices':[{"
                + "'index':0,'delta':{'content':' two'},'message':{'content':'one two'}}]}",
            "{'choices':[{'index':0,'delta':{},'message':{'content':'one two'},"
                + "'finish_reason':'stop'}]}");

    assertThat(answer.text()).isEqualTo("one two");
  }

  @Test
  void f43ArgumentsThatWereCutOffGoOutAsTheyAre() {
    String called =
        "'content':null,'tool_calls':[{'id':'c','type':'function',"
            + "'function':{'name':'f','arguments':'{\\'a\\': 1'}}]";

    ChatResponse.Choice whole = lab.answer(answer(called, "'length'")).choices().get(0);
    ChatResponse streamed =
        lab.stream(
            piece(call(0, "'id':'c',", "'name':'f','arguments':'{'")),
            piece(call(0, "", "'arguments':'\\'a\\': 1'")),
            end("length"));

    assertThat(whole.message().toolCalls().get(0).arguments()).isEqualTo("{\"a\": 1");
    assertThat(streamed.choices().get(0).message()).isEqualTo(whole.message());
    assertThat(streamed.finishReason()).isEqualTo(FinishReason.LENGTH);
  }

  @Test
  void fieldsOfTheAnswerThatComeLateAreKept() {
    ChatResponse answer =
        lab.stream(
            "{'id':'a','created':5,'model':'m','system_fingerprint':'f','choices':[{'index':0,"
                + "'delta':{'content':'x'}}]}",
            "{'id':'a','created':5,'model':'m','system_fingerprint':'f','citations':['u'],"
                + "'obfuscation':'zzz','choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}");

    assertThat(answer.extra().get("citations")).hasToString("[\"u\"]");
    assertThat(answer.extra()).containsOnlyKeys("system_fingerprint", "citations");
  }

  @Test
  void usageOfACacheBesideThePromptIsCountedWithin() {
    String answer =
        "{'id':'a','object':'chat.completion','created':5,'model':'m','choices':[{'index':0,"
            + "'message':{'role':'assistant','content':'x'},'finish_reason':'stop'}],'usage':{"
            + "'prompt_tokens':10,'completion_tokens':5,'total_tokens':15,"
            + "'cache_read_input_tokens':100,'cache_creation_input_tokens':20}}";

    JsonNode usage = lab.passedOn(answer).path("usage");

    assertThat(lab.answer(answer).usage().promptTokens()).isEqualTo(130);
    assertThat(usage.path("prompt_tokens").asInt()).isEqualTo(130);
    assertThat(usage.path("total_tokens").asInt()).isEqualTo(135);
    assertThat(usage.at("/prompt_tokens_details/cached_tokens").asInt()).isEqualTo(100);
    assertThat(usage.at("/prompt_tokens_details/cache_write_tokens").asInt()).isEqualTo(20);
  }

  private ChatResponse.Choice answered(String message) {
    return lab.answer(answer(message, "'stop'")).choices().get(0);
  }

  private static String answer(String message, String finish) {
    return "{'id':'a','object':'chat.completion','created':5,'model':'m','choices':[{'index':0,"
        + "'message':{'role':'assistant',%s},'finish_reason':%s}]}".formatted(message, finish);
  }

  private static String piece(String delta) {
    return "{'id':'a','object':'chat.completion.chunk','created':5,'model':'m','choices':[{"
        + "'index':0,'delta':{%s}}]}".formatted(delta);
  }

  private static String call(int index, String id, String function) {
    return "'tool_calls':[{'index':%d,%s'type':'function','function':{%s}}]"
        .formatted(index, id, function);
  }

  private static String end(String reason) {
    return "{'id':'a','object':'chat.completion.chunk','created':5,'model':'m','choices':[{"
        + "'index':0,'delta':{},'finish_reason':'%s'}]}".formatted(reason);
  }

  private static void assertFault(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, UpstreamFault fault) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            UpstreamFailure.class,
            failure ->
                assertThat(failure.kind()).isEqualTo(new UpstreamFailure.Kind.Upstream(fault)));
  }
}
