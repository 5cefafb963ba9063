package dev.vaultgate.client.stability;

import static dev.vaultgate.client.ScriptedPainter.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.client.ImageInput;
import dev.vaultgate.client.ImageReply;
import dev.vaultgate.client.ScriptedPainter;
import dev.vaultgate.client.UpstreamFailure.Kind;
import org.junit.jupiter.api.Test;

class StabilityWireTest {

  private static final String BASE = "https://api.stability.ai";
  private static final String IMAGE =
      "{\"image\":\"iVBORw0KGgo=\",\"finish_reason\":\"SUCCESS\",\"seed\":1}";
  private static final ImageInput INPUT = new ImageInput("data:image/png;base64,iVBORw0KGgo=");

  private static ScriptedPainter painter(String model) {
    return new ScriptedPainter(new StabilityWire(), BASE, model);
  }

  @Test
  void aFormGoesOutForEachImage() {
    ScriptedPainter painter = painter("core").answering(IMAGE).answering(IMAGE);

    ImageReply reply = painter.paint(wish(2, "1536x1024", "{\"seed\":9}"));

    assertThat(painter.urls()).containsOnly(BASE + "/v2beta/stable-image/generate/core").hasSize(2);
    assertThat(painter.sent().get(0).headers().get("Content-Type"))
        .startsWith("multipart/form-data; boundary=");
    assertThat(painter.sent().get(0).headers()).containsEntry("Accept", "application/json");
    assertThat(painter.form())
        .contains("name=\"prompt\"\r\n\r\na lake\r\n")
        .contains("name=\"aspect_ratio\"\r\n\r\n3:2\r\n")
        .contains("name=\"seed\"\r\n\r\n9\r\n")
        .endsWith("--\r\n");
    assertThat(reply.response().images()).hasSize(2);
    assertThat(reply.response().images().get(0).base64()).isEqualTo("iVBORw0KGgo=");
  }

  @Test
  void aModelOfTheThirdGenerationIsAField() {
    ScriptedPainter painter = painter("sd3.5-large").answering(IMAGE);

    painter.paint(wish());

    assertThat(painter.urls()).containsExactly(BASE + "/v2beta/stable-image/generate/sd3");
    assertThat(painter.form()).contains("name=\"model\"\r\n\r\nsd3.5-large\r\n");
  }

  @Test
  void anEditWithAMaskIsInpainting() {
    ScriptedPainter painter = painter("core").answering(IMAGE);

    painter.paint(ScriptedPainter.edit(ScriptedPainter.MASK, INPUT));

    assertThat(painter.urls()).containsExactly(BASE + "/v2beta/stable-image/edit/inpaint");
    assertThat(painter.form())
        .contains("name=\"image\"; filename=\"image.png\"\r\nContent-Type: image/png")
        .contains("name=\"mask\"; filename");
  }

  @Test
  void anEditFetchesNothing() {
    assertThatThrownBy(
            () ->
                painter("ultra")
                    .paint(ScriptedPainter.edit(null, new ImageInput("https://example.org/a.png"))))
        .hasMessageContaining("fetches nothing");
  }

  @Test
  void aFilteredImageIsARefusal() {
    ScriptedPainter painter =
        painter("core").answering("{\"image\":\"AA==\",\"finish_reason\":\"CONTENT_FILTERED\"}");

    assertThatThrownBy(() -> painter.paint(wish())).hasMessageContaining("refused");
  }

  @Test
  void moderationOfTheRequestIsTheCallersDespiteItsStatus() {
    assertThat(
            painter("core")
                .error(
                    403, "{\"id\":\"1\",\"name\":\"content_moderation\",\"errors\":[\"flagged\"]}")
                .kind())
        .isEqualTo(new Kind.Caller(400, "content_policy_violation", "prompt"));
    assertThat(
            painter("core")
                .error(400, "{\"id\":\"1\",\"name\":\"bad_request\",\"errors\":[\"prompt\"]}")
                .kind())
        .isInstanceOf(Kind.Caller.class);
  }
}
