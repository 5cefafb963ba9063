package dev.vaultgate.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/** Bodies of {@code multipart/form-data}, read from bytes that are all there. */
final class FormBody {

  private static final String TYPE = "multipart/form-data";
  private static final int PARTS_MAX = 64;
  private static final int HEADERS_MAX = 8 * 1024;

  private FormBody() {}

  static boolean isForm(@Nullable String contentType) {
    return contentType != null && contentType.toLowerCase(Locale.ROOT).strip().startsWith(TYPE);
  }

  /**
   * Checks what the headers say of the body.
   *
   * @return the boundary
   * @throws dev.vaultgate.api.InvalidRequestException 415 when it is no form, or compressed
   */
  static String requireForm(HttpFields headers) {
    String encoding = headers.get(HttpHeader.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw ProtocolFault.mediaType("sent without compression");
    }
    String type = headers.get(HttpHeader.CONTENT_TYPE);
    String boundary = isForm(type) ? MultiPart.extractBoundary(type) : null;
    if (boundary == null || boundary.isEmpty()) {
      throw ProtocolFault.mediaType("multipart/form-data with a boundary, or application/json");
    }
    return boundary;
  }

  /**
   * The parts in their order.
   *
   * @throws dev.vaultgate.api.InvalidRequestException 400 when it is no form
   */
  static List<FormPart> parts(byte[] body, String boundary) {
    Parts parts = new Parts();
    MultiPart.Parser parser = new MultiPart.Parser(boundary, parts);
    parser.setMaxParts(PARTS_MAX);
    parser.setPartHeadersMaxLength(HEADERS_MAX);
    parser.parse(Content.Chunk.from(ByteBuffer.wrap(body), true));
    if (parts.failure != null || !parts.complete) {
      throw ProtocolFault.body("The body is not a form: its parts are not as they should be.");
    }
    return parts.found;
  }

  private static final class Parts extends MultiPart.AbstractPartsListener {
    private final List<FormPart> found = new ArrayList<>();
    private ByteArrayOutputStream content = new ByteArrayOutputStream();
    private boolean complete;
    private @Nullable Throwable failure;

    @Override
    public void onPartContent(Content.Chunk chunk) {
      ByteBuffer buffer = chunk.getByteBuffer();
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      content.writeBytes(bytes);
    }

    @Override
    public void onPart(@Nullable String name, @Nullable String fileName, HttpFields headers) {
      String type = headers.get(HttpHeader.CONTENT_TYPE);
      found.add(
          new FormPart(
              name == null ? "" : name,
              fileName != null,
              type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT),
              content.toByteArray()));
      content = new ByteArrayOutputStream();
    }

    @Override
    public void onComplete() {
      super.onComplete();
      complete = true;
    }

    @Override
    public void onFailure(Throwable cause) {
      failure = cause;
    }
  }
}
