package dev.vaultgate.client.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatAssembler;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.json.ChatResponseJson;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.AnswerName;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.Credentials;
import dev.vaultgate.client.Frame;
import dev.vaultgate.client.Passthrough;
import dev.vaultgate.client.Quirk;
import dev.vaultgate.client.ReasoningRequest;
import dev.vaultgate.client.RequestRules;
import dev.vaultgate.client.StreamDecoder;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.WireRequest;
import dev.vaultgate.client.sse.EventReader;
import dev.vaultgate.client.sse.ServerSentEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A request, an answer or a stream that passes in bytes means the same as one that is taken apart.
 */
class TwoWaysTest {

  private final OpenAiWire wire = new OpenAiWire();

  static List<String> requests() {
    return List.of(
        "{\"model\":\"x\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
        "{\"messages\":[{\"role\":\"developer\",\"content\":\"be brief\"},{\"role\":\"user\",\"name\":\"ann\",\"content\":[{\"type\":\"text\",\"text\":\"é😀\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://example.com/a.png\",\"detail\":\"low\"}},{\"type\":\"hologram\",\"depth\":3}]}],\"model\":\"x\",\"max_tokens\":5,\"temperature\":0.5,\"stop\":[\"a\",\"b\"],\"logit_bias\":{\"5\":1},\"new_field\":{\"deep\":[1,2]}}",
        "{ \"model\" : \"x\" , \"max_completion_tokens\" : 7 , \"stream\" : true , \"stream_options\" : { \"include_usage\" : false } , \"messages\" : [ { \"role\" : \"user\" , \"content\" : \"hi\" } ] }",
        "{\"model\":\"x\",\"max_tokens\":5,\"max_completion_tokens\":9,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"},{\"role\":\"assistant\",\"content\":null,\"reasoning_content\":\"hm\",\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"},\"extra_content\":{\"k\":1}}]},{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"42\"}],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\"},\"strict\":true}}],\"tool_choice\":\"required\",\"parallel_tool_calls\":false,\"n\":2,\"seed\":7,\"user\":\"u\"}",
        "{\"seed\":1,\"reasoning_effort\":\"none\",\"model\":\"x\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}]}],\"user\":\"u\",\"thinking\":{\"type\":\"auto\"}}",
        "{\"model\":\"x\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}},\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"s\",\"schema\":{\"type\":\"object\"},\"strict\":true}},\"reasoning_effort\":\"low\",\"top_p\":1,\"presence_penalty\":-1.5}");
  }

  @ParameterizedTest
  @MethodSource("requests")
  void requestsMeanTheSameUnderEveryQuirk(String request) throws IOException {
    for (Quirk quirk : Quirk.values()) {
      for (Target target :
          List.of(
              target(Set.of()),
              target(Set.of(quirk)),
              target(Set.of(quirk), RULES),
              target(EnumSet.allOf(Quirk.class)),
              target(EnumSet.allOf(Quirk.class), RULES))) {
        ChatCall call = ChatCall.parse(request.getBytes(UTF_8));

        WireRequest spliced = wire.splice(call, target);
        WireRequest encoded = wire.encode(call.request(), target, call.stream());

        assertThat(Json.read(spliced.body()))
            .as(target.quirks().toString())
            .isEqualTo(Json.read(encoded.body()));
        assertThat(spliced.dropped()).containsExactlyInAnyOrderElementsOf(encoded.dropped());
      }
    }
  }

  static List<String> answers() {
    return List.of(
        "{\"id\":\"a\",\"object\":\"chat.completion\",\"created\":5,\"model\":\"m-2024\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"é\\n😀\",\"refusal\":null,\"annotations\":[]},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2,\"total_tokens\":7,\"prompt_tokens_details\":{\"cached_tokens\":3,\"audio_tokens\":0}},\"system_fingerprint\":\"fp\",\"service_tier\":\"default\"}",
        "{\"model\":\"m\",\"choices\":[{\"message\":{\"content\":null,\"reasoning\":\"hm\",\"tool_calls\":[{\"id\":\"1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}}]},\"finish_reason\":\"tool_call\"}],\"x_groq\":{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}}",
        "{\"id\":\"a\",\"object\":\"chat.completion\",\"created\":5,\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"x\"},\"finish_reason\":\"length\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":12,\"completion_tokens_details\":{\"reasoning_tokens\":10}}}");
  }

  @ParameterizedTest
  @MethodSource("answers")
  void answersMeanTheSame(String answer) throws IOException {
    byte[] bytes = answer.getBytes(UTF_8);

    ChatResponse passed =
        ChatResponseJson.read(
            Json.read(wire.reply(bytes, AnswerName.KEPT, target(Set.of())).json()));
    ChatResponse decoded = wire.decode(bytes, target(Set.of()));

    assertThat(normal(passed)).isEqualTo(normal(decoded));
    assertThat(passed.id()).isEqualTo(decoded.id());
    if (decoded.usage() != null) {
      assertThat(passed.usage().completionTokens()).isEqualTo(decoded.usage().completionTokens());
      assertThat(passed.usage().cachedTokens()).isEqualTo(decoded.usage().cachedTokens());
    }
  }

  @Test
  void messageWithoutContentSaysSo() throws IOException {
    String answer =
        "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"1\","
            + "\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},"
            + "\"finish_reason\":\"tool_calls\"}]}";

    JsonNode passed =
        Json.read(wire.reply(answer.getBytes(UTF_8), AnswerName.KEPT, target(Set.of())).json());

    assertThat(passed.at("/choices/0/message").has("content")).isTrue();
  }

  static List<String> streams() {
    String head =
        "{\"id\":\"a\",\"object\":\"chat.completion.chunk\",\"created\":5,\"model\":\"m\",\"choices\":[{\"index\":";
    return List.of(
        "data: "
            + head
            + "0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}\n\n"
            + "data: "
            + head
            + "0,\"delta\":{\"content\":\"one \"},\"logprobs\":null,\"finish_reason\":null}],\"usage\":null,\"obfuscation\":\"xyz\"}\n\n"
            + "data: "
            + head
            + "1,\"delta\":{\"content\":\"eins \"},\"finish_reason\":null}]}\n\n"
            + "data: "
            + head
            + "0,\"delta\":{\"content\":\"two\\n\\ndata: x\"},\"finish_reason\":\"\"}]}\n\n"
            + "data: "
            + head
            + "0,\"delta\":{\"content\":\" three\"},\"finish_reason\":\"stop\"}]}\n\n"
            + "data: "
            + head
            + "1,\"delta\":{},\"finish_reason\":\"length\"}]}\n\n"
            + "data: {\"id\":\"a\",\"object\":\"chat.completion.chunk\",\"created\":5,\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3}}\n\ndata: [DONE]\n\n",
        "data: "
            + head
            + "0,\"delta\":{\"role\":\"assistant\",\"reasoning\":\"hm\"}}]}\n\n"
            + "data: "
            + head
            + "0,\"delta\":{\"reasoning\":\" so\"}}]}\n\n"
            + "data: "
            + head
            + "0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}}]}\n\n"
            + "data: "
            + head
            + "0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"a\\\":\"}},{\"index\":1,\"id\":\"d\",\"type\":\"function\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}]}}]}\n\n"
            + "data: "
            + head
            + "0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"1}\"}}]},\"finish_reason\":\"tool_calls\"}],\"x_groq\":{\"usage\":{\"prompt_tokens\":4,\"completion_tokens\":2,\"total_tokens\":6}}}\n\n",
        "data: {\"choices\":[{\"delta\":{\"content\":\"bare\"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\" bones\"},\"message\":{\"content\":\"bare bones\"}}]}\n\ndata: [DONE]\n\n");
  }

  @ParameterizedTest
  @MethodSource("streams")
  void streamsMeanTheSame(String stream) throws IOException {
    ChatResponse passed = assembled(stream, wire.frames(AnswerName.KEPT, target(Set.of())));
    ChatResponse decoded = assembled(stream, wire.streamDecoder(target(Set.of())));

    assertThat(passed).isEqualTo(decoded);
  }

  @ParameterizedTest
  @CsvSource({"5, 5, true", "5, 6, false", "0, 0, false"})
  void f42ChunkPassesOnlyWithTheTimeOfTheFirst(int first, int second, boolean passes)
      throws IOException {
    String chunk =
        "data: {\"id\":\"a\",\"object\":\"chat.completion.chunk\",\"created\":%d,\"model\":\"m\","
            + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"}}]}\n\n";
    String stream = chunk.formatted(first) + chunk.formatted(second);
    EventReader reader = new EventReader(new ByteArrayInputStream(stream.getBytes(UTF_8)), 1 << 20);
    Passthrough.FrameSplicer splicer = wire.frames(AnswerName.KEPT, target(Set.of()));
    splicer.decode(reader.next(), decoded -> {});

    assertThat(splicer.pass(reader.next()) != null).isEqualTo(passes);
  }

  private static ChatResponse assembled(String stream, StreamDecoder decoder) throws IOException {
    ChatAssembler assembler = new ChatAssembler();
    EventReader reader = new EventReader(new ByteArrayInputStream(stream.getBytes(UTF_8)), 1 << 20);
    for (ServerSentEvent event = reader.next(); event != null; event = reader.next()) {
      Frame.Raw passed =
          decoder instanceof Passthrough.FrameSplicer splicer ? splicer.pass(event) : null;
      if (passed == null) {
        decoder.decode(event, assembler::add);
      } else {
        passed.events().stream()
            // Padding against traffic analysis is passed on in bytes and dropped in values.
            .filter(e -> !(e instanceof ChatEvent.Other))
            .forEach(assembler::add);
      }
    }
    assertThat(decoder.isComplete()).isTrue();
    return assembler.response();
  }

  private static final RequestRules RULES =
      new RequestRules(
          Set.of("user", "logit_bias", "n"),
          Map.of("seed", "random_seed", "stop", "stop_words"),
          Set.of("temperature", "top_p"),
          Set.of(),
          new ReasoningRequest(
              Json.object().put("thinking", true).put("reasoning_effort", "{effort}"),
              Json.object().put("thinking", false),
              ReasoningRequest.Models.ALL));

  private static Target target(Set<Quirk> quirks) {
    return target(quirks, RequestRules.NONE);
  }

  private static Target target(Set<Quirk> quirks, RequestRules rules) {
    return new Target(
        "lab",
        "upstream-model",
        "http://127.0.0.1/v1",
        Map.of(),
        Map.of(),
        quirks,
        new Target.Traits(null, Set.of("reasoning"), List.of()),
        Credentials.NONE,
        rules);
  }

  /** The choices with finish reasons in OpenAI's own words. */
  private static List<ChatResponse.Choice> normal(ChatResponse response) {
    return response.choices().stream()
        .map(
            c ->
                new ChatResponse.Choice(
                    c.index(), c.message(), FinishReason.parse(c.finishReason().word()), c.extra()))
        .toList();
  }
}
