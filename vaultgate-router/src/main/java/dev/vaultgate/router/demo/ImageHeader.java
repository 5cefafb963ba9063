package dev.vaultgate.router.demo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What the first bytes of an image say: its format and its size in pixels. Reads PNG, JPEG, GIF and
 * the three kinds of WebP.
 */
record ImageHeader(String format, int width, int height) {

  private static final int PNG = 0x89504E47;
  private static final int GIF = 0x47494638;
  private static final int RIFF = 0x52494646;
  private static final int WEBP = 0x57454250;
  private static final int JPEG_START = 0xFFD8;

  static Optional<ImageHeader> read(byte[] image) {
    if (image.length < 30) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(image);
    int magic = bytes.getInt(0);
    if (magic == PNG) {
      return Optional.of(new ImageHeader("PNG", bytes.getInt(16), bytes.getInt(20)));
    } else if (magic == GIF) {
      ByteBuffer little = bytes.order(ByteOrder.LITTLE_ENDIAN);
      return Optional.of(new ImageHeader("GIF", unsigned(little, 6), unsigned(little, 8)));
    } else if (magic == RIFF && bytes.getInt(8) == WEBP) {
      return webp(image);
    }
    return unsigned(bytes, 0) == JPEG_START ? jpeg(bytes) : Optional.empty();
  }

  /** A JPEG's size is in the first segment that begins a frame. */
  private static Optional<ImageHeader> jpeg(ByteBuffer bytes) {
    int at = 2;
    while (at + 9 < bytes.limit() && (bytes.get(at) & 0xFF) == 0xFF) {
      int marker = bytes.get(at + 1) & 0xFF;
      boolean isFrame =
          marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
      if (isFrame) {
        return Optional.of(
            new ImageHeader("JPEG", unsigned(bytes, at + 7), unsigned(bytes, at + 5)));
      }
      at += 2 + Math.max(2, unsigned(bytes, at + 2));
    }
    return Optional.empty();
  }

  private static Optional<ImageHeader> webp(byte[] image) {
    ByteBuffer bytes = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    return switch (new String(image, 12, 4, StandardCharsets.US_ASCII)) {
      case "VP8X" ->
          Optional.of(
              new ImageHeader(
                  "WebP", (bytes.getInt(24) & 0xFFFFFF) + 1, (bytes.getInt(26) >>> 8) + 1));
      case "VP8L" ->
          Optional.of(
              new ImageHeader(
                  "WebP", (bytes.getInt(21) & 0x3FFF) + 1, (bytes.getInt(21) >>> 14 & 0x3FFF) + 1));
      case "VP8 " ->
          Optional.of(
              new ImageHeader("WebP", unsigned(bytes, 26) & 0x3FFF, unsigned(bytes, 28) & 0x3FFF));
      default -> Optional.empty();
    };
  }

  private static int unsigned(ByteBuffer bytes, int at) {
    return bytes.getShort(at) & 0xFFFF;
  }
}
