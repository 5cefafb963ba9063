package dev.vaultgate.router.catalog;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one image costs.
 *
 * @param size the size this price is for, as the provider spells it: {@code 1024x1024}, or a class
 *     such as {@code 2K}; null for any
 * @param quality the quality this price is for; null for any
 * @param nanos nano-dollars (10⁻⁹ USD) for one image
 */
public record ImagePrice(@Nullable String size, @Nullable String quality, long nanos) {

  static final long MAX_NANOS = 1_000_000_000_000L;

  /** How well a price fits when it does not fit at all. */
  static final int NO_FIT = -1;

  public ImagePrice {
    if (nanos < 0 || nanos > MAX_NANOS) {
      throw new IllegalArgumentException(
          "price per image: " + nanos + " nano-dollars (expected: 0 to " + MAX_NANOS + ")");
    }
  }

  /**
   * How closely this price fits what is asked for; greater is closer, {@link #NO_FIT} is not at
   * all.
   */
  int fit(ImageSize asked, @Nullable String askedQuality) {
    int bySize = size == null ? 0 : asked.fit(size);
    int byQuality = quality == null ? 0 : Objects.equals(quality, askedQuality) ? 1 : NO_FIT;
    return bySize == NO_FIT || byQuality == NO_FIT ? NO_FIT : bySize + byQuality;
  }
}
