package dev.vaultgate.client.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ContentPart;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.MediaData;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Parts of a message's content as the blocks of the dialect. */
final class Blocks {

  static final String CACHE_CONTROL = "cache_control";

  private static final String PDF = "application/pdf";

  private Blocks() {}

  /**
   * The block for a part; null for empty text, which the API refuses.
   *
   * @param path of the content within the request, for errors
   */
  static @Nullable ObjectNode of(ContentPart part, String path) {
    ObjectNode block;
    if (part instanceof ContentPart.Text p) {
      block = text(p.text());
    } else if (part instanceof ContentPart.Refusal p) {
      block = text(p.refusal());
    } else if (part instanceof ContentPart.Image p) {
      block = image(p, path);
    } else if (part instanceof ContentPart.File p) {
      block = file(p, path);
    } else if (part instanceof ContentPart.Audio) {
      throw InvalidRequestException.value(
          path, "input_audio", "text, images or files: this model does not listen");
    } else {
      // A block of the dialect itself, such as search_result; what it is worth is the API's to say.
      return ((ContentPart.Unknown) part).json().deepCopy();
    }
    if (block != null) {
      mark(block, part.extra());
    }
    return block;
  }

  /** A text block; null for empty text. */
  static @Nullable ObjectNode text(String text) {
    return text.isEmpty() ? null : block("text").put("text", text);
  }

  static ObjectNode block(String type) {
    return Json.object().put("type", type);
  }

  /** Passes a mark for the prompt cache on, if one was given. */
  static void mark(ObjectNode block, Map<String, JsonNode> extra) {
    JsonNode mark = extra.get(CACHE_CONTROL);
    if (mark != null && mark.isObject()) {
      block.set(CACHE_CONTROL, mark);
    }
  }

  private static ObjectNode image(ContentPart.Image image, String path) {
    MediaData data = MediaData.parse(image.url());
    if (data != null) {
      return image(data);
    }
    if (!isAddress(image.url())) {
      throw new InvalidRequestException(
          400,
          "image_url_not_allowed",
          path + ": image_url.url (expected: an https address or a data URI)",
          path);
    }
    ObjectNode block = block("image");
    block.putObject("source").put("type", "url").put("url", image.url());
    return block;
  }

  private static ObjectNode image(MediaData data) {
    ObjectNode block = block("image");
    // "image/jpg" is what people write; the API knows the registered name alone.
    String type = data.mediaType().equals("image/jpg") ? "image/jpeg" : data.mediaType();
    source(block, "base64", type, data.base64());
    return block;
  }

  private static @Nullable ObjectNode file(ContentPart.File file, String path) {
    if (file.fileData() == null) {
      if (file.fileId() == null) {
        throw InvalidRequestException.missing(path + ": file.file_data");
      }
      ObjectNode block = titled(file);
      block.putObject("source").put("type", "file").put("file_id", file.fileId());
      return block;
    }
    if (isAddress(file.fileData())) {
      ObjectNode block = titled(file);
      block.putObject("source").put("type", "url").put("url", file.fileData());
      return block;
    }
    MediaData data = MediaData.parse(file.fileData());
    return document(
        file,
        data != null ? data : MediaData.of(MediaData.typeOf(file.filename()), file.fileData()));
  }

  private static ObjectNode document(ContentPart.File file, MediaData data) {
    String type = data.mediaType();
    if (type.startsWith("image/")) {
      return image(data);
    }
    ObjectNode block = titled(file);
    if (type.startsWith("text/") || type.equals("application/json")) {
      source(block, "text", "text/plain", data.text());
    } else {
      source(block, "base64", type.isEmpty() ? PDF : type, data.base64());
    }
    return block;
  }

  private static ObjectNode titled(ContentPart.File file) {
    ObjectNode block = block("document");
    if (file.filename() != null) {
      block.put("title", file.filename());
    }
    for (String field : new String[] {"context", "citations"}) {
      if (file.extra().containsKey(field)) {
        block.set(field, Objects.requireNonNull(file.extra().get(field)));
      }
    }
    return block;
  }

  private static void source(ObjectNode block, String kind, String mediaType, String data) {
    block.putObject("source").put("type", kind).put("media_type", mediaType).put("data", data);
  }

  private static boolean isAddress(String text) {
    return text.startsWith("https://") || text.startsWith("http://");
  }
}
