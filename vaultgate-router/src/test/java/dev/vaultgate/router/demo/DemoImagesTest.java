package dev.vaultgate.router.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ContentPart;
import dev.vaultgate.api.ImageRequest;
import dev.vaultgate.api.ImageResponse;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.Message;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.client.ImageInput;
import dev.vaultgate.client.Timeouts;
import dev.vaultgate.router.FakeTime;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoImagesTest {

  private final DemoProvider painter = new DemoProvider("demo-image", new FakeTime());

  @Test
  void editedImageIsAsLargeAsItWas() throws IOException {
    byte[] lake =
        Base64.getDecoder()
            .decode(paint(wish("a lake", 1, "96x64", "b64_json")).images().get(0).base64());
    ImageCall edit =
        new ImageCall(
            ImageRequest.of("demo-image", "a town"),
            List.of(ImageInput.of("image/png", lake)),
            null,
            false);

    ImageResponse edited = painter.images(edit, Timeouts.DEFAULT, new Cancellation()).response();

    BufferedImage image = decoded(edited.images().get(0).base64());
    assertThat(image.getWidth()).isEqualTo(96);
    assertThat(image.getHeight()).isEqualTo(64);
  }

  @Test
  void aPictureHasTheSizeThatWasAskedFor() throws IOException {
    ImageResponse response = paint(wish("a lake", 1, "320x200", null));

    BufferedImage image = decoded(response.images().get(0).base64());
    assertThat(image.getWidth()).isEqualTo(320);
    assertThat(image.getHeight()).isEqualTo(200);
    assertThat(response.extra()).containsEntry("size", TextNode.valueOf("320x200"));
  }

  @Test
  void thePixelsAreThoseThatWerePainted() throws IOException {
    int[] pixels = new Painter(Dice.of("a lake")).paint(64, 48);

    BufferedImage image = ImageIO.read(new ByteArrayInputStream(Png.of(64, 48, pixels)));

    assertThat(image.getRGB(0, 0, 64, 48, null, 0, 64))
        .isEqualTo(Arrays.stream(pixels).map(pixel -> pixel | 0xFF000000).toArray());
  }

  @Test
  void thePromptAloneDecidesOnThePicture() {
    ImageResponse.GeneratedImage first = paint(wish("a lake", 2, "64x64", null)).images().get(0);

    assertThat(paint(wish("a lake", 2, "64x64", null)).images().get(0)).isEqualTo(first);
    assertThat(paint(wish("a lake", 2, "64x64", null)).images().get(1)).isNotEqualTo(first);
    assertThat(paint(wish("a town", 1, "64x64", null)).images()).doesNotContain(first);
    assertThat(first.revisedPrompt()).contains("demo");
  }

  @Test
  void anAddressHoldsThePictureItself() throws IOException {
    ImageResponse.GeneratedImage image = paint(wish("a lake", 1, "64x64", "url")).images().get(0);

    assertThat(image.base64()).isNull();
    assertThat(image.url()).startsWith("data:image/png;base64,");
    assertThat(decoded(image.url().substring("data:image/png;base64,".length())).getWidth())
        .isEqualTo(64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2048x2048", "1024x1025", "0x64", "large", "64x64x64"})
  void otherSizesAreRefused(String size) {
    ImageRequest request = wish("a lake", 1, size, null);

    assertThatThrownBy(() -> paint(request))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("size: " + size);
  }

  @Test
  void otherFormatsAreRefused() {
    ImageRequest request =
        new ImageRequest(
            "demo-image",
            "a lake",
            null,
            null,
            null,
            null,
            null,
            Map.of("output_format", TextNode.valueOf("webp")));

    assertThatThrownBy(() -> paint(request)).hasMessageContaining("output_format: webp");
  }

  @Test
  void aCancelledCallPaintsNothing() {
    Cancellation cancellation = new Cancellation();
    cancellation.cancel();

    assertThatThrownBy(
            () ->
                painter.images(
                    ImageCall.of(ImageRequest.of("demo-image", "a lake")),
                    Timeouts.DEFAULT,
                    cancellation))
        .isInstanceOf(CancelledException.class);
  }

  @Test
  void aTalkerDoesNotPaint() {
    DemoProvider talker = new DemoProvider("demo-text", new FakeTime());

    assertThatThrownBy(
            () ->
                talker.images(
                    ImageCall.of(ImageRequest.of("demo-text", "a lake")),
                    Timeouts.DEFAULT,
                    new Cancellation()))
        .isInstanceOf(InvalidRequestException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif"})
  void anImageIsSeenByItsFormatAndSize(String format) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(70, 50, BufferedImage.TYPE_INT_RGB), format, file);
    String url =
        "data:image/"
            + format
            + ";base64,"
            + Base64.getEncoder().encodeToString(file.toByteArray());

    assertThat(see(url)).containsPattern("I see a (PNG|JPEG|GIF) image of 70 x 50 pixels");
  }

  /** The smallest headers of the three kinds of WebP, after its container specification. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "524946461A00000057454250565038580A000000100000003B00002700000000",
        "5249464622000000574542505650384C160000002F3BC00900000000000000000000",
        "52494646220000005745425056503820160000003001009D012A3C002800000000000000"
      })
  void aWebpImageIsSeenToo(String hex) {
    byte[] file = HexFormat.of().parseHex(hex);

    assertThat(see("data:image/webp;base64," + Base64.getEncoder().encodeToString(file)))
        .contains("a WebP image of 60 x 40 pixels");
  }

  @Test
  void anAddressIsNotFetched() {
    assertThat(see("https://example.com/cat.png?token=x"))
        .contains("an image at example.com, which I do not fetch")
        .doesNotContain("token");
  }

  @Test
  void bytesThatAreNoImageAreToldSo() {
    assertThat(see("data:image/png;base64,AAAA")).contains("image/png of 3 bytes that I cannot");
  }

  @Test
  void theTextModelTakesNoImages() {
    ChatRequest request =
        ChatRequest.builder("demo-text")
            .message(Message.user(new ContentPart.Image("https://example.com/cat.png")))
            .build();

    assertThatThrownBy(() -> new DemoClient("demo-text").chat(request))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("demo-hybrid");
  }

  private static String see(String url) {
    return new DemoClient("demo-hybrid")
        .chat(
            ChatRequest.builder("demo-hybrid")
                .message(
                    Message.user(new ContentPart.Text("What is this?"), new ContentPart.Image(url)))
                .build())
        .text();
  }

  private ImageResponse paint(ImageRequest request) {
    return painter.images(ImageCall.of(request), Timeouts.DEFAULT, new Cancellation()).response();
  }

  private static ImageRequest wish(
      String prompt, int n, @Nullable String size, @Nullable String format) {
    return new ImageRequest("demo-image", prompt, n, size, null, format, null, Map.of());
  }

  private static BufferedImage decoded(String base64) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
  }
}
