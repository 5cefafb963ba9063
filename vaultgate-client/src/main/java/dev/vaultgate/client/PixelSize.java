package dev.vaultgate.client;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A size of an image in pixels, and what it comes to where a provider knows shapes or classes only.
 *
 * @param width 1 to 99,999
 * @param height 1 to 99,999
 */
public record PixelSize(int width, int height) {

  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,4})[x:*]([1-9][0-9]{0,4})");

  /** The longer sides up to which an image belongs to the classes 1K and 2K; see the catalogue. */
  private static final int LONGER_1K = 1536;

  private static final int LONGER_2K = 2048;

  /** The size that a text such as {@code 1024x1536} means; null for {@code auto} and the like. */
  public static @Nullable PixelSize parse(@Nullable String text) {
    Matcher matcher = text == null ? null : FORM.matcher(text);
    return matcher != null && matcher.matches()
        ? new PixelSize(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
        : null;
  }

  /**
   * The allowed ratio that is nearest to this size's: the one by which the fewer pixels have to be
   * cut or added, so that 2:1 and 1:2 are as far from 1:1 as each other.
   *
   * @param ratios such as {@code 16:9} or {@code 16x9}, at least one
   */
  public String nearest(List<String> ratios) {
    String best = ratios.get(0);
    for (String ratio : ratios) {
      best = distance(ratio) < distance(best) ? ratio : best;
    }
    return best;
  }

  private double distance(String ratio) {
    PixelSize shape = parse(ratio);
    if (shape == null) {
      throw new IllegalArgumentException(ratio + " (expected: a ratio such as 16:9)");
    }
    return Math.abs(
        Math.log((double) width / height) - Math.log((double) shape.width / shape.height));
  }

  /** {@code 1K}, {@code 2K} or {@code 4K}. */
  public String sizeClass() {
    int longer = Math.max(width, height);
    return longer <= LONGER_1K ? "1K" : longer <= LONGER_2K ? "2K" : "4K";
  }
}
