package dev.vaultgate.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ImageResponse;
import dev.vaultgate.api.ImageResponse.GeneratedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the answers of image wires have in common. */
public final class ImageAnswers {

  private static final Duration FIRST_LOOK = Duration.ofMillis(500);
  private static final Duration LATER_LOOK = Duration.ofSeconds(2);
  private static final int EARLY_LOOKS = 20;

  private ImageAnswers() {}

  /** The end: images by address or data URI. */
  public static ImageStep doneWithUrls(List<String> urls, List<String> dropped) {
    return done(urls.stream().map(url -> image(url, null)).toList(), dropped);
  }

  /** The end: these images. */
  public static ImageStep done(List<GeneratedImage> images, List<String> dropped) {
    return new ImageStep.Done(
        new ImageReply(new ImageResponse(0, images, null, Map.of()), dropped));
  }

  public static GeneratedImage image(@Nullable String url, @Nullable String base64) {
    return new GeneratedImage(url, base64, null, Map.of());
  }

  /** All texts of an array, or the one text that stands in its place. */
  public static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isTextual()) {
      texts.add(node.textValue());
    }
    node.forEach(
        element -> {
          if (element.isTextual()) {
            texts.add(element.textValue());
          }
        });
    return texts;
  }

  /** A text that the dialect promises. */
  public static String required(JsonNode answer, String field) {
    JsonNode value = answer.path(field);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw UpstreamFailure.invalid("an answer without " + field, null);
    }
    return value.textValue();
  }

  /**
   * The wait before the next look at a job: often while it may be a fast model, then less often.
   *
   * @param looks how many there were
   */
  public static Duration pause(int looks) {
    return looks < EARLY_LOOKS ? FIRST_LOOK : LATER_LOOK;
  }
}
