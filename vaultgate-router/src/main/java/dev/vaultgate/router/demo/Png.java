package dev.vaultgate.router.demo;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes PNG files (ISO/IEC 15948): 8 bits for each of red, green and blue. Every row is stored as
 * its difference to the row above, which makes soft gradients small.
 */
final class Png {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int FILTER_UP = 2;
  private static final int BYTES_PER_PIXEL = 3;

  private Png() {}

  /**
   * A PNG file.
   *
   * @param pixels row by row, each as {@code 0xRRGGBB}
   */
  static byte[] of(int width, int height, int[] pixels) {
    try {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(file);
      out.write(SIGNATURE);
      chunk(out, "IHDR", header(width, height));
      chunk(out, "IDAT", deflated(width, height, pixels));
      chunk(out, "IEND", new byte[0]);
      return file.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
  }

  private static byte[] header(int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(width);
    out.writeInt(height);
    // Bit depth 8, colour type 2 (RGB), and the only compression, filter method and order there is.
    out.write(new byte[] {8, 2, 0, 0, 0});
    return bytes.toByteArray();
  }

  private static byte[] deflated(int width, int height, int[] pixels) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION);
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
      byte[] row = new byte[1 + width * BYTES_PER_PIXEL];
      row[0] = FILTER_UP;
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int at = y * width + x;
          write(row, 1 + x * BYTES_PER_PIXEL, pixels[at], y == 0 ? 0 : pixels[at - width]);
        }
        out.write(row);
      }
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  private static void write(byte[] row, int at, int pixel, int above) {
    row[at] = (byte) ((pixel >> 16) - (above >> 16));
    row[at + 1] = (byte) ((pixel >> 8) - (above >> 8));
    row[at + 2] = (byte) (pixel - above);
  }

  /** Length, type, data, and a checksum over type and data. */
  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 checksum = new CRC32();
    checksum.update(name);
    checksum.update(data);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) checksum.getValue());
  }
}
