package dev.vaultgate.client.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatAssembler;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.AnswerName;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.CannedTransport;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.ChatFrames;
import dev.vaultgate.client.Frame;
import dev.vaultgate.client.ProviderClient;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.Timeouts;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.aws.Frames;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Converse answers, whole and in frames, from the tables of its reference. */
class AnswerTest {

  private static final Target TARGET =
      new Target(
          "amazon-bedrock",
          "anthropic.claude",
          "https://bedrock.test",
          Map.of(),
          Map.of(),
          Set.of(),
          Target.Traits.UNKNOWN);

  private final BedrockWire wire = new BedrockWire();

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private ChatResponse decode(String answer) {
    return wire.decode(json(answer).getBytes(UTF_8), TARGET);
  }

  /**
   * What came of a stream.
   *
   * @param failure what ended it early; null when it ended as a whole one
   */
  private record Read(ChatResponse answer, @Nullable UpstreamException failure) {}

  private Read read(byte[] body) {
    CannedTransport transport =
        new CannedTransport(
            200,
            Map.of("content-type", "application/vnd.amazon.eventstream"),
            new ByteArrayInputStream(body));
    ChatAssembler assembler = new ChatAssembler();
    assembler.add(new ChatEvent.Start("", "m", 0, Map.of()));
    List<ChatEvent> events = new ArrayList<>();
    UpstreamException failure = null;
    try (ChatFrames frames =
        new ProviderClient(wire, TARGET, transport)
            .stream(
                ChatCall.of(ChatRequest.of("m", "Hi"), true),
                AnswerName.KEPT,
                Timeouts.DEFAULT,
                new Cancellation())) {
      for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
        events.addAll(frame.events());
      }
    } catch (UpstreamException e) {
      failure = e;
    }
    events.forEach(assembler::add);
    return new Read(assembler.response(), failure);
  }

  private static Frames text(String text) {
    return new Frames()
        .event("messageStart", json("{'role':'assistant','p':'abc'}"))
        .event(
            "contentBlockDelta", json("{'contentBlockIndex':0,'delta':{'text':'" + text + "'}}"));
  }

  @Test
  void wholeAnswerIsRead() throws IOException {
    ChatResponse answer =
        decode(
            """
            {'output':{'message':{'role':'assistant','content':[
              {'reasoningContent':{'reasoningText':{'text':'Hm','signature':'s'}}},
              {'reasoningContent':{'redactedContent':'RXU4'}},
              {'text':'Grüße'},
              {'citationsContent':{'content':[{'text':', world'}],'citations':[]}},
              {'toolUse':{'toolUseId':'t1','name':'w','input':{'a':1}}}]}},
            'stopReason':'tool_use',
            'usage':{'inputTokens':3,'outputTokens':5,'totalTokens':28,
              'cacheReadInputTokens':9,'cacheWriteInputTokens':11},
            'trace':{'guardrail':{}}}""");

    assertThat(answer.text()).isEqualTo("Grüße, world");
    assertThat(answer.choices().get(0).message().reasoning()).isEqualTo("Hm");
    assertThat(answer.choices().get(0).message().extra())
        .containsEntry(
            "reasoning_details",
            Json.read(
                json(
                    "[{'type':'thinking','thinking':'Hm','signature':'s'},"
                        + "{'type':'redacted_thinking','data':'Eu8'}]")));
    assertThat(answer.toolCalls().get(0).arguments()).isEqualTo("{\"a\":1}");
    assertThat(answer.usage()).isEqualTo(Usage.of(23, 5, 9, 11, 0));
    assertThat(answer.extra()).containsKey("trace");
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn, STOP",
    "stop_sequence, STOP",
    "tool_use, STOP",
    "invented_tomorrow, STOP",
    "max_tokens, LENGTH",
    "model_context_window_exceeded, LENGTH",
    "guardrail_intervened, CONTENT_FILTER",
    "content_filtered, CONTENT_FILTER",
  })
  void stopReasonIsToldInOpenAisWords(String word, FinishReason.Kind kind) {
    ChatResponse answer =
        decode("{'output':{'message':{'content':[{'text':'a'}]}},'stopReason':'" + word + "'}");

    assertThat(Objects.requireNonNull(answer.finishReason()).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({"malformed_model_output", "malformed_tool_use"})
  void brokenAnswerIsAFailure(String word) {
    assertThatThrownBy(
            () -> decode("{'output':{'message':{'content':[]}},'stopReason':'" + word + "'}"))
        .isInstanceOf(UpstreamFailure.class);
  }

  @Test
  void usageThatComesAfterTheStopIsTold() {
    Read read =
        read(
            text("Hi")
                .event("messageStop", json("{'stopReason':'end_turn'}"))
                .event(
                    "metadata",
                    json("{'usage':{'inputTokens':3,'outputTokens':5,'cacheReadInputTokens':2}}"))
                .bytes());

    assertThat(read.failure).isNull();
    assertThat(read.answer.usage()).isEqualTo(Usage.of(5, 5, 2, 0, 0));
  }

  @Test
  void thinkingAndCallsWithoutInputAreRead() throws IOException {
    Read read =
        read(
            new Frames()
                .event("messageStart", "{}")
                .event(
                    "contentBlockDelta",
                    json("{'contentBlockIndex':0,'delta':{'reasoningContent':{'text':'Hm'}}}"))
                .event(
                    "contentBlockDelta",
                    json("{'contentBlockIndex':0,'delta':{'reasoningContent':{'signature':'s'}}}"))
                .event("contentBlockStop", json("{'contentBlockIndex':0}"))
                .event(
                    "contentBlockStart",
                    json(
                        "{'contentBlockIndex':1,'start':{'toolUse':{'toolUseId':'t','name':'w'}}}"))
                .event("contentBlockStop", json("{'contentBlockIndex':1}"))
                .event("inventedTomorrow", "{}")
                .event("messageStop", json("{'stopReason':'tool_use'}"))
                .bytes());

    assertThat(read.failure).isNull();
    assertThat(read.answer.choices().get(0).message().reasoning()).isEqualTo("Hm");
    JsonNode details = read.answer.choices().get(0).message().extra().get("reasoning_details");
    assertThat(details)
        .isEqualTo(Json.read(json("[{'type':'thinking','thinking':'Hm','signature':'s'}]")));
    assertThat(read.answer.toolCalls().get(0).arguments()).isEqualTo("{}");
  }

  @Test
  void toolThatStandsForTheAnswerIsText() {
    Read read =
        read(
            new Frames()
                .event(
                    "contentBlockStart",
                    json(
                        "{'contentBlockIndex':0,'start':{'toolUse':{'toolUseId':'t',"
                            + "'name':'vaultgate_answer'}}}"))
                .event(
                    "contentBlockDelta",
                    json("{'contentBlockIndex':0,'delta':{'toolUse':{'input':'[1]'}}}"))
                .event("messageStop", json("{'stopReason':'tool_use'}"))
                .bytes());

    assertThat(read.answer.text()).isEqualTo("[1]");
    assertThat(Objects.requireNonNull(read.answer.finishReason()).kind())
        .isEqualTo(FinishReason.Kind.STOP);
  }

  @ParameterizedTest
  @CsvSource({
    "throttlingException, RATE_LIMITED",
    "internalServerException, SERVER",
    "modelStreamErrorException, SERVER",
    "modelTimeoutException, TIMEOUT",
    "serviceUnavailableException, SERVER",
  })
  void failureAfterContentEndsTheStreamAsOne(String name, UpstreamFault fault) {
    Read read = read(text("Hi").exception(name, json("{'message':'no'}")).bytes());

    assertThat(read.answer.text()).isEqualTo("Hi");
    assertThat(Objects.requireNonNull(read.failure).fault()).isEqualTo(fault);
  }

  @Test
  void frameWhoseChecksumIsWrongEndsTheStreamAsAFailure() {
    byte[] body = text("Hi").event("messageStop", json("{'stopReason':'end_turn'}")).bytes();
    body[body.length - 10] ^= 1;

    assertThat(Objects.requireNonNull(read(body).failure).fault())
        .isEqualTo(UpstreamFault.INVALID_RESPONSE);
  }

  @Test
  void streamThatEndsBeforeItsStopIsCutWhereverThatIs() {
    byte[] whole = text("Hi").event("messageStop", json("{'stopReason':'end_turn'}")).bytes();
    for (int end = 0; end < whole.length; end++) {
      assertThat(read(Arrays.copyOf(whole, end)).failure).as("cut at " + end).isNotNull();
    }
    assertThat(read(whole).failure).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "400, ValidationException, bad field, invalid_value",
    "400, ValidationException, Input is too long for requested model., context_length_exceeded",
  })
  void refusalIsTheCallers(int status, String name, String message, String code) {
    UpstreamFailure failure = error(status, name + ":http://internal", message);

    assertThat(failure.kind())
        .isInstanceOfSatisfying(
            UpstreamFailure.Kind.Caller.class, c -> assertThat(c.code()).isEqualTo(code));
  }

  @ParameterizedTest
  @CsvSource({
    "403, AccessDeniedException, no, AUTH",
    "403, ExpiredTokenException, no, AUTH",
    "404, ResourceNotFoundException, no, MODEL_MISSING",
    "408, ModelTimeoutException, no, TIMEOUT",
    "424, ModelErrorException, no, SERVER",
    "429, ThrottlingException, Too many requests, RATE_LIMITED",
    "429, ThrottlingException, Too many tokens per day, EXHAUSTED",
    "429, ModelNotReadyException, no, OVERLOADED",
    "400, ServiceQuotaExceededException, no, EXHAUSTED",
    "400, ValidationException, Invocation with on-demand throughput isn't supported, MODEL_MISSING",
    "500, InternalServerException, no, SERVER",
    "503, ServiceUnavailableException, no, SERVER",
  })
  void failureIsToldByStatusAndName(int status, String name, String message, UpstreamFault fault) {
    assertThat(error(status, name, message).kind())
        .isEqualTo(new UpstreamFailure.Kind.Upstream(fault));
  }

  @Test
  void messageOfTheDoorBeforeTheServiceIsReadToo() {
    UpstreamFailure failure =
        wire.readError(403, header -> null, json("{'Message':'Bad key'}").getBytes(UTF_8));

    assertThat(failure.getMessage()).isEqualTo("Bad key");
    assertThat(wire.readError(502, header -> null, "<html>".getBytes(UTF_8)).getMessage())
        .doesNotContain("html");
  }

  private UpstreamFailure error(int status, String type, String message) {
    return wire.readError(
        status,
        header -> header.equalsIgnoreCase("x-amzn-errortype") ? type : null,
        ("{\"message\":\"" + message + "\"}").getBytes(UTF_8));
  }
}
