package dev.vaultgate.server.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * A file as it is served: compressed once, and named by what it holds, so that a browser asks
 * whether its copy is still right and nothing is sent when it is.
 *
 * @param type its media type
 * @param bytes as they are
 * @param zipped the same, compressed
 * @param tag names what it holds, for {@code ETag}
 */
record WebFile(String type, byte[] bytes, byte[] zipped, String tag) {

  private static final int TAG_CHARS = 24;

  static WebFile of(String name, byte[] bytes) {
    return new WebFile(type(name), bytes, zip(bytes), '"' + hash(bytes) + '"');
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      case "json" -> "application/json";
      case "svg" -> "image/svg+xml";
      case "md" -> "text/markdown; charset=utf-8";
      case "txt", "LICENSE" -> "text/plain; charset=utf-8";
      default -> throw new IllegalArgumentException(name + ": a type of file nobody serves");
    };
  }

  private static byte[] zip(byte[] bytes) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream(bytes.length / 2);
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    return zipped.toByteArray();
  }

  private static String hash(byte[] bytes) {
    return HexFormat.of().formatHex(sha256(bytes)).substring(0, TAG_CHARS);
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
