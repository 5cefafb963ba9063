package dev.vaultgate.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A body of {@code multipart/form-data}, written part by part. Its boundary follows from what is in
 * it, so that the same request is the same bytes. Not for several threads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a>
 */
public final class Multipart {

  /** What lies between two boundaries. */
  private record Part(byte[] head, byte[] content) {}

  private final List<Part> parts = new ArrayList<>();

  /** Adds a field. */
  public Multipart field(String name, String value) {
    return add("Content-Disposition: form-data; name=\"" + quoted(name) + "\"\r\n\r\n", value);
  }

  /** Adds a file. */
  public Multipart file(String name, String fileName, String type, byte[] content) {
    String head =
        "Content-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n"
            .formatted(quoted(name), quoted(fileName), type.replaceAll("[\r\n]", ""));
    parts.add(new Part(head.getBytes(UTF_8), content));
    return this;
  }

  /** Adds an image of a request. */
  public Multipart image(String name, ImageInput input) {
    String type = input.requireData().mediaType();
    String ending = type.substring(type.indexOf('/') + 1).replaceAll("[^a-z0-9]", "");
    return file(name, "image." + ending, type, input.requireBytes());
  }

  private Multipart add(String head, String value) {
    parts.add(new Part(head.getBytes(UTF_8), value.getBytes(UTF_8)));
    return this;
  }

  /** What {@code Content-Type} must say of {@link #bytes()}. */
  public String contentType() {
    return "multipart/form-data; boundary=" + boundary();
  }

  public byte[] bytes() {
    String boundary = boundary();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Part part : parts) {
      body.writeBytes(("--" + boundary + "\r\n").getBytes(UTF_8));
      body.writeBytes(part.head());
      body.writeBytes(part.content());
      body.writeBytes("\r\n".getBytes(UTF_8));
    }
    body.writeBytes(("--" + boundary + "--\r\n").getBytes(UTF_8));
    return body.toByteArray();
  }

  /** Content that holds the digest of itself cannot be made. */
  private String boundary() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Part part : parts) {
        digest.update(part.head());
        digest.update(part.content());
      }
      return "vaultgate-" + HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String quoted(String text) {
    return text.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }
}
