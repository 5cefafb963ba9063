package dev.vaultgate.client.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatAssembler;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.json.ChatChunkJson;
import dev.vaultgate.api.json.ChatChunkWriter;
import dev.vaultgate.api.json.ChatRequestJson;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.AnswerName;
import dev.vaultgate.client.AnswerText;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.Frame;
import dev.vaultgate.client.Passthrough;
import dev.vaultgate.client.StreamDecoder;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.Wire;
import dev.vaultgate.client.WireRequest;
import dev.vaultgate.client.sse.EventSource;
import dev.vaultgate.client.sse.ServerSentEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs a wire on recordings: the request it makes of the client's words against the one that was
 * recorded, and the outcome it reads from the recorded bytes against the expected one. Streams are
 * read whole and in pieces of one to seven bytes, and both as the wire's events and as the chunks
 * that the gateway makes of them. A wire that passes bytes through has to say the same that way.
 */
public final class RecordingRunner {

  private static final int EVENT_BYTES_MAX = 8 * 1024 * 1024;
  private static final int PIECE_BYTES_MAX = 7;

  private final Wire wire;
  private final Function<Interaction, Target> targets;
  private final RequestForm form;
  private final Predicate<Interaction> played;

  /**
   * @param targets where an interaction's request goes, and what is known of its model
   * @param form which spellings of a request are one
   */
  public RecordingRunner(Wire wire, Function<Interaction, Target> targets, RequestForm form) {
    this(wire, targets, form, interaction -> true);
  }

  private RecordingRunner(
      Wire wire,
      Function<Interaction, Target> targets,
      RequestForm form,
      Predicate<Interaction> played) {
    this.wire = wire;
    this.targets = targets;
    this.form = form;
    this.played = played;
  }

  /** The same for some interactions alone, where one endpoint takes several dialects. */
  public RecordingRunner only(Predicate<Interaction> played) {
    return new RecordingRunner(wire, targets, form, played);
  }

  /** The tests of all interactions of these kinds: what is sent, and what is read. */
  public Stream<DynamicNode> tests(Set<String> providers, Set<String> endpoints)
      throws IOException {
    return tests(providers, endpoints, i -> Stream.concat(sending(i), reading(i)));
  }

  /** The tests of what is read alone, for endpoints whose requests the wire does not make. */
  public Stream<DynamicNode> readingTests(Set<String> providers, Set<String> endpoints)
      throws IOException {
    return tests(providers, endpoints, this::reading);
  }

  private Stream<DynamicNode> tests(
      Set<String> providers,
      Set<String> endpoints,
      Function<Interaction, Stream<DynamicNode>> tests)
      throws IOException {
    Optional<Recordings> recordings = Recordings.find();
    if (recordings.isEmpty()) {
      return Stream.of(Recordings.skipped());
    }
    return recordings.get().of(providers, endpoints).stream()
        .filter(played)
        .map(i -> DynamicContainer.dynamicContainer(i.name(), tests.apply(i)));
  }

  private Stream<DynamicNode> sending(Interaction interaction) {
    return Stream.of(
        DynamicTest.dynamicTest("sends what was recorded", () -> assertSent(interaction)));
  }

  private Stream<DynamicNode> reading(Interaction interaction) {
    Expectation expectation = new Expectation(interaction.expect());
    if (!interaction.isEventStream()) {
      return Stream.of(
          DynamicTest.dynamicTest(
              "reads the answer",
              () -> {
                expectation.assertMet(whole(interaction, this::decoded));
                if (wire.passthrough().isPresent()) {
                  expectation.assertMet(whole(interaction, this::passed));
                }
              }));
    }
    List<DynamicNode> tests = new ArrayList<>();
    tests.add(reading(interaction, expectation, "whole", Integer.MAX_VALUE));
    for (int bytes = 1; bytes <= PIECE_BYTES_MAX; bytes++) {
      tests.add(reading(interaction, expectation, "in pieces of " + bytes, bytes));
    }
    return tests.stream();
  }

  private DynamicNode reading(
      Interaction interaction, Expectation expectation, String how, int pieceBytes) {
    return DynamicTest.dynamicTest(
        "reads the stream " + how,
        () -> {
          List<ChatEvent> events = new ArrayList<>();
          UpstreamFailure failure = read(interaction, pieceBytes, events);
          expectation.assertMet(assembled(events, failure));
          expectation.assertMet(assembled(throughChunks(events), failure));
          Optional<Passthrough> passthrough = wire.passthrough();
          if (passthrough.isPresent()) {
            List<ChatEvent> passed = new ArrayList<>();
            UpstreamFailure cut = pass(passthrough.get(), interaction, pieceBytes, passed);
            expectation.assertMet(assembled(passed, cut));
          }
        });
  }

