package dev.vaultgate.client.bfl;

import static dev.vaultgate.client.ScriptedPainter.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.client.EditMask;
import dev.vaultgate.client.ImageInput;
import dev.vaultgate.client.ImageReply;
import dev.vaultgate.client.ScriptedPainter;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.UpstreamFailure.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BflWireTest {

  private static final String SUBMITTED =
      "{\"id\":\"j1\",\"polling_url\":\"https://api.eu1.bfl.ai/v1/get_result?id=j1\",\"cost\":3}";
  private static final String PENDING = "{\"id\":\"j1\",\"status\":\"Pending\",\"progress\":0.1}";
  private static final String READY =
      "{\"id\":\"j1\",\"status\":\"Ready\",\"result\":{\"sample\":\"https://delivery.bfl.ai/a.png\"}}";

  private static ScriptedPainter painter(String model) {
    return new ScriptedPainter(new BflWire(), "https://api.bfl.ai/v1", model);
  }

  @Test
  void aJobIsLookedAtAtTheAddressItNamesUntilItIsReady() {
    ScriptedPainter painter =
        painter("flux-2-pro")
            .answering(SUBMITTED)
            .answering(PENDING)
            .answering("{\"status\":\"Queued\"}")
            .answering(READY);

    ImageReply reply = painter.paint(wish(1, "1000x700", "{\"seed\":7,\"output_format\":\"jpg\"}"));

    assertThat(painter.urls())
        .startsWith(
            "https://api.bfl.ai/v1/flux-2-pro", "https://api.eu1.bfl.ai/v1/get_result?id=j1")
        .hasSize(4);
    assertThat(painter.body().toString())
        .isEqualTo(
            "{\"prompt\":\"a lake\",\"width\":1008,\"height\":704,\"output_format\":\"jpeg\","
                + "\"seed\":7}");
    assertThat(painter.waited()).isEqualTo(Duration.ofMillis(1500));
    assertThat(painter.stop()).isNull();
    assertThat(reply.response().images().get(0).url()).isEqualTo("https://delivery.bfl.ai/a.png");
  }

  @Test
  void aModelOfShapesIsAskedForTheNearest() {
    ScriptedPainter painter = painter("flux-kontext-pro").answering(SUBMITTED).answering(READY);

    painter.paint(wish(1, "1536x1024", "{}"));

    assertThat(painter.body().path("aspect_ratio").asText()).isEqualTo("3:2");
    assertThat(painter.body().has("width")).isFalse();
  }

  @Test
  void severalImagesAreSeveralJobs() {
    ScriptedPainter painter =
        painter("flux-dev")
            .answering(SUBMITTED)
            .answering(READY)
            .answering(SUBMITTED)
            .answering(READY);

    assertThat(painter.paint(wish(2, null, "{}")).response().images()).hasSize(2);
  }

  @Test
  void imagesToEditGoAsDataOrAddress() {
    ScriptedPainter painter = painter("flux-kontext-max").answering(SUBMITTED).answering(READY);

    painter.paint(
        ScriptedPainter.edit(
            null,
            new ImageInput("data:image/png;base64,iVBORw0KGgo="),
            new ImageInput("https://example.org/b.png")));

    assertThat(painter.body().path("input_image").asText()).isEqualTo("iVBORw0KGgo=");
    assertThat(painter.body().path("input_image_2").asText())
        .isEqualTo("https://example.org/b.png");
  }

  @Test
  void aMaskIsWhiteWhereTheImageMayChange() {
    ScriptedPainter painter = painter("flux-pro-1.0-fill").answering(SUBMITTED).answering(READY);

    painter.paint(
        ScriptedPainter.edit(
            ScriptedPainter.MASK, new ImageInput("data:image/png;base64,iVBORw0KGgo=")));

    assertThat(painter.body().path("image").asText()).isEqualTo("iVBORw0KGgo=");
    assertThat(EditMask.white(ScriptedPainter.MASK).requireData().base64())
        .isEqualTo(painter.body().path("mask").asText());
  }

  @Test
  void whatIsNotCarriedIsNamed() {
    ScriptedPainter painter = painter("flux-dev").answering(SUBMITTED).answering(READY);

    ImageReply reply =
        painter.paint(
            wish(1, null, "{\"quality\":\"high\",\"style\":\"vivid\",\"background\":\"auto\"}"));

    assertThat(reply.dropped()).containsExactlyInAnyOrder("quality", "style");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Request Moderated", "Content Moderated"})
  void aRefusalIsTheCallers(String status) {
    ScriptedPainter painter =
        painter("flux-dev").answering(SUBMITTED).answering("{\"status\":\"" + status + "\"}");

    assertThatThrownBy(() -> painter.paint(wish()))
        .isInstanceOfSatisfying(
            UpstreamFailure.class,
            failure ->
                assertThat(failure.kind())
                    .isEqualTo(new Kind.Caller(400, "content_policy_violation", "prompt")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Error", "Failed"})
  void aJobThatFailedIsTheProviders(String status) {
    ScriptedPainter painter =
        painter("flux-dev").answering(SUBMITTED).answering("{\"status\":\"" + status + "\"}");

    assertThatThrownBy(() -> painter.paint(wish()))
        .isInstanceOfSatisfying(
            UpstreamFailure.class,
            failure ->
                assertThat(failure.kind()).isEqualTo(new Kind.Upstream(UpstreamFault.SERVER)));
  }

  @Test
  void anAnswerWithoutAJobIsInvalid() {
    ScriptedPainter painter = painter("flux-dev").answering("{\"id\":\"j1\"}");

    assertThatThrownBy(() -> painter.paint(wish())).hasMessageContaining("polling_url");
  }

  @Test
  void errorsAreReadByStatus() {
    assertThat(painter("m").error(402, "{\"detail\":\"Insufficient credits\"}").kind())
        .isEqualTo(new Kind.Upstream(UpstreamFault.EXHAUSTED));
    assertThat(
            painter("m")
                .error(422, "{\"detail\":[{\"loc\":[\"body\",\"width\"],\"msg\":\"too big\"}]}")
                .kind())
        .isInstanceOf(Kind.Caller.class);
  }
}
