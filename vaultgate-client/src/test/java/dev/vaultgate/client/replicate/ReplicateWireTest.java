package dev.vaultgate.client.replicate;

import static dev.vaultgate.client.ScriptedPainter.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.client.ImageReply;
import dev.vaultgate.client.ScriptedPainter;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.UpstreamFailure.Kind;
import org.junit.jupiter.api.Test;

class ReplicateWireTest {

  private static final String BASE = "https://api.replicate.com/v1";

  private static ScriptedPainter painter(String model) {
    return new ScriptedPainter(new ReplicateWire(), BASE, model);
  }

  private static String prediction(String status, String more) {
    return "{\"id\":\"p1\",\"status\":\"%s\",\"urls\":{\"get\":\"%s/predictions/p1\",\"cancel\":\"%s/predictions/p1/cancel\"}%s}"
        .formatted(status, BASE, BASE, more);
  }

  @Test
  void aPredictionIsLookedAtUntilItSucceeded() {
    ScriptedPainter painter =
        painter("black-forest-labs/flux-dev")
            .answering(prediction("starting", ""))
            .answering(prediction("processing", ""))
            .answering(
                prediction("succeeded", ",\"output\":[\"https://replicate.delivery/a.webp\"]"));

    ImageReply reply = painter.paint(wish(1, "1024x1792", "{\"num_inference_steps\":4}"));

    assertThat(painter.urls().get(0))
        .isEqualTo(BASE + "/models/black-forest-labs/flux-dev/predictions");
    assertThat(painter.sent().get(0).headers()).containsEntry("Prefer", "wait=10");
    assertThat(painter.body().toString())
        .isEqualTo(
            "{\"input\":{\"prompt\":\"a lake\",\"aspect_ratio\":\"9:16\","
                + "\"num_inference_steps\":4}}");
    assertThat(painter.urls().get(2)).isEqualTo(BASE + "/predictions/p1");
    assertThat(painter.stop().url()).isEqualTo(BASE + "/predictions/p1/cancel");
    assertThat(reply.response().images().get(0).url()).endsWith("a.webp");
  }

  @Test
  void anAnswerThatWaitedLongEnoughIsTheEnd() {
    ScriptedPainter painter =
        painter("me/mine:abc")
            .answering(prediction("succeeded", ",\"output\":\"https://replicate.delivery/a.png\""));

    painter.paint(wish());

    assertThat(painter.urls()).containsExactly(BASE + "/predictions");
    assertThat(painter.body().path("version").asText()).isEqualTo("abc");
  }

  @Test
  void aRefusalIsTheCallersAndAFailureTheProviders() {
    assertThat(failure("NSFW content detected. Try running it again.").kind())
        .isEqualTo(new Kind.Caller(400, "content_policy_violation", "prompt"));
    assertThat(failure("CUDA out of memory").kind())
        .isEqualTo(new Kind.Upstream(UpstreamFault.SERVER));
  }

  private static UpstreamFailure failure(String error) {
    ScriptedPainter painter =
        painter("a/b").answering(prediction("failed", ",\"error\":\"" + error + "\""));
    try {
      painter.paint(wish());
      throw new AssertionError("it painted");
    } catch (UpstreamFailure failure) {
      return failure;
    }
  }

  @Test
  void aPredictionThatWasCalledOffIsAFailure() {
    ScriptedPainter painter = painter("a/b").answering(prediction("canceled", ""));

    assertThatThrownBy(() -> painter.paint(wish())).hasMessageContaining("called off");
  }

  @Test
  void errorsAreReadInTheirShape() {
    assertThat(
            painter("a/b").error(401, "{\"title\":\"Unauthenticated\",\"detail\":\"no\"}").kind())
        .isEqualTo(new Kind.Upstream(UpstreamFault.AUTH));
    assertThat(
            painter("a/b")
                .error(429, "{\"detail\":\"Request was throttled. resets in ~30s\"}")
                .kind())
        .isEqualTo(new Kind.Upstream(UpstreamFault.RATE_LIMITED));
  }
}
