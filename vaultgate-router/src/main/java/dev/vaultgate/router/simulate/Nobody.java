package dev.vaultgate.router.simulate;

import dev.vaultgate.client.AnswerName;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.ChatFrames;
import dev.vaultgate.client.ChatReply;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.client.ImageReply;
import dev.vaultgate.client.Timeouts;
import dev.vaultgate.client.Upstream;

/** Whom a simulation asks. Asking fails; what providers do is in the scenario. */
final class Nobody implements Upstream {

  private static UnsupportedOperationException unasked() {
    return new UnsupportedOperationException("a simulation asks nobody");
  }

  @Override
  public ChatReply chat(
      ChatCall call, AnswerName name, Timeouts timeouts, Cancellation cancellation) {
    throw unasked();
  }

  @Override
  public ChatFrames stream(
      ChatCall call, AnswerName name, Timeouts timeouts, Cancellation cancellation) {
    throw unasked();
  }

  @Override
  public ImageReply images(ImageCall call, Timeouts timeouts, Cancellation cancellation) {
    throw unasked();
  }
}
