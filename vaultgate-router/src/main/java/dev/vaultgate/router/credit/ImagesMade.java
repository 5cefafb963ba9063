package dev.vaultgate.router.credit;

import org.jspecify.annotations.Nullable;

/**
 * The images of an answer, as far as their price hangs on it.
 *
 * @param count how many, zero or more
 * @param size that was asked for, such as {@code 1024x1024}; null where nobody said
 * @param quality likewise
 */
public record ImagesMade(int count, @Nullable String size, @Nullable String quality) {

  public static final ImagesMade NONE = new ImagesMade(0, null, null);

  public ImagesMade {
    if (count < 0) {
      throw new IllegalArgumentException("images: " + count + " (expected: 0 or more)");
    }
  }
}
