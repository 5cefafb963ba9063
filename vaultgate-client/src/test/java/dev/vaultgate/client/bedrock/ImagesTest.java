package dev.vaultgate.client.bedrock;

import static dev.vaultgate.client.ScriptedPainter.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.client.EditMask;
import dev.vaultgate.client.ImageInput;
import dev.vaultgate.client.ImageReply;
import dev.vaultgate.client.ScriptedPainter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagesTest {

  private static final String BASE = "https://bedrock.test";
  private static final String NOVA = "amazon.nova-canvas-v1:0";
  private static final String CORE = "stability.stable-image-core-v1:1";
  private static final ImageInput INPUT = new ImageInput("data:image/png;base64,iVBORw0KGgo=");

  private static ScriptedPainter painter(String model) {
    return new ScriptedPainter(new BedrockWire(), BASE, model);
  }

  @Test
  void novaPaintsFiveARequest() {
    ScriptedPainter painter =
        painter(NOVA)
            .answering("{\"images\":[\"AA==\",\"AA==\",\"AA==\",\"AA==\",\"AA==\"]}")
            .answering("{\"images\":[\"AA==\"],\"error\":null}");

    ImageReply reply =
        painter.paint(
            wish(6, "1280x720", "{\"quality\":\"high\",\"seed\":3,\"negative_prompt\":\"fog\"}"));

    assertThat(painter.urls()).containsOnly(BASE + "/model/amazon.nova-canvas-v1%3A0/invoke");
    assertThat(painter.body().toString())
        .isEqualTo(
            "{\"taskType\":\"TEXT_IMAGE\",\"textToImageParams\":{\"text\":\"a lake\","
                + "\"negativeText\":\"fog\"},\"imageGenerationConfig\":{\"width\":1280,"
                + "\"height\":720,\"quality\":\"premium\",\"seed\":3,\"numberOfImages\":5}}");
    assertThat(reply.response().images()).hasSize(6);
  }

  @Test
  void novaChangesAnImageAsAWholeOrWhereItsMaskIsBlack() {
    ScriptedPainter whole = painter(NOVA).answering("{\"images\":[\"AA==\"]}");
    ScriptedPainter within = painter(NOVA).answering("{\"images\":[\"AA==\"]}");

    whole.paint(ScriptedPainter.edit(null, INPUT));
    within.paint(ScriptedPainter.edit(ScriptedPainter.MASK, INPUT));

    assertThat(whole.body().path("taskType").asText()).isEqualTo("IMAGE_VARIATION");
    assertThat(whole.body().at("/imageVariationParams/images/0").asText())
        .isEqualTo("iVBORw0KGgo=");
    assertThat(within.body().path("taskType").asText()).isEqualTo("INPAINTING");
    assertThat(within.body().at("/inPaintingParams/maskImage").asText())
        .isEqualTo(EditMask.black(ScriptedPainter.MASK).requireData().base64());
  }

  @Test
  void stabilityPaintsOneARequestInTheNearestShape() {
    ScriptedPainter painter =
        painter(CORE)
            .answering("{\"seeds\":[1],\"finish_reasons\":[null],\"images\":[\"AA==\"]}")
            .answering("{\"seeds\":[1],\"finish_reasons\":[null],\"images\":[\"AA==\"]}");

    ImageReply reply = painter.paint(wish(2, "1920x1080", "{\"quality\":\"low\"}"));

    assertThat(painter.body().toString())
        .isEqualTo("{\"prompt\":\"a lake\",\"aspect_ratio\":\"16:9\",\"output_format\":\"png\"}");
    assertThat(reply.response().images()).hasSize(2);
    assertThat(reply.dropped()).containsExactly("quality");
  }

  @Test
  void stabilityChangesAnImageWhereItsMaskIsWhite() {
    ScriptedPainter painter =
        painter("us.stability.stable-image-inpaint-v1:0").answering("{\"images\":[\"AA==\"]}");

    painter.paint(ScriptedPainter.edit(ScriptedPainter.MASK, INPUT));

    assertThat(painter.body().path("image").asText()).isEqualTo("iVBORw0KGgo=");
    assertThat(painter.body().path("mask").asText())
        .isEqualTo(EditMask.white(ScriptedPainter.MASK).requireData().base64());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        NOVA + " | {\"images\":[],\"error\":\"blocked by our filters\"}",
        CORE + " | {\"seeds\":[],\"finish_reasons\":[\"Filter reason: prompt\"],\"images\":[]}",
      })
  void whatIsNotPaintedIsARefusal(String model, String answer) {
    assertThatThrownBy(() -> painter(model).answering(answer).paint(wish()))
        .hasMessageContaining("ilter");
  }

  @Test
  void othersPaintNothing() {
    assertThatThrownBy(() -> painter("anthropic.claude-opus").paint(wish()))
        .hasMessageContaining("makes no images here");
  }
}
