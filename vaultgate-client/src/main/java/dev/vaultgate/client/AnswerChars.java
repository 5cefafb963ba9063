package dev.vaultgate.client;

import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.ToolCall;

/** The length of what a model wrote. */
final class AnswerChars {

  private AnswerChars() {}

  static int of(ChatResponse response) {
    int chars = 0;
    for (ChatResponse.Choice choice : response.choices()) {
      Message.Assistant message = choice.message();
      chars += message.text().length();
      chars += message.reasoning() == null ? 0 : message.reasoning().length();
      chars += message.refusal() == null ? 0 : message.refusal().length();
      for (ToolCall call : message.toolCalls()) {
        chars += call.name().length() + call.arguments().length();
      }
    }
    return chars;
  }
}
