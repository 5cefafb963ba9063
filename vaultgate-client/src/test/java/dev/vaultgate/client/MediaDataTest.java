package dev.vaultgate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vaultgate.api.InvalidRequestException;
import org.junit.jupiter.api.Test;

class MediaDataTest {

  @Test
  void aDataUriHasATypeAndData() {
    assertThat(MediaData.parse("data:image/PNG;charset=x;base64,AAAA"))
        .isEqualTo(new MediaData("image/png", "AAAA"));
    assertThat(MediaData.parse("data:text/plain,a%20b+c"))
        .isEqualTo(new MediaData("text/plain", "YSBiK2M="));
  }

  @Test
  void anyOtherAddressIsNone() {
    assertThat(MediaData.parse("https://a.test/data:image/png,b")).isNull();
    assertThat(MediaData.parse("data:image/png")).isNull();
  }

  @Test
  void dataWithoutATypeIsAskedItself() {
    assertThat(MediaData.parse("data:;base64,iVBORw0KGgoAAAA="))
        .isEqualTo(new MediaData("image/png", "iVBORw0KGgoAAAA="));
    assertThat(MediaData.parse("data:;base64,AAAA")).isEqualTo(new MediaData("", "AAAA"));
  }

  @Test
  void anAddressTellsTheTypeByItsEnd() {
    assertThat(MediaData.typeOf("https://a.test/b.JPG?size=1.png")).isEqualTo("image/jpeg");
    assertThat(MediaData.typeOf("report.pdf")).isEqualTo("application/pdf");
    assertThat(MediaData.typeOf("https://a.test/b")).isEmpty();
    assertThat(MediaData.typeOf(null)).isEmpty();
  }

  @Test
  void dataThatIsNotBase64IsTheCallersMistake() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> new MediaData("text/plain", "A").text());
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> MediaData.parse("data:text/plain,%zz"));
  }
}
