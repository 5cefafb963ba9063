package dev.vaultgate.client.fal;

import static dev.vaultgate.client.ScriptedPainter.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.client.ImageInput;
import dev.vaultgate.client.ImageReply;
import dev.vaultgate.client.ScriptedPainter;
import dev.vaultgate.client.UpstreamFailure.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FalWireTest {

  private static final String QUEUE = "https://queue.fal.run/fal-ai/flux/requests/r1";
  private static final String SUBMITTED =
      ("{\"request_id\":\"r1\",\"status_url\":\"Q/status\",\"response_url\":\"Q\","
              + "\"cancel_url\":\"Q/cancel\"}")
          .replace("Q", QUEUE);
  private static final String IMAGES =
      "{\"images\":[{\"url\":\"https://fal.media/a.png\"},{\"url\":\"https://fal.media/b.png\"}],"
          + "\"has_nsfw_concepts\":[false,true],\"seed\":1}";

  private static ScriptedPainter queued() {
    return new ScriptedPainter(
        new FalWire(),
        "https://fal.run",
        "fal-ai/flux/schnell",
        Map.of("queue", "https://queue.fal.run"));
  }

  @Test
  void aJobOfTheQueueIsLookedAtAndThenFetched() {
    ScriptedPainter painter =
        queued()
            .answering(SUBMITTED)
            .answering("{\"status\":\"IN_QUEUE\",\"queue_position\":3}")
            .answering("{\"status\":\"IN_PROGRESS\"}")
            .answering("{\"status\":\"COMPLETED\"}")
            .answering(IMAGES);

    ImageReply reply = painter.paint(wish(2, "1024x768", "{\"seed\":4}"));

    assertThat(painter.urls())
        .containsExactly(
            "https://queue.fal.run/fal-ai/flux/schnell",
            QUEUE + "/status",
            QUEUE + "/status",
            QUEUE + "/status",
            QUEUE);
    assertThat(painter.body().toString())
        .isEqualTo(
            "{\"prompt\":\"a lake\",\"image_size\":{\"width\":1024,\"height\":768},"
                + "\"num_images\":2,\"seed\":4}");
    assertThat(reply.response().images()).hasSize(1);
  }

  @Test
  void aJobIsCalledOffWithAPut() {
    ScriptedPainter painter =
        queued().answering(SUBMITTED).answering("{\"status\":\"COMPLETED\"}").answering(IMAGES);

    painter.paint(wish());

    assertThat(painter.stop()).isNotNull();
    assertThat(painter.stop().method()).isEqualTo("PUT");
    assertThat(painter.stop().url()).isEqualTo(QUEUE + "/cancel");
  }

  @Test
  void withoutAQueueTheModelIsAskedDirectly() {
    ScriptedPainter painter =
        new ScriptedPainter(new FalWire(), "https://fal.run", "fal-ai/flux/dev").answering(IMAGES);

    painter.paint(ScriptedPainter.edit(null, new ImageInput("https://example.org/a.png")));

    assertThat(painter.urls()).containsExactly("https://fal.run/fal-ai/flux/dev");
    assertThat(painter.body().path("image_url").asText()).isEqualTo("https://example.org/a.png");
  }

  @Test
  void imagesThatAreAllFlaggedAreARefusal() {
    ScriptedPainter painter =
        new ScriptedPainter(new FalWire(), "https://fal.run", "m")
            .answering("{\"images\":[{\"url\":\"https://x/a\"}],\"has_nsfw_concepts\":[true]}");

    assertThatThrownBy(() -> painter.paint(wish())).hasMessageContaining("refused");
  }

  @Test
  void aRefusedFieldIsTheCallers() {
    assertThat(
            queued()
                .error(422, "{\"detail\":[{\"loc\":[\"body\",\"prompt\"],\"msg\":\"too long\"}]}")
                .kind())
        .isInstanceOf(Kind.Caller.class);
  }

  @Test
  void aModelsNameLeadsNowhereElse() {
    assertThatThrownBy(
            () ->
                new ScriptedPainter(new FalWire(), "https://fal.run", "fal-ai/../../admin")
                    .paint(wish()))
        .hasMessageContaining("does not exist");
  }
}
