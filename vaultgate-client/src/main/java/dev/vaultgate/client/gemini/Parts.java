package dev.vaultgate.client.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ContentPart;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.MediaData;
import dev.vaultgate.client.Target;
import org.jspecify.annotations.Nullable;

/** Parts of a message's content as the parts of the dialect. */
final class Parts {

  private Parts() {}

  /**
   * The part for a part; null for empty text, which the API refuses.
   *
   * @param path of the content within the request, for errors
   */
  static @Nullable ObjectNode of(ContentPart part, Target target, String path) {
    if (part instanceof ContentPart.Text p) {
      return text(p.text());
    } else if (part instanceof ContentPart.Refusal p) {
      return text(p.refusal());
    } else if (part instanceof ContentPart.Image p) {
      return image(p.url(), path);
    } else if (part instanceof ContentPart.Audio p) {
      return inline("audio/" + p.format(), p.data());
    } else if (part instanceof ContentPart.File p) {
      return file(p, target, path);
    }
    throw InvalidRequestException.value(
        path,
        ((ContentPart.Unknown) part).json().path("type"),
        "text, image_url, input_audio or file");
  }

  /** A text part; null for empty text. */
  static @Nullable ObjectNode text(String text) {
    return text.isEmpty() ? null : Json.object().put("text", text);
  }

  /** An image, by address or as data. The API fetches addresses by itself. */
  static ObjectNode image(String url, String path) {
    MediaData data = MediaData.parse(url);
    if (data != null) {
      return inline(data.mediaType(), data.base64());
    }
    if (!isAddress(url)) {
      throw new InvalidRequestException(
          400,
          "image_url_not_allowed",
          path + ": image_url.url (expected: an https address or a data URI)",
          path);
    }
    return stored(url, MediaData.typeOf(url));
  }

  private static ObjectNode file(ContentPart.File file, Target target, String path) {
    String type = MediaData.typeOf(file.filename());
    String data = file.fileData();
    if (data == null) {
      if (file.fileId() == null) {
        throw InvalidRequestException.missing(path + ": file.file_data");
      }
      return stored(address(file.fileId(), target), type);
    }
    MediaData parsed = MediaData.parse(data);
    if (parsed != null) {
      return inline(parsed.mediaType(), parsed.base64());
    }
    if (isAddress(data)) {
      return stored(data, type.isEmpty() ? MediaData.typeOf(data) : type);
    }
    return inline(MediaData.of(type, data).mediaType(), data);
  }

  /** The address of a file in the provider's own store, which knows files as {@code files/abc}. */
  private static String address(String fileId, Target target) {
    if (isAddress(fileId)) {
      return fileId;
    }
    String name = fileId.startsWith("files/") ? fileId : "files/" + fileId;
    return target.baseUrl() + "/" + name;
  }

  private static boolean isAddress(String text) {
    return text.startsWith("https://") || text.startsWith("http://") || text.startsWith("gs://");
  }

  private static ObjectNode inline(String type, String base64) {
    ObjectNode part = Json.object();
    ObjectNode data = part.putObject("inlineData");
    if (!type.isEmpty()) {
      data.put("mimeType", type.equals("image/jpg") ? "image/jpeg" : type);
    }
    data.put("data", base64);
    return part;
  }

  private static ObjectNode stored(String uri, String type) {
    ObjectNode part = Json.object();
    ObjectNode data = part.putObject("fileData");
    if (!type.isEmpty()) {
      data.put("mimeType", type);
    }
    data.put("fileUri", uri);
    return part;
  }
}
