package dev.vaultgate.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.vaultgate.api.ImageResponse;
import dev.vaultgate.api.ImageResponse.GeneratedImage;
import dev.vaultgate.client.outbound.Media;
import dev.vaultgate.client.outbound.MediaException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings images into the form that the caller asked for, as far as that can be: what has an address
 * is downloaded for those who want data. Data gets no address, since nothing here stores images,
 * and what cannot be downloaded keeps its address; then {@code response_format} is named as
 * dropped, for images that are paid for are not thrown away.
 */
final class ImageForm {

  private static final String FIELD = "response_format";
  private static final Logger LOG = LoggerFactory.getLogger(ImageForm.class);

  private ImageForm() {}

  static ImageReply of(
      ImageReply reply, ImageCall call, ImageDownload download, Cancellation cancellation) {
    String wanted = call.request().responseFormat();
    List<GeneratedImage> images = new ArrayList<>();
    Set<String> dropped = new LinkedHashSet<>(reply.dropped());
    for (GeneratedImage given : reply.response().images()) {
      GeneratedImage image = plain(given);
      if ("b64_json".equals(wanted) && image.base64() == null) {
        image = downloaded(image, download, cancellation);
      }
      images.add(image);
      boolean isUrl = image.base64() == null;
      if (wanted != null && isUrl != wanted.equals("url")) {
        dropped.add(FIELD);
      }
    }
    ImageResponse response = reply.response();
    return new ImageReply(
        new ImageResponse(response.created(), images, response.usage(), response.extra()),
        List.copyOf(dropped));
  }

  /** A data URI is data, not an address. */
  private static GeneratedImage plain(GeneratedImage image) {
    MediaData data = image.url() == null ? null : MediaData.parse(image.url());
    return data == null ? image : withData(image, data.mediaType(), data.base64());
  }

  private static GeneratedImage downloaded(
      GeneratedImage image, ImageDownload download, Cancellation cancellation) {
    if (image.url() == null) {
      return image;
    }
    try {
      Media media = download.bring(image.url(), cancellation);
      return withData(image, media.type(), media.base64());
    } catch (MediaException e) {
      LOG.info("an image could not be downloaded: {}", e.getMessage());
      return image;
    }
  }

  private static GeneratedImage withData(GeneratedImage image, String type, String base64) {
    Map<String, JsonNode> extra = new LinkedHashMap<>(image.extra());
    if (!type.isEmpty()) {
      extra.putIfAbsent("mime_type", TextNode.valueOf(type));
    }
    return new GeneratedImage(null, base64, image.revisedPrompt(), extra);
  }
}
