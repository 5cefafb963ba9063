package dev.vaultgate.client.ideogram;

import static dev.vaultgate.client.ScriptedPainter.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.client.ImageInput;
import dev.vaultgate.client.ImageReply;
import dev.vaultgate.client.ScriptedPainter;
import dev.vaultgate.client.UpstreamFailure.Kind;
import org.junit.jupiter.api.Test;

class IdeogramWireTest {

  private static final String BASE = "https://api.ideogram.ai";
  private static final String ANSWER =
      "{\"created\":\"2026-01-01T00:00:00Z\",\"data\":[{\"url\":\"https://ideogram.ai/a.png\","
          + "\"prompt\":\"a blue lake\",\"resolution\":\"1024x1024\",\"is_image_safe\":true},"
          + "{\"url\":null,\"is_image_safe\":false}]}";

  private static ScriptedPainter painter(String model) {
    return new ScriptedPainter(new IdeogramWire(), BASE, model);
  }

  @Test
  void aFormAsksForAllImagesAtOnce() {
    ScriptedPainter painter = painter("ideogram-3").answering(ANSWER);

    ImageReply reply =
        painter.paint(wish(2, "1920x1080", "{\"quality\":\"high\",\"style_type\":\"REALISTIC\"}"));

    assertThat(painter.urls()).containsExactly(BASE + "/v1/ideogram-v3/generate");
    assertThat(painter.form())
        .contains("name=\"aspect_ratio\"\r\n\r\n16x9\r\n")
        .contains("name=\"num_images\"\r\n\r\n2\r\n")
        .contains("name=\"rendering_speed\"\r\n\r\nQUALITY\r\n")
        .contains("name=\"style_type\"\r\n\r\nREALISTIC\r\n");
    assertThat(reply.response().images()).hasSize(1);
    assertThat(reply.response().images().get(0).revisedPrompt()).isEqualTo("a blue lake");
  }

  @Test
  void anOlderModelIsAskedInJson() {
    ScriptedPainter painter = painter("V_2_TURBO").answering(ANSWER);

    painter.paint(wish(1, "1024x1024", "{}"));

    assertThat(painter.urls()).containsExactly(BASE + "/generate");
    assertThat(painter.body().toString())
        .isEqualTo(
            "{\"image_request\":{\"prompt\":\"a lake\",\"model\":\"V_2_TURBO\","
                + "\"aspect_ratio\":\"ASPECT_1_1\"}}");
  }

  @Test
  void theFourthVersionIsNotTheThird() {
    ScriptedPainter painter =
        painter("ideogram-4")
            .answering("{\"generation_id\":\"g/1\",\"status\":\"pending\"}")
            .answering("{\"generation_id\":\"g/1\",\"status\":\"pending\"}")
            .answering(ANSWER);

    ImageReply reply = painter.paint(wish(1, "1024x1024", "{\"quality\":\"low\"}"));

    assertThat(painter.urls())
        .containsExactly(
            BASE + "/v1/ideogram-v4/generate",
            BASE + "/v1/generations/g%2F1",
            BASE + "/v1/generations/g%2F1");
    assertThat(painter.body().toString())
        .isEqualTo("{\"text_prompt\":\"a lake\",\"rendering_speed\":\"TURBO\"}");
    assertThat(reply.dropped()).containsExactly("size");
    assertThat(reply.response().images()).hasSize(1);
  }

  @Test
  void laterVersionsHaveTheirNamesInTheirPaths() {
    ScriptedPainter painter = painter("ideogram-4-5").answering(ANSWER).answering(ANSWER);

    ImageReply reply = painter.paint(wish(2, "1920x1080", "{\"quality\":\"low\"}"));

    assertThat(painter.urls()).containsOnly(BASE + "/v2/image/generate/ideogram-4-5");
    assertThat(painter.body().toString())
        .isEqualTo("{\"prompt\":\"a lake\",\"aspect_ratio\":\"16x9\",\"quality\":\"low\"}");
    assertThat(reply.response().images()).hasSize(2);
  }

  @Test
  void anImageIsMixedAnewOrChangedWithinItsMask() {
    ImageInput input = new ImageInput("data:image/png;base64,iVBORw0KGgo=");
    ScriptedPainter painter = painter("ideogram-3").answering(ANSWER).answering(ANSWER);

    painter.paint(ScriptedPainter.edit(null, input));
    painter.paint(ScriptedPainter.edit(ScriptedPainter.MASK, input));

    assertThat(painter.urls())
        .containsExactly(BASE + "/v1/ideogram-v3/remix", BASE + "/v1/ideogram-v3/edit");
    assertThat(painter.form()).contains("name=\"image\"; filename");
  }

  @Test
  void unsafeImagesAloneAreARefusal() {
    ScriptedPainter painter =
        painter("ideogram-3").answering("{\"data\":[{\"url\":null,\"is_image_safe\":false}]}");

    assertThatThrownBy(() -> painter.paint(wish())).hasMessageContaining("refused");
  }

  @Test
  void anUnsafePromptIsTheCallers() {
    assertThat(painter("ideogram-3").error(422, "{\"error\":\"failed the safety check\"}").kind())
        .isEqualTo(new Kind.Caller(400, "content_policy_violation", "prompt"));
  }
}
