package dev.vaultgate.client.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatAssembler;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.json.ChatResponseJson;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.AnswerName;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.Credentials;
import dev.vaultgate.client.Frame;
import dev.vaultgate.client.Passthrough.FrameSplicer;
import dev.vaultgate.client.Quirk;
import dev.vaultgate.client.RequestRules;
import dev.vaultgate.client.StreamDecoder;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.WireRequest;
import dev.vaultgate.client.sse.EventReader;
import dev.vaultgate.client.sse.ServerSentEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks the wire what it makes of a text both ways, as bytes that pass and as values, and checks
 * that they agree. In texts, apostrophes stand for quotation marks.
 *
 * @param target with the quirks and rules under test
 */
record BothWays(Target target) {

  private static final OpenAiWire WIRE = new OpenAiWire();

  /** At a provider that differs in these ways. */
  static BothWays at(Set<Quirk> quirks, RequestRules rules, Target.Traits traits) {
    return new BothWays(
        new Target(
            "lab",
            "the-model",
            "https://lab.test",
            Map.of(),
            Map.of(),
            quirks,
            traits,
            Credentials.NONE,
            rules));
  }

  static BothWays at(Quirk... quirks) {
    return at(Set.of(quirks), RequestRules.NONE, Target.Traits.UNKNOWN);
  }

  static BothWays at(RequestRules rules) {
    return at(Set.of(), rules, Target.Traits.UNKNOWN);
  }

  /** What is sent; model and a message are added if missing. */
  JsonNode body(String json) {
    return json(request(json).body());
  }

  /** What the caller is told to have been left out. */
  List<String> dropped(String json) {
    return request(json).dropped();
  }

  private WireRequest request(String json) {
    ObjectNode request = (ObjectNode) json(bytes(json));
    request.put("model", "public-name");
    if (!request.has("messages")) {
      request.putArray("messages").addObject().put("role", "user").put("content", "Hi");
    }
    ChatCall call = ChatCall.parse(Json.bytes(request));
    WireRequest spliced = WIRE.splice(call, target);
    WireRequest encoded = WIRE.encode(call.request(), target, call.stream());
    assertThat(json(spliced.body())).isEqualTo(json(encoded.body()));
    assertThat(spliced.dropped()).isEqualTo(encoded.dropped());
    return spliced;
  }

  /** What is read from a whole answer. */
  ChatResponse answer(String json) {
    ChatResponse decoded = WIRE.decode(bytes(json), target);
    assertThat(passed(json)).isEqualTo(ChatResponseJson.write(decoded));
    return decoded;
  }

  /** The answer as it goes out in bytes, brought to the members that a written one has. */
  private ObjectNode passed(String json) {
    JsonNode passed = json(WIRE.reply(bytes(json), AnswerName.KEPT, target).json());
    return ChatResponseJson.write(ChatResponseJson.read(passed));
  }

  /** The answer as it goes out in bytes. */
  JsonNode passedOn(String json) {
    return json(WIRE.reply(bytes(json), AnswerName.KEPT, target).json());
  }

  /** What a stream of these chunks adds up to, wherever its bytes are cut in two. */
  ChatResponse stream(String... chunks) {
    byte[] stream = streamOf(chunks);
    ChatResponse whole = assembled(new ByteArrayInputStream(stream), WIRE.streamDecoder(target));
    for (int cut = 0; cut < stream.length; cut++) {
      assertThat(assembled(cut(stream, cut), WIRE.frames(AnswerName.KEPT, target)))
          .as("cut at byte " + cut)
          .isEqualTo(whole);
    }
    return whole;
  }

  private static InputStream cut(byte[] bytes, int at) {
    return new SequenceInputStream(
        new ByteArrayInputStream(bytes, 0, at),
        new ByteArrayInputStream(bytes, at, bytes.length - at));
  }

  private static byte[] streamOf(String... chunks) {
    StringBuilder stream = new StringBuilder();
    for (String chunk : chunks) {
      stream.append("data: ").append(chunk).append("\n\n");
    }
    return bytes(stream.append("data: [DONE]\n\n").toString());
  }

  private static ChatResponse assembled(InputStream source, StreamDecoder decoder) {
    ChatAssembler assembler = new ChatAssembler();
    try {
      EventReader reader = new EventReader(source, 1 << 20);
      for (ServerSentEvent event = reader.next(); event != null; event = reader.next()) {
        Frame.Raw passed = decoder instanceof FrameSplicer splicer ? splicer.pass(event) : null;
        if (passed == null) {
          decoder.decode(event, assembler::add);
        } else {
          passed.events().stream()
              .filter(e -> !(e instanceof ChatEvent.Other))
              .forEach(assembler::add);
        }
      }
    } catch (IOException e) {
      throw new AssertionError("bytes in memory cannot fail to be read", e);
    }
    assertThat(decoder.isComplete()).as("complete").isTrue();
    return assembler.response();
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(UTF_8);
  }

  private static JsonNode json(byte[] json) {
    try {
      return Json.read(json);
    } catch (IOException e) {
      throw new AssertionError("the test's JSON cannot be read", e);
    }
  }
}
