package dev.vaultgate.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.ChatAssembler;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.ToolCall;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every dialect's streams owe, whatever the network and the provider do to their bytes. */
class StreamContractTest {

  /**
   * What came of a stream.
   *
   * @param failure what ended it early, or null when it ended as a whole one
   */
  private record Read(ChatResponse answer, @Nullable UpstreamException failure) {}

  static Stream<StreamFixture> fixtures() {
    return StreamFixtures.all();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void f33TheAnswerIsTheSameWhereverItsBytesAreCutInTwo(StreamFixture fixture) {
    byte[] bytes = fixture.bytes();
    Read whole = read(fixture, new ByteArrayInputStream(bytes));
    assertWhole(fixture, whole);
    for (int cut = 1; cut < bytes.length; cut++) {
      InputStream halves =
          new SequenceInputStream(
              new ByteArrayInputStream(bytes, 0, cut),
              new ByteArrayInputStream(bytes, cut, bytes.length - cut));
      assertThat(read(fixture, halves)).as("cut at byte " + cut).isEqualTo(whole);
    }
  }

  /** The promise that other gateways break: a cut stream never looks like a whole one. */
  @ParameterizedTest
  @MethodSource("fixtures")
  void f25AStreamThatEndsAtAnyByteIsWholeOrFails(StreamFixture fixture) {
    byte[] bytes = fixture.bytes();
    int whole = 0;
    for (int end = 0; end < bytes.length; end++) {
      Read read = read(fixture, new ByteArrayInputStream(bytes, 0, end));
      if (read.failure() == null) {
        assertWhole(fixture, read);
        whole++;
      } else {
        assertThat(fixture.text()).as("cut after " + end).startsWith(read.answer().text());
      }
    }
    assertThat(whole).as("cuts that cost nothing").isLessThan(bytes.length / 2);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void f34LineEndsCommentsAndUnknownEventsChangeNothing(StreamFixture fixture) {
    String stream = new String(fixture.bytes(), UTF_8);
    Read whole = read(fixture, new ByteArrayInputStream(fixture.bytes()));
    for (String changed :
        List.of(
            stream.replace("\n", "\r\n"),
            stream.replace("\n", "\r"),
            stream.replace("\n\n", "\r\n\n"),
            stream.replace("data: ", "data:"),
            "\uFEFF" + stream,
            ": hello\n\n" + stream.replace("\n\n", "\n\n: still there\n\n"),
            stream.replace("\n\n", "\n\nevent: invented_tomorrow\n\n"),
            "id: 7\nretry: 1000\n" + stream.replace("\n\n", "\nid: 8\n\n"),
            stream.stripTrailing())) {
      assertThat(read(fixture, new ByteArrayInputStream(changed.getBytes(UTF_8))))
          .as(changed.substring(0, 40))
          .isEqualTo(whole);
    }
  }

  /** One byte after another, as from a bad line. */
  @ParameterizedTest
  @MethodSource("fixtures")
  void f33TheAnswerIsTheSameWhenEveryByteComesAlone(StreamFixture fixture) {
    InputStream bytes =
        new FilterInputStream(new ByteArrayInputStream(fixture.bytes())) {
          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            return super.read(into, offset, Math.min(length, 1));
          }
        };

    assertWhole(fixture, read(fixture, bytes));
  }

  /** The provider's last word may be missing; where it was only a word, nothing is. */
  @ParameterizedTest
  @MethodSource("lines")
  void f26DoneThatIsMissingCostsNothing(StreamFixture fixture) {
    String stream = new String(fixture.bytes(), UTF_8);
    String undone = stream.replace("data: [DONE]\n\n", "");

    assertThat(read(fixture, new ByteArrayInputStream(undone.getBytes(UTF_8))))
        .isEqualTo(read(fixture, new ByteArrayInputStream(fixture.bytes())));
  }

  /** Some dialects say twice that all is there: why the answer ends, and a last word. */
  @ParameterizedTest
  @MethodSource("withLastWord")
  void f27FinishThatIsMissingIsFilledInAfterTheLastWord(StreamFixture fixture) {
    Read read = read(fixture, new ByteArrayInputStream(fixture.unfinished()));

    // An answer that calls tools wants them called.
    assertWhole(fixture, read);
  }

  @ParameterizedTest
  @MethodSource("withoutLastWord")
  void f25FinishThatIsMissingIsACutWhereNoOtherWordSaysThatAllIsThere(StreamFixture fixture) {
    Read read = read(fixture, new ByteArrayInputStream(fixture.unfinished()));

    assertThat(read.failure())
        .extracting(UpstreamException::fault)
        .isEqualTo(UpstreamFault.STREAM_TRUNCATED);
  }

  static Stream<StreamFixture> withLastWord() {
    return StreamFixtures.all().filter(StreamFixture::hasLastWord);
  }

  static Stream<StreamFixture> withoutLastWord() {
    return StreamFixtures.all().filter(fixture -> !fixture.hasLastWord());
  }

  static Stream<StreamFixture> lines() {
    return StreamFixtures.all().filter(StreamFixture::lines);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void f41OneByteThatJsonDoesNotAllowEndsTheStreamAsAFailure(StreamFixture fixture) {
    String[] events = new String(fixture.bytes(), UTF_8).split("(?<=\n\n)", -1);
    for (int spoiled = 0; spoiled < events.length; spoiled++) {
      int start = events[spoiled].indexOf("{");
      int end = events[spoiled].lastIndexOf("}");
      for (int at = start; start >= 0 && at <= end; at += 5) {
        String[] changed = events.clone();
        changed[spoiled] =
            events[spoiled].substring(0, at) + '\u0001' + events[spoiled].substring(at + 1);
        byte[] bytes = String.join("", changed).getBytes(UTF_8);

        assertThat(read(fixture, new ByteArrayInputStream(bytes)).failure())
            .as("event " + spoiled + " spoiled at " + at)
            .isNotNull();
      }
    }
  }

  private static Read read(StreamFixture fixture, InputStream body) {
    CannedTransport transport =
        new CannedTransport(
            200, Map.of("content-type", fixture.wire().framing().contentType()), body);
    ProviderClient client = new ProviderClient(fixture.wire(), fixture.target(), transport);
    ChatAssembler assembler = new ChatAssembler();
    List<ChatEvent> events = new ArrayList<>();
    UpstreamException failure = null;
    ChatEvent.Start head = new ChatEvent.Start("", "", 0, Map.of());
    try (ChatFrames frames =
        client.stream(
            ChatCall.of(ChatRequest.of("m", "Hi"), true),
            AnswerName.KEPT,
            Timeouts.DEFAULT,
            new Cancellation())) {
      try {
        for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
          events.addAll(frame.events());
        }
      } finally {
        head = frames.head();
      }
    } catch (UpstreamException e) {
      failure = e;
    }
    assembler.add(head);
    events.forEach(assembler::add);
    return new Read(assembler.response(), failure);
  }

  private static void assertWhole(StreamFixture fixture, Read read) {
    assertThat(read.failure()).isNull();
    ChatResponse answer = read.answer();
    assertThat(answer.text()).isEqualTo(fixture.text());
    Message.Assistant message = answer.choices().get(0).message();
    assertThat(message.toolCalls().stream().map(ToolCall::arguments))
        .containsExactlyElementsOf(
            fixture.arguments().isEmpty() ? List.of() : List.of(fixture.arguments()));
    assertThat(Objects.requireNonNull(answer.finishReason()).kind()).isEqualTo(fixture.finish());
  }
}
