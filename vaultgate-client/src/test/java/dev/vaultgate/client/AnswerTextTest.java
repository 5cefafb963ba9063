package dev.vaultgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.client.openai.OpenAiWire;
import dev.vaultgate.client.sse.ServerSentEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerTextTest {

  private static final String HEAD =
      "{\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":7,\"model\":\"m\",\"choices\":[";

  private final AnswerText text = new AnswerText();
  private final Passthrough.FrameSplicer splicer =
      new OpenAiWire().passthrough().orElseThrow().frames(new AnswerName("chatcmpl-1", "m-text"));

  /** The first chunk is read; those after it pass in their bytes. */
  private Frame passed(String choice) {
    splicer.decode(
        ServerSentEvent.of("", HEAD + "{\"index\":0,\"delta\":{\"role\":\"assistant\"}}]}"),
        event -> {});
    Frame.Raw raw = splicer.pass(ServerSentEvent.of("", HEAD + choice + "]}"));
    assertThat(raw).isNotNull();
    return raw;
  }

  @Test
  void bytesThatPassAreReadAtTheEnd() {
    text.add(passed("{\"index\":0,\"delta\":{\"content\":\"a\\n\\u00e9 \\\"q\\\" 漢\"}}"));

    assertThat(text.text()).isEqualTo("a\né \"q\" 漢");
  }

  @Test
  void argumentsOfToolsAreTextWithoutWhatIsAroundThem() {
    text.add(
        passed(
            "{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"a\\\"\"}}]}}"));

    assertThat(text.text()).isEqualTo("{\"a\"");
    assertThat(text.chars()).isEqualTo(6);
  }

  @Test
  void severalPlacesInOneChunkAreAllRead() {
    text.add(
        passed(
            "{\"index\":0,\"delta\":{\"reasoning_content\":\"hm \",\"content\":\"yes\"}},"
                + "{\"index\":1,\"delta\":{\"content\":\" no\"}}"));

    assertThat(text.text()).isEqualTo("hm yes no");
  }

  @Test
  void eventsSayTheirTextTheirReasoningAndTheirCalls() {
    text.add(
        new Frame.Events(
            List.of(
                new ChatEvent.ReasoningDelta(0, "hm \\"),
                new ChatEvent.TextDelta(0, "yes\n"),
                new ChatEvent.ToolCallDelta(0, 0, "c", "function", "f", "{}", Map.of()))));

    assertThat(text.text()).isEqualTo("hm \\yes\nf{}");
  }

  @Test
  void tooMuchIsCountedAndNotKept() {
    String piece = "x".repeat(700_000);
    text.add(new Frame.Events(List.of(new ChatEvent.TextDelta(0, piece))));
    text.add(new Frame.Events(List.of(new ChatEvent.TextDelta(0, piece))));

    assertThat(text.chars()).isEqualTo(1_400_000);
    assertThat(text.text()).hasSize(700_000);
    assertThat(text.bytesLeftOut()).isEqualTo(700_000);
  }
}
