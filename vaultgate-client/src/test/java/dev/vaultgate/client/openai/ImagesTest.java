package dev.vaultgate.client.openai;

import static dev.vaultgate.client.ScriptedPainter.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.client.ImageInput;
import dev.vaultgate.client.ImageReply;
import dev.vaultgate.client.Quirk;
import dev.vaultgate.client.ScriptedPainter;
import org.junit.jupiter.api.Test;

/** Images of OpenAI, and of those who copied it with differences. */
class ImagesTest {

  private static final String BASE = "https://images.test/v1";
  private static final String ANSWER = "{\"created\":1,\"data\":[{\"b64_json\":\"AAAA\"}]}";
  private static final ImageInput INPUT = new ImageInput("data:image/png;base64,iVBORw0KGgo=");

  private static ScriptedPainter painter(String model, Quirk... quirks) {
    return new ScriptedPainter(new OpenAiWire(), BASE, model).with(quirks);
  }

  @Test
  void allIsSaidInOneRequest() {
    ScriptedPainter painter = painter("recraftv3").answering(ANSWER);

    painter.paint(
        wish(2, "1024x1024", "{\"response_format\":\"b64_json\",\"style\":\"realistic_image\"}"));

    assertThat(painter.urls()).containsExactly(BASE + "/images/generations");
    assertThat(painter.body().path("n").asInt()).isEqualTo(2);
    assertThat(painter.body().path("model").asText()).isEqualTo("recraftv3");
    assertThat(painter.body().path("response_format").asText()).isEqualTo("b64_json");
    assertThat(painter.body().path("style").asText()).isEqualTo("realistic_image");
  }

  @Test
  void modelsOfGptAnswerWithDataAndAreNotToldTo() {
    ScriptedPainter painter = painter("gpt-image-1").answering(ANSWER).answering(ANSWER);

    ImageReply data = painter.paint(wish(1, null, "{\"response_format\":\"b64_json\"}"));
    ImageReply url = painter.paint(wish(1, null, "{\"response_format\":\"url\"}"));

    assertThat(painter.body().has("response_format")).isFalse();
    assertThat(data.dropped()).isEmpty();
    assertThat(url.dropped()).containsExactly("response_format");
  }

  @Test
  void severalOfDallE3AreSeveralRequests() {
    ScriptedPainter painter = painter("dall-e-3").answering(ANSWER).answering(ANSWER);

    assertThat(painter.paint(wish(2, null, "{}")).response().images()).hasSize(2);
    assertThat(painter.sent()).hasSize(2);
    assertThat(painter.body().path("n").asInt(1)).isEqualTo(1);
  }

  @Test
  void xaiTakesShapes() {
    ScriptedPainter painter =
        painter("grok-imagine-image", Quirk.IMAGE_ASPECT_RATIO).answering(ANSWER);

    ImageReply reply = painter.paint(wish(1, "2048x1152", "{\"quality\":\"high\"}"));

    assertThat(painter.body().path("aspect_ratio").asText()).isEqualTo("16:9");
    assertThat(painter.body().path("resolution").asText()).isEqualTo("2k");
    assertThat(painter.body().has("size")).isFalse();
    assertThat(reply.dropped()).containsExactly("quality");
  }

  @Test
  void xaiEditsByJson() {
    ScriptedPainter painter =
        painter("grok-imagine-image", Quirk.IMAGE_ASPECT_RATIO).answering(ANSWER);

    painter.paint(ScriptedPainter.edit(null, INPUT));

    assertThat(painter.urls()).containsExactly(BASE + "/images/edits");
    assertThat(painter.body().at("/image/url").asText()).isEqualTo(INPUT.url());
    assertThat(painter.body().at("/image/type").asText()).isEqualTo("image_url");
  }

  @Test
  void togetherTakesWidthAndHeightAndItsOwnWordForData() {
    ScriptedPainter painter =
        painter("black-forest-labs/FLUX.1-schnell", Quirk.IMAGE_WIDTH_HEIGHT).answering(ANSWER);

    painter.paint(wish(3, "1024x768", "{\"response_format\":\"b64_json\",\"steps\":4}"));

    assertThat(painter.body().toString())
        .contains("\"width\":1024", "\"height\":768", "\"n\":3", "\"steps\":4")
        .contains("\"response_format\":\"base64\"")
        .doesNotContain("\"size\"");
  }

  @Test
  void togetherEditsWhereItPaints() {
    ScriptedPainter painter =
        painter("black-forest-labs/FLUX.1-kontext-pro", Quirk.IMAGE_WIDTH_HEIGHT).answering(ANSWER);

    painter.paint(ScriptedPainter.edit(null, INPUT));

    assertThat(painter.urls()).containsExactly(BASE + "/images/generations");
    assertThat(painter.body().path("image_url").asText()).isEqualTo(INPUT.url());
    assertThatThrownBy(() -> painter.paint(ScriptedPainter.edit(ScriptedPainter.MASK, INPUT)))
        .hasMessageContaining("mask");
  }

  @Test
  void editsGoAsAFormWithTheMaskAsItCame() {
    ScriptedPainter painter = painter("gpt-image-1").answering(ANSWER);

    painter.paint(ScriptedPainter.edit(ScriptedPainter.MASK, INPUT, INPUT));

    assertThat(painter.urls()).containsExactly(BASE + "/images/edits");
    assertThat(painter.form())
        .contains("name=\"image[]\"; filename=\"image.png\"")
        .contains("name=\"mask\"; filename=\"image.png\"")
        .contains("name=\"model\"\r\n\r\ngpt-image-1\r\n");
  }
}
