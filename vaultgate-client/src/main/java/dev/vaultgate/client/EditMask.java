package dev.vaultgate.client;

import dev.vaultgate.api.InvalidRequestException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Masks in the form of those who did not take OpenAI's. There an image may change where its mask is
 * transparent; others want two colours. A mask in which nothing is transparent has been made for
 * them, and stays as it is.
 */
public final class EditMask {

  /** A picture of a few kilobytes may stand for one that fills the memory. */
  private static final long PIXELS_MAX = 4096L * 4096;

  private static final int WHITE = 0xFFFFFF;
  private static final int BLACK = 0;

  private EditMask() {}

  /** White where the image may change, and black elsewhere. */
  public static ImageInput white(ImageInput mask) {
    return painted(mask, WHITE, BLACK);
  }

  /** Black where the image may change, and white elsewhere. */
  public static ImageInput black(ImageInput mask) {
    return painted(mask, BLACK, WHITE);
  }

  private static ImageInput painted(ImageInput mask, int open, int shut) {
    if (mask.data() == null) {
      throw unusable("an address (expected: its data, which this provider wants in another form)");
    }
    BufferedImage image = read(mask.requireBytes());
    if (!image.getColorModel().hasAlpha()) {
      return mask;
    }
    BufferedImage painted =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
    boolean opens = false;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        boolean isOpen = image.getRGB(x, y) >>> 24 < 0x80;
        opens |= isOpen;
        painted.setRGB(x, y, isOpen ? open : shut);
      }
    }
    return opens ? ImageInput.of("image/png", png(painted)) : mask;
  }

  private static BufferedImage read(byte[] bytes) {
    try (ImageInputStream source =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(source);
      if (!readers.hasNext()) {
        throw unreadable(null);
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(source, true, true);
        if ((long) reader.getWidth(0) * reader.getHeight(0) > PIXELS_MAX) {
          throw unusable("too many pixels (expected: at most 4096 by 4096)");
        }
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new IllegalStateException("memory can be written", e);
    }
    return bytes.toByteArray();
  }

  private static InvalidRequestException unreadable(@Nullable Exception cause) {
    return new InvalidRequestException(
        400, "invalid_value", "mask: unreadable (expected: a PNG image)", "mask", cause);
  }

  private static InvalidRequestException unusable(String what) {
    return new InvalidRequestException(400, "invalid_value", "mask: " + what, "mask");
  }
}
