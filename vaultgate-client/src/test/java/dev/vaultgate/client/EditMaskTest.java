package dev.vaultgate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.InvalidRequestException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EditMaskTest {

  private static final int CLEAR = 0x00FFFFFF;
  private static final int RED = 0xFFFF0000;

  /** A picture of one row. */
  static ImageInput pixels(int... colours) {
    BufferedImage image = new BufferedImage(colours.length, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, colours.length, 1, colours, 0, colours.length);
    return encoded(image);
  }

  private static ImageInput encoded(BufferedImage image) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(image, "png", bytes);
      return ImageInput.of("image/png", bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int[] colours(ImageInput mask) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(mask.requireBytes()));
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  @Test
  void whatIsTransparentIsWhiteOrBlack() throws IOException {
    ImageInput mask = pixels(CLEAR, RED, CLEAR);

    assertThat(colours(EditMask.white(mask))).containsExactly(0xFFFFFFFF, 0xFF000000, 0xFFFFFFFF);
    assertThat(colours(EditMask.black(mask))).containsExactly(0xFF000000, 0xFFFFFFFF, 0xFF000000);
  }

  @Test
  void maskInWhichNothingIsTransparentStaysAsItIs() {
    ImageInput opaque = pixels(RED, RED);
    ImageInput plain = encoded(new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY));

    assertThat(EditMask.white(opaque)).isSameAs(opaque);
    assertThat(EditMask.white(plain)).isSameAs(plain);
  }

  @ParameterizedTest
  @ValueSource(strings = {"data:image/png;base64,AAAA", "data:image/png;base64,iVBORw0KGgo="})
  void whatIsNoPictureIsRefused(String url) {
    assertThatThrownBy(() -> EditMask.white(new ImageInput(url)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("mask: unreadable (expected: a PNG image)");
  }

  @Test
  void addressIsRefused() {
    assertThatThrownBy(() -> EditMask.white(new ImageInput("https://example.org/mask.png")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("mask: an address");
  }

  /** The head alone says that it has four hundred million pixels. */
  @Test
  void s60BombIsNotUnpacked() {
    ByteBuffer head = ByteBuffer.allocate(8 + 25);
    head.putLong(0x89504E470D0A1A0AL).putInt(13);
    int start = head.position();
    head.putInt(0x49484452).putInt(20_000).putInt(20_000);
    head.put((byte) 8).put((byte) 6).put((byte) 0).put((byte) 0).put((byte) 0);
    CRC32 checksum = new CRC32();
    checksum.update(head.array(), start, 17);
    head.putInt((int) checksum.getValue());

    assertThatThrownBy(() -> EditMask.white(ImageInput.of("image/png", head.array())))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("too many pixels");
  }
}
