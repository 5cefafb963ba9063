package dev.vaultgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatAssembler;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.json.ChatRequestJson;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.sse.EventReader;
import dev.vaultgate.client.sse.ServerSentEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks a wire what it makes of texts: small hand-written requests, answers and streams. For any
 * wire.
 *
 * @param wire the wire under test
 * @param target a model of which nothing is known, unless a test says otherwise
 */
public record WireProbe(Wire wire, Target target) {

  private static final int EVENT_BYTES_MAX = 1024 * 1024;

  /** A probe at a model of which nothing is known. */
  public static WireProbe of(Wire wire) {
    return new WireProbe(
        wire,
        new Target(
            "lab",
            "the-model",
            "https://lab.test",
            Map.of(),
            Map.of(),
            Set.of(),
            Target.Traits.UNKNOWN));
  }

  /** The same at a model of these traits. */
  public WireProbe at(Target.Traits traits) {
    return new WireProbe(
        wire,
        new Target(
            target.provider(),
            target.model(),
            target.baseUrl(),
            target.paths(),
            target.headers(),
            target.quirks(),
            traits));
  }

  /**
   * What the wire sends for a request in OpenAI's words; model and a message are added if missing.
   */
  public WireRequest request(String json) {
    ObjectNode request = (ObjectNode) tree(json);
    request.put("model", "public-name");
    if (!request.has("messages")) {
      request.putArray("messages").addObject().put("role", "user").put("content", "Hi");
    }
    return wire.encode(ChatRequestJson.read(request), target, request.path("stream").asBoolean());
  }

  /** The body of {@link #request}. */
  public JsonNode body(String json) {
    return tree(request(json).body());
  }

  /** What the wire reads from a whole answer. */
  public ChatResponse answer(String json) {
    return wire.decode(json.getBytes(StandardCharsets.UTF_8), target);
  }

  /** The events that the wire reads from a stream. */
  public List<ChatEvent> events(String stream) {
    return read(new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * The answer that a stream adds up to, which is checked to be the same wherever the stream is cut
   * in two, and complete.
   */
  public ChatResponse stream(String stream) {
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    ChatResponse whole = assembled(events(stream));
    for (int cut = 1; cut < bytes.length; cut++) {
      InputStream halves =
          new SequenceInputStream(
              new ByteArrayInputStream(bytes, 0, cut),
              new ByteArrayInputStream(bytes, cut, bytes.length - cut));
      assertThat(assembled(read(halves))).as("cut at byte " + cut).isEqualTo(whole);
    }
    assertThat(isComplete(stream)).as("complete").isTrue();
    return whole;
  }

  /** Whether a stream has all that its dialect promises. */
  public boolean isComplete(String stream) {
    StreamDecoder decoder = wire.streamDecoder(target);
    decode(
        new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)),
        decoder,
        new ArrayList<>());
    return decoder.isComplete();
  }

  private List<ChatEvent> read(InputStream source) {
    List<ChatEvent> events = new ArrayList<>();
    decode(source, wire.streamDecoder(target), events);
    return events;
  }

  private static void decode(InputStream source, StreamDecoder decoder, List<ChatEvent> events) {
    EventReader reader = new EventReader(source, EVENT_BYTES_MAX);
    try {
      ServerSentEvent event;
      while ((event = reader.next()) != null) {
        decoder.decode(event, events::add);
      }
    } catch (IOException e) {
      throw new AssertionError("bytes in memory cannot fail to be read", e);
    }
  }

  private static ChatResponse assembled(List<ChatEvent> events) {
    ChatAssembler assembler = new ChatAssembler();
    events.forEach(assembler::add);
    return assembler.response();
  }

  /** Reads JSON; apostrophes stand for quotation marks. */
  public static JsonNode tree(String json) {
    return tree(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode tree(byte[] json) {
    try {
      return Json.read(json);
    } catch (IOException e) {
      throw new AssertionError("the test's JSON cannot be read", e);
    }
  }
}
