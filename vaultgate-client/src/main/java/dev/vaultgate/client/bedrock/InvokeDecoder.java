package dev.vaultgate.client.bedrock;

import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.client.AnswerJson;
import dev.vaultgate.client.StreamDecoder;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.aws.EventStream;
import dev.vaultgate.client.sse.ServerSentEvent;
import java.util.Base64;
import java.util.function.Consumer;

/** Takes the model's own events, in base64, out of the frames that they come in. */
record InvokeDecoder(StreamDecoder model) implements StreamDecoder {

  @Override
  public void decode(ServerSentEvent event, Consumer<ChatEvent> out) {
    if (event.type().startsWith(EventStream.FAILURE)) {
      throw ErrorReader.read(event);
    }
    String base64 = AnswerJson.read(event).path("bytes").asText();
    if (base64.isEmpty()) {
      return;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      model.decode(new ServerSentEvent("", bytes, 0, bytes.length), out);
    } catch (IllegalArgumentException e) {
      throw UpstreamFailure.invalid("a frame whose bytes are not base64", e);
    }
  }

  @Override
  public boolean isComplete() {
    return model.isComplete();
  }
}
