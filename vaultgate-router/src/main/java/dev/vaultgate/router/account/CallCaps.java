package dev.vaultgate.router.account;

import dev.vaultgate.api.InvalidRequestException;

/**
 * How much one call may ask for: 0 everywhere for as much as the API allows.
 *
 * @param choicesMax answers or images to be made, {@code n}
 * @param imagesMax images in a prompt, or to be edited
 * @param toolsMax tools that are described
 * @param messagesMax messages of a conversation
 */
public record CallCaps(int choicesMax, int imagesMax, int toolsMax, int messagesMax) {

  /** More than a reasonable call needs, and less than it takes to wear out a provider. */
  public static final CallCaps USUAL = new CallCaps(16, 100, 128, 4_000);

  public CallCaps {
    check("choices", choicesMax);
    check("images", imagesMax);
    check("tools", toolsMax);
    check("messages", messagesMax);
  }

  private static void check(String what, int most) {
    if (most < 0) {
      throw new IllegalArgumentException(
          what + ": " + most + " (expected: 1 or more, or 0 for no limit)");
    }
  }

  /**
   * Refuses a call that asks for more.
   *
   * @throws InvalidRequestException naming the field
   */
  public void check(int choices, int images, int tools, int messages) {
    refuse("n", choices, choicesMax);
    refuse("messages", messages, messagesMax);
    refuse("images", images, imagesMax);
    refuse("tools", tools, toolsMax);
  }

  private static void refuse(String field, int asked, int most) {
    if (most > 0 && asked > most) {
      throw InvalidRequestException.value(field, asked, "at most " + most + " with this key");
    }
  }

  public CallCaps withChoicesMax(int choices) {
    return new CallCaps(choices, imagesMax, toolsMax, messagesMax);
  }

  public CallCaps withImagesMax(int images) {
    return new CallCaps(choicesMax, images, toolsMax, messagesMax);
  }

  public CallCaps withToolsMax(int tools) {
    return new CallCaps(choicesMax, imagesMax, tools, messagesMax);
  }

  public CallCaps withMessagesMax(int messages) {
    return new CallCaps(choicesMax, imagesMax, toolsMax, messages);
  }
}
