package dev.vaultgate.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One part of a message's content. */
public sealed interface ContentPart {

  /** Fields of the part that have no component here. */
  Map<String, JsonNode> extra();

  /** Plain text. */
  record Text(String text, Map<String, JsonNode> extra) implements ContentPart {
    public Text {
      extra = Extra.copyOf(extra);
    }

    public Text(String text) {
      this(text, Map.of());
    }
  }

  /**
   * An image, by address or as data.
   *
   * @param url an https address or a {@code data:} URI
   * @param detail how closely to look: auto, low or high; null leaves it to the provider
   */
  record Image(String url, @Nullable String detail, Map<String, JsonNode> extra)
      implements ContentPart {
    public Image {
      Check.notBlank("image_url.url", url);
      extra = Extra.copyOf(extra);
    }

    public Image(String url) {
      this(url, null, Map.of());
    }
  }

  /**
   * Sound that the model listens to.
   *
   * @param data base64
   * @param format wav, mp3 or another format that the model takes
   */
  record Audio(String data, String format, Map<String, JsonNode> extra) implements ContentPart {
    public Audio {
      extra = Extra.copyOf(extra);
    }
  }

  /**
   * A file, as data or by the id under which the provider keeps it.
   *
   * @param fileData a {@code data:} URI, an address, or base64
   */
  record File(
      @Nullable String fileData,
      @Nullable String fileId,
      @Nullable String filename,
      Map<String, JsonNode> extra)
      implements ContentPart {
    public File {
      extra = Extra.copyOf(extra);
    }
  }

  /** The model's words of refusal, in an assistant message that is sent back. */
  record Refusal(String refusal, Map<String, JsonNode> extra) implements ContentPart {
    public Refusal {
      extra = Extra.copyOf(extra);
    }
  }

  /** A kind of part that is not known here, kept as it came. */
  record Unknown(JsonNode json) implements ContentPart {
    @Override
    public Map<String, JsonNode> extra() {
      return Map.of();
    }
  }
}
