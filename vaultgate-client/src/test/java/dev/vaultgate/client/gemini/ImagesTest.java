package dev.vaultgate.client.gemini;

import static dev.vaultgate.client.ScriptedPainter.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.client.ImageInput;
import dev.vaultgate.client.ImageReply;
import dev.vaultgate.client.ScriptedPainter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesTest {

  private static final String BASE = "https://gemini.test/v1beta";
  private static final String ANSWER =
      "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Here:\"},{\"inlineData\":{"
          + "\"mimeType\":\"image/png\",\"data\":\"iVBORw0KGgo=\"}}],\"role\":\"model\"},"
          + "\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":4,"
          + "\"candidatesTokenCount\":1290,\"totalTokenCount\":1294,\"candidatesTokensDetails\":"
          + "[{\"modality\":\"IMAGE\",\"tokenCount\":1290}]}}";

  private static ScriptedPainter painter(String model) {
    return new ScriptedPainter(new GeminiWire(), BASE, model);
  }

  @Test
  void eachImageIsAnAnswerOfItsOwn() {
    ScriptedPainter painter = painter("gemini-3-pro-image").answering(ANSWER).answering(ANSWER);

    ImageReply reply = painter.paint(wish(2, "2048x1152", "{\"seed\":3,\"quality\":\"high\"}"));

    assertThat(painter.urls()).containsOnly(BASE + "/models/gemini-3-pro-image:generateContent");
    assertThat(painter.body().toString())
        .isEqualTo(
            "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"a lake\"}]}],"
                + "\"generationConfig\":{\"responseModalities\":[\"IMAGE\"],\"imageConfig\":"
                + "{\"aspectRatio\":\"16:9\",\"imageSize\":\"2K\"},\"seed\":3}}");
    assertThat(reply.response().images()).hasSize(2);
    assertThat(reply.response().usage().completionTokens()).isEqualTo(2580);
    assertThat(reply.response().usage().extra().get("output_tokens_details").toString())
        .isEqualTo("{\"image_tokens\":2580}");
    assertThat(reply.dropped()).containsExactly("quality");
  }

  @Test
  void imagesToEditComeBeforeThePrompt() {
    ScriptedPainter painter = painter("gemini-2.5-flash-image").answering(ANSWER);

    painter.paint(ScriptedPainter.edit(null, new ImageInput("data:image/png;base64,iVBORw0KGgo=")));

    assertThat(painter.body().at("/contents/0/parts/0/inlineData/data").asText())
        .isEqualTo("iVBORw0KGgo=");
    assertThat(painter.body().at("/contents/0/parts/1/text").asText()).isEqualTo("greener");
  }

  @Test
  void aMaskIsRefused() {
    ImageInput data = new ImageInput("data:image/png;base64,iVBORw0KGgo=");

    assertThatThrownBy(
            () -> painter("gemini-2.5-flash-image").paint(ScriptedPainter.edit(data, data)))
        .hasMessageContaining("mask");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"candidates\":[{\"finishReason\":\"IMAGE_SAFETY\"}]}",
        "{\"candidates\":[{\"content\":{},\"finishReason\":\"PROHIBITED_CONTENT\"}]}",
        "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}"
      })
  void whatIsNotPaintedIsARefusal(String answer) {
    assertThatThrownBy(() -> painter("gemini-2.5-flash-image").answering(answer).paint(wish()))
        .hasMessageContaining("refused");
  }

  @Test
  void imagenMakesFourARequest() {
    String four =
        "{\"predictions\":[{\"bytesBase64Encoded\":\"AA==\",\"mimeType\":\"image/png\"},"
            + "{\"bytesBase64Encoded\":\"AA==\"},{\"bytesBase64Encoded\":\"AA==\"},"
            + "{\"raiFilteredReason\":\"violence\"}]}";
    ScriptedPainter painter =
        painter("imagen-4.0-generate-001")
            .answering(four)
            .answering("{\"predictions\":[{\"bytesBase64Encoded\":\"AA==\"}]}");

    ImageReply reply = painter.paint(wish(5, "1024x768", "{\"negative_prompt\":\"fog\"}"));

    assertThat(painter.urls()).containsOnly(BASE + "/models/imagen-4.0-generate-001:predict");
    assertThat(painter.body().toString())
        .isEqualTo(
            "{\"instances\":[{\"prompt\":\"a lake\"}],\"parameters\":{\"aspectRatio\":\"4:3\","
                + "\"negativePrompt\":\"fog\",\"sampleCount\":4}}");
    assertThat(reply.response().images()).hasSize(4);
  }

  @Test
  void imagenThatPaintsNothingRefused() {
    assertThatThrownBy(
            () ->
                painter("imagen-4.0-generate-001")
                    .answering("{\"predictions\":[{\"raiFilteredReason\":\"violence\"}]}")
                    .paint(wish()))
        .hasMessage("violence");
  }
}
