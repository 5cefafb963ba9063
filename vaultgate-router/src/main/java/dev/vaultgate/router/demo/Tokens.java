package dev.vaultgate.router.demo;

import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.Content;
import dev.vaultgate.api.ContentPart;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.Tool;
import dev.vaultgate.api.ToolCall;
import java.util.List;

/**
 * How the demo counts: a token is four characters, and what is left over counts as a whole one. An
 * image is {@value #PER_IMAGE} tokens, as at OpenAI with low detail.
 */
final class Tokens {

  static final int CHARS_PER_TOKEN = 4;
  static final int PER_IMAGE = 85;

  private Tokens() {}

  static long ofChars(long chars) {
    return (chars + CHARS_PER_TOKEN - 1) / CHARS_PER_TOKEN;
  }

  static long of(String text) {
    return ofChars(text.length());
  }

  /** All that a request gives a model to read. */
  static long ofPrompt(ChatRequest request) {
    long chars = 0;
    long images = 0;
    for (Message message : request.messages()) {
      for (ContentPart part : parts(message)) {
        chars += part instanceof ContentPart.Text text ? text.text().length() : 0;
        images += part instanceof ContentPart.Image ? 1 : 0;
      }
      if (message instanceof Message.Assistant assistant) {
        for (ToolCall call : assistant.toolCalls()) {
          chars += call.name().length() + call.arguments().length();
        }
      }
    }
    for (Tool tool : request.tools()) {
      chars += chars(tool);
    }
    return ofChars(chars) + images * PER_IMAGE;
  }

  private static long chars(Tool tool) {
    if (!(tool instanceof Tool.Function function)) {
      return 0;
    }
    long chars = function.name().length();
    chars += function.description() == null ? 0 : function.description().length();
    return chars + (function.parameters() == null ? 0 : function.parameters().toString().length());
  }

  static Iterable<ContentPart> parts(Message message) {
    Content content = null;
    if (message instanceof Message.User user) {
      content = user.content();
    } else if (message instanceof Message.System system) {
      content = system.content();
    } else if (message instanceof Message.Assistant assistant) {
      content = assistant.content();
    } else if (message instanceof Message.Tool tool) {
      content = tool.content();
    }
    return content == null ? List.of() : content.parts();
  }
}
