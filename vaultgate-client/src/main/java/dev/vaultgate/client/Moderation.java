package dev.vaultgate.client;

import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.VaultGateException;

/**
 * What a provider refuses to paint, as OpenAI words it for images: the caller's error of the code
 * {@code content_policy_violation}. No other provider is asked then.
 */
public final class Moderation {

  private static final String CODE = "content_policy_violation";

  private Moderation() {}

  /** A prompt or an image was refused. */
  public static UpstreamFailure refusal(String message) {
    String text = message.isBlank() ? "The provider refused the content." : message;
    return new UpstreamFailure(
        new UpstreamFailure.Kind.Caller(400, CODE, "prompt"),
        0,
        Secrets.redacted(text),
        null,
        null);
  }

  /** The refusals that all wires know, in the words for images. */
  static VaultGateException named(VaultGateException failure) {
    return failure instanceof InvalidRequestException refused
            && "content_filter".equals(refused.code())
        ? new InvalidRequestException(
            400, CODE, String.valueOf(refused.getMessage()), "prompt", refused)
        : failure;
  }
}