  private void assertSent(Interaction interaction) throws IOException {
    Target target = targets.apply(interaction);
    JsonNode request = interaction.clientRequest();
    JsonNode recorded = form(interaction, interaction.providerRequest());
    WireRequest encoded =
        wire.encode(ChatRequestJson.read(request), target, interaction.asksForStream());
    assertThat(form(interaction, Json.read(encoded.body()))).isEqualTo(recorded);
    if (wire.passthrough().isPresent()) {
      WireRequest spliced =
          wire.passthrough().get().splice(ChatCall.parse(Json.bytes(request)), target);
      assertThat(form(interaction, Json.read(spliced.body()))).isEqualTo(recorded);
    }
  }

  private JsonNode form(Interaction interaction, JsonNode request) {
    return JsonForms.plainNumbers(form.of(request, interaction.notExpressed()));
  }

  private Outcome whole(Interaction interaction, Function<Interaction, ChatResponse> reading) {
    try {
      return interaction.status() == 200
          ? Outcome.of(reading.apply(interaction), null)
          : Outcome.of(
              wire.readError(interaction.status(), interaction.headers(), interaction.body()));
    } catch (UpstreamFailure failure) {
      return Outcome.of(failure);
    }
  }

  private ChatResponse decoded(Interaction interaction) {
    return wire.decode(interaction.body(), targets.apply(interaction));
  }

  private ChatResponse passed(Interaction interaction) {
    return wire.passthrough()
        .orElseThrow()
        .reply(interaction.body(), AnswerName.KEPT, targets.apply(interaction))
        .response();
  }

  private @Nullable UpstreamFailure read(
      Interaction interaction, int pieceBytes, List<ChatEvent> events) throws IOException {
    StreamDecoder decoder = wire.streamDecoder(targets.apply(interaction));
    EventSource reader = reader(interaction, pieceBytes);
    try {
      ServerSentEvent event;
      while ((event = reader.next()) != null) {
        decoder.decode(event, events::add);
      }
    } catch (UpstreamFailure failure) {
      return failure;
    }
    assertThat(decoder.isComplete()).as("complete").isTrue();
    assertThat(events.get(0)).isInstanceOf(ChatEvent.Start.class);
    return null;
  }

  /**
   * Reads a stream as the gateway passes it on: what need not be read goes out in its own bytes.
   */
  private @Nullable UpstreamFailure pass(
      Passthrough passthrough, Interaction interaction, int pieceBytes, List<ChatEvent> events)
      throws IOException {
    Passthrough.FrameSplicer splicer =
        passthrough.frames(AnswerName.KEPT, targets.apply(interaction));
    EventSource reader = reader(interaction, pieceBytes);
    try {
      ServerSentEvent event;
      while ((event = reader.next()) != null) {
        Frame.Raw passed = splicer.pass(event);
        if (passed == null) {
          splicer.decode(event, events::add);
        } else {
          events.addAll(passed.events());
          assertThat(said(passed)).isEqualTo(said(new Frame.Events(passed.events())));
        }
      }
    } catch (UpstreamFailure failure) {
      return failure;
    }
    assertThat(splicer.isComplete()).as("complete").isTrue();
    return null;
  }

  private static String said(Frame frame) {
    AnswerText text = new AnswerText();
    text.add(frame);
    return text.text();
  }

  private EventSource reader(Interaction interaction, int pieceBytes) {
    return wire.framing().open(new CutInputStream(interaction.body(), pieceBytes), EVENT_BYTES_MAX);
  }

  private static Outcome assembled(List<ChatEvent> events, @Nullable UpstreamFailure failure) {
    ChatAssembler assembler = new ChatAssembler();
    events.forEach(assembler::add);
    return Outcome.of(assembler.response(), failure);
  }

  /** The events that a client reads from the chunks which the gateway writes. */
  private static List<ChatEvent> throughChunks(List<ChatEvent> events) throws IOException {
    List<ChatEvent> read = new ArrayList<>();
    ChatChunkWriter writer = null;
    for (ChatEvent event : events) {
      if (event instanceof ChatEvent.Start s) {
        writer = new ChatChunkWriter(s.id(), s.model(), s.created(), s.extra());
      }
      assertThat(writer).as("the head comes first").isNotNull();
      JsonNode chunk = Json.read(Json.bytes(writer.write(event)));
      if (event instanceof ChatEvent.Start) {
        read.add(ChatChunkJson.start(chunk));
      }
      ChatChunkJson.read(chunk, read::add);
    }
    return read;
  }
}
