package dev.vaultgate.client;

import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ContentPart;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.ToolCall;
import dev.vaultgate.client.json.JsonIndex;
import dev.vaultgate.client.json.JsonIndex.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What admission and routing need to know of a chat request.
 *
 * @param model as the caller wrote it
 * @param outputTokensMax the caller's cap on the answer, or null
 * @param choices how many answers are asked for
 * @param promptBytes an upper bound of the prompt's size in UTF-8 bytes, without images
 * @param messages how many messages there are
 * @param images how many images the prompt holds
 * @param addresses how many images and other media it names by address instead of holding them; an
 *     upper bound where it came from Java code
 * @param tools how many tools the model may call
 */
public record ChatFacts(
    String model,
    @Nullable Integer outputTokensMax,
    int choices,
    int promptBytes,
    int messages,
    int images,
    int addresses,
    int tools) {

  /** Reads and checks a body; see {@link ChatCall#parse}. */
  static ChatFacts read(JsonIndex json) {
    ForbiddenFields.check(json);
    String model = RequestFields.requiredText(json, "model");
    if (model.isBlank()) {
      throw InvalidRequestException.missing("model");
    }
    Integer maxTokens = RequestFields.positive(json, "max_tokens", Integer.MAX_VALUE);
    Integer maxCompletion =
        RequestFields.positive(json, "max_completion_tokens", Integer.MAX_VALUE);
    Integer n = RequestFields.positive(json, "n", ChatRequest.N_MAX);
    RequestFields.range(json, "temperature", 0, 2);
    RequestFields.range(json, "top_p", 0, 1);
    RequestFields.range(json, "presence_penalty", -2, 2);
    RequestFields.range(json, "frequency_penalty", -2, 2);
    MessageScan scan = MessageScan.of(json);
    return new ChatFacts(
        model,
        maxCompletion != null ? maxCompletion : maxTokens,
        n == null ? 1 : n,
        Math.max(0, json.end(json.root()) - json.start(json.root()) - scan.imageBytes()),
        scan.messages(),
        scan.images(),
        scan.addresses(),
        toolsOf(json));
  }

  /** How many tools a body describes. */
  public static int toolsOf(JsonIndex json) {
    int tools = json.member(json.root(), "tools");
    return tools >= 0 && json.kind(tools) == Kind.ARRAY ? json.size(tools) : 0;
  }

  public boolean hasTools() {
    return tools > 0;
  }

  /** The facts of a request from Java code. */
  static ChatFacts of(ChatRequest request) {
    int bytes = 0;
    int images = 0;
    int addresses = 0;
    for (Message message : request.messages()) {
      bytes += textBytes(message);
      for (ContentPart part : contentOf(message)) {
        images += part instanceof ContentPart.Image ? 1 : 0;
        addresses += part instanceof ContentPart.Text ? 0 : 1;
      }
    }
    bytes += request.tools().toString().length() * 3;
    return new ChatFacts(
        request.model(),
        request.outputTokensMax(),
        request.choices(),
        bytes,
        request.messages().size(),
        images,
        addresses,
        request.tools().size());
  }

  private static Iterable<ContentPart> contentOf(Message message) {
    if (message instanceof Message.User m) {
      return m.content().parts();
    } else if (message instanceof Message.System m) {
      return m.content().parts();
    } else if (message instanceof Message.Tool m) {
      return m.content().parts();
    } else if (message instanceof Message.Assistant m && m.content() != null) {
      return m.content().parts();
    }
    return List.of();
  }

  private static int textBytes(Message message) {
    int bytes = 0;
    for (ContentPart part : contentOf(message)) {
      if (part instanceof ContentPart.Text text) {
        bytes += utf8Bytes(text.text());
      } else if (part instanceof ContentPart.File file && file.fileData() != null) {
        bytes += file.fileData().length();
      }
    }
    if (message instanceof Message.Assistant m) {
      bytes += m.reasoning() == null ? 0 : utf8Bytes(m.reasoning());
      for (ToolCall call : m.toolCalls()) {
        bytes += utf8Bytes(call.name()) + utf8Bytes(call.arguments());
      }
    }
    return bytes;
  }

  /** An upper bound: no character of Java's needs more than three bytes. */
  private static int utf8Bytes(String text) {
    return text.length() * 3;
  }
}
