package dev.vaultgate.examples.bench.mock;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CannedBytesTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void plainAnswerIsJsonOfItsSizeAndEndsWithItsLastWords() throws IOException {
    String body = text(PlainAnswer.bytes()).split("\r\n\r\n", -1)[1];

    JsonNode answer = MAPPER.readTree(body);

    assertThat(body).hasSize(PlainAnswer.BODY_BYTES);
    assertThat(answer.at("/choices/0/message/content").asText()).endsWith(PlainAnswer.LAST_WORDS);
    assertThat(answer.at("/usage/total_tokens").asInt()).isEqualTo(229);
  }

  @Test
  void streamHasRoleDeltasFinishUsageAndDoneInThisOrder() throws IOException {
    List<String> frames = frames(StreamScript.of(2).whole());

    assertThat(frames).hasSize(MockSettings.paced(Duration.ZERO, 2).framesPerStream());
    assertThat(choice(frames.get(0)).at("/delta/role").asText()).isEqualTo("assistant");
    assertThat(choice(frames.get(1)).at("/delta/content").asText()).isEqualTo(" word0");
    assertThat(choice(frames.get(2)).at("/delta/content").asText()).isEqualTo(" word1");
    assertThat(choice(frames.get(3)).at("/finish_reason").asText()).isEqualTo("stop");
    assertThat(MAPPER.readTree(frames.get(4)).at("/usage/completion_tokens").asInt()).isEqualTo(2);
    assertThat(frames.get(5)).isEqualTo("[DONE]");
  }

  @Test
  void usualStreamHasSixtyEightFrames() {
    assertThat(frames(StreamScript.of(MockSettings.USUAL_DELTAS).whole())).hasSize(68);
  }

  @Test
  void writesOfAPacedStreamMakeTheWholeStream() {
    StreamScript script = StreamScript.of(5);

    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < script.writeCount(); i++) {
      joined.append(text(script.write(i)));
    }

    assertThat(joined).hasToString(text(script.whole()));
  }

  @Test
  void firstWriteOfAPacedStreamCarriesTheFirstContent() {
    assertThat(text(StreamScript.of(5).write(0))).contains("word0").doesNotContain("word1");
  }

  @Test
  void settingsSurviveTheWayToTheMock() {
    MockSettings settings = new MockSettings(Duration.ofMillis(20), Duration.ofNanos(1_500_000), 8);

    assertThat(MockSettings.parse(settings.toRequestTarget())).isEqualTo(settings);
  }

  @Test
  void unknownSettingIsRefusedByName() {
    assertThatThrownBy(() -> MockSettings.parse("/mock/settings?speed=9"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("speed");
  }

  private static JsonNode choice(String frame) throws IOException {
    return MAPPER.readTree(frame).at("/choices/0");
  }

  private static List<String> frames(ByteBuffer stream) {
    return text(stream)
        .lines()
        .filter(line -> line.startsWith("data: "))
        .map(line -> line.substring("data: ".length()))
        .toList();
  }

  private static String text(ByteBuffer bytes) {
    return US_ASCII.decode(bytes).toString();
  }
}
