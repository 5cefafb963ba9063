package dev.vaultgate.client;

import dev.vaultgate.api.ImageResponse;
import dev.vaultgate.api.ImageResponse.GeneratedImage;
import dev.vaultgate.api.Usage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The images of a call.
 *
 * @param dropped names of the caller's fields that were not carried
 */
public record ImageReply(ImageResponse response, List<String> dropped) implements Noted {

  public ImageReply {
    dropped = List.copyOf(dropped);
  }

  /** One reply of several: all images in their order, the sum of the usage. */
  static ImageReply joined(List<ImageReply> replies) {
    List<GeneratedImage> images = new ArrayList<>();
    Set<String> dropped = new LinkedHashSet<>();
    Usage usage = null;
    for (ImageReply reply : replies) {
      images.addAll(reply.response().images());
      dropped.addAll(reply.dropped());
      usage = sum(usage, reply.response().usage());
    }
    ImageResponse first = replies.get(0).response();
    return new ImageReply(
        new ImageResponse(first.created(), images, usage, first.extra()), List.copyOf(dropped));
  }

  private static @Nullable Usage sum(@Nullable Usage one, @Nullable Usage other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return new Usage(
        one.promptTokens() + other.promptTokens(),
        one.completionTokens() + other.completionTokens(),
        one.totalTokens() + other.totalTokens(),
        one.cachedTokens() + other.cachedTokens(),
        one.cacheWriteTokens() + other.cacheWriteTokens(),
        one.reasoningTokens() + other.reasoningTokens(),
        TokenDetails.sum(one.extra(), other.extra()));
  }
}
