package dev.vaultgate.examples.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StreamAnswerCheckTest {

  private static final String ROLE =
      "data: {\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}\n\n";
  private static final String DONE = "data: [DONE]\n\n";

  private final StreamAnswerCheck check = new StreamAnswerCheck(4);

  @Test
  void wholeStreamIsRightHoweverItIsCut() {
    String stream = ROLE + word(0) + word(1) + DONE;

    for (int at = 0; at < stream.length(); at++) {
      check.begin();
      give(stream.substring(0, at));
      give(stream.substring(at));
      assertThat(check.fault()).isEmpty();
    }
  }

  @Test
  void commentsBetweenFramesAreAllowed() {
    assertThat(faultOf(ROLE + ": keep-alive\n\n" + word(0) + word(1) + DONE)).isEmpty();
  }

  @Test
  void lostFrameIsAFault() {
    assertThat(faultOf(ROLE + word(1) + DONE)).contains("word 1 came where word 0");
  }

  @Test
  void lostLastFrameIsAFault() {
    assertThat(faultOf(ROLE + word(0) + DONE)).contains("3 frames (expected: 4)");
  }

  @Test
  void doubledFrameIsAFault() {
    assertThat(faultOf(ROLE + word(0) + word(0) + word(1) + DONE)).contains("word 0 came where");
  }

  @Test
  void reorderedFramesAreAFault() {
    assertThat(faultOf(ROLE + word(1) + word(0) + DONE)).isNotEmpty();
  }

  @Test
  void streamWithoutDoneIsAFault() {
    assertThat(faultOf(ROLE + word(0) + word(1))).contains("without [DONE]");
  }

  @Test
  void frameAfterDoneIsAFault() {
    assertThat(faultOf(ROLE + word(0) + DONE + word(1))).contains("after [DONE]");
  }

  @Test
  void roleFrameIsNotContent() {
    give(ROLE);
    assertThat(check.hasContent()).isFalse();

    give(word(0));
    assertThat(check.hasContent()).isTrue();
  }

  private String faultOf(String stream) {
    check.begin();
    give(stream);
    return check.fault();
  }

  private void give(String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    check.body(bytes, 0, bytes.length);
  }

  private static String word(int number) {
    return "data: {\"delta\":{\"content\":\" word" + number + "\"}}\n\n";
  }
}
