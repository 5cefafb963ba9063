package dev.vaultgate.client.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ContentPart;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.MediaData;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parts of messages as the blocks of the API. For one request, whose documents need names. */
final class Blocks {

  static final String STORE = "s3://";

  private static final Map<String, String> IMAGES =
      Map.of(
          "image/png", "png",
          "image/jpeg", "jpeg",
          "image/jpg", "jpeg",
          "image/gif", "gif",
          "image/webp", "webp");

  private static final Map<String, String> DOCUMENTS =
      Map.of(
          "application/pdf", "pdf",
          "text/csv", "csv",
          "application/msword", "doc",
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx",
          "application/vnd.ms-excel", "xls",
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx",
          "text/html", "html",
          "text/markdown", "md",
          "text/plain", "txt",
          "application/json", "txt");

  private final Set<String> documentNames = new HashSet<>();
  private boolean renamed;

  /**
   * Adds the block for a part, and a mark for the prompt cache behind it if it has one. Empty text,
   * which the API refuses, is left out.
   *
   * @param path of the content within the request, for errors
   */
  void add(ContentPart part, String path, List<ObjectNode> blocks) {
    ObjectNode block;
    if (part instanceof ContentPart.Text p) {
      block = text(p.text());
    } else if (part instanceof ContentPart.Refusal p) {
      block = text(p.refusal());
    } else if (part instanceof ContentPart.Image p) {
      block = image(p.url(), path);
    } else if (part instanceof ContentPart.File p) {
      block = file(p, path);
    } else if (part instanceof ContentPart.Audio) {
      throw InvalidRequestException.value(
          path, "input_audio", "text, images or files: this model does not listen");
    } else {
      block = own(((ContentPart.Unknown) part).json());
    }
    if (block != null) {
      blocks.add(block);
      mark(part.extra(), blocks);
    }
  }

  /** Whether a document could not keep its name. */
  boolean hasRenamed() {
    return renamed;
  }

  /** A text block; null for empty text. */
  static @Nullable ObjectNode text(String text) {
    return text.isBlank() ? null : Json.object().put("text", text);
  }

  /** Passes a mark for the prompt cache on, if one was given: it stands behind what it is for. */
  static void mark(Map<String, JsonNode> extra, List<? super ObjectNode> blocks) {
    JsonNode mark = extra.get("cache_control");
    if (mark != null && mark.isObject()) {
      ObjectNode block = Json.object();
      ObjectNode point = block.putObject("cachePoint").put("type", "default");
      if (mark.path("ttl").isTextual()) {
        point.set("ttl", mark.path("ttl"));
      }
      blocks.add(block);
    }
  }

  /** A block of the API itself, such as guardContent; what it is worth is the API's to say. */
  private static ObjectNode own(JsonNode json) {
    ObjectNode block = json.deepCopy();
    block.remove("type");
    return block;
  }

  private static ObjectNode image(String url, String path) {
    ObjectNode block = Json.object();
    ObjectNode image = block.putObject("image");
    if (url.startsWith(STORE)) {
      String type = MediaData.typeOf(url);
      source(image, IMAGES.getOrDefault(type, "png")).putObject("s3Location").put("uri", url);
      return block;
    }
    MediaData data = MediaData.parse(url);
    if (data == null) {
      throw new InvalidRequestException(
          400,
          "image_url_not_allowed",
          path + ": image_url.url (expected: a data URI or an s3 address)",
          path);
    }
    MediaData known = MediaData.of(data.mediaType(), data.base64());
    String format = IMAGES.get(known.mediaType());
    if (format == null) {
      throw InvalidRequestException.value(
          path, known.mediaType(), "a PNG, JPEG, GIF or WebP image");
    }
    source(image, format).put("bytes", known.base64());
    return block;
  }

  private ObjectNode file(ContentPart.File file, String path) {
    if (file.fileData() == null) {
      throw InvalidRequestException.missing(path + ": file.file_data");
    }
    if (file.fileData().startsWith(STORE)) {
      ObjectNode block = Json.object();
      String type = MediaData.typeOf(file.fileData());
      document(block, file, DOCUMENTS.getOrDefault(type, "pdf"))
          .putObject("s3Location")
          .put("uri", file.fileData());
      return block;
    }
    MediaData parsed = MediaData.parse(file.fileData());
    MediaData data =
        parsed != null ? parsed : MediaData.of(MediaData.typeOf(file.filename()), file.fileData());
    if (data.mediaType().startsWith("image/")) {
      return image("data:" + data.mediaType() + ";base64," + data.base64(), path);
    }
    String format = DOCUMENTS.get(data.mediaType());
    if (format == null) {
      throw InvalidRequestException.value(
          path, data.mediaType(), "a PDF, Word, Excel, CSV, HTML, Markdown or text file");
    }
    ObjectNode block = Json.object();
    document(block, file, format).put("bytes", data.base64());
    return block;
  }

  private ObjectNode document(ObjectNode block, ContentPart.File file, String format) {
    ObjectNode document = block.putObject("document").put("name", name(file.filename(), format));
    return source(document, format);
  }

  private static ObjectNode source(ObjectNode media, String format) {
    return media.put("format", format).putObject("source");
  }

  /**
   * A name that the API takes: letters, digits, single spaces, hyphens and brackets, without the
   * ending that the format says already, and no two documents of one name.
   */
  private String name(@Nullable String filename, String format) {
    String bare =
        filename != null && filename.endsWith("." + format)
            ? filename.substring(0, filename.length() - format.length() - 1)
            : filename;
    String plain =
        bare == null
            ? ""
            : bare.replaceAll("[^\\p{IsAlphabetic}\\p{IsDigit}()\\[\\]-]+", " ").strip();
    String wanted = plain.isEmpty() ? "document" : plain;
    String name = wanted;
    for (int i = 2; !documentNames.add(name); i++) {
      name = wanted + " " + i;
    }
    renamed |= bare != null && !bare.equals(name);
    return name;
  }
}
