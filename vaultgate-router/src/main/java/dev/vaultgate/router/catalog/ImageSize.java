package dev.vaultgate.router.catalog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A size as a caller writes it, and what it means for a price. Some providers price classes ({@code
 * 1K}, {@code 2K}, {@code 4K}) in place of sizes; a size belongs to the class that its longer side
 * still fits.
 *
 * @param text what the caller wrote; null when nothing was said
 * @param width pixels, 0 when the text is not of the form {@code 1024x1024}
 * @param height pixels, 0 likewise
 */
record ImageSize(@Nullable String text, int width, int height) {

  private static final Pattern PIXELS = Pattern.compile("([1-9][0-9]{0,4})x([1-9][0-9]{0,4})");

  /** What a host makes when it is told no size. */
  private static final long USUAL_PIXELS = 1024L * 1024L;

  static ImageSize parse(@Nullable String text) {
    Matcher matcher = text == null ? null : PIXELS.matcher(text);
    return matcher != null && matcher.matches()
        ? new ImageSize(
            text, Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
        : new ImageSize(text, 0, 0);
  }

  long pixels() {
    return width == 0 ? USUAL_PIXELS : (long) width * height;
  }

  /** 4 for the very size, 2 for its class, {@link ImagePrice#NO_FIT} for another. */
  int fit(String priced) {
    if (priced.equals(text)) {
      return 4;
    }
    return width > 0 && priced.equals(sizeClass()) ? 2 : ImagePrice.NO_FIT;
  }

  private String sizeClass() {
    int longer = Math.max(width, height);
    // 1K images of wide formats are up to 1536 pixels long.
    return longer <= 1536 ? "1K" : longer <= 2048 ? "2K" : "4K";
  }
}
