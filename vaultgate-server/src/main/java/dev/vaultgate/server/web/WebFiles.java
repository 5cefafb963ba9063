package dev.vaultgate.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The files of the web pages, which lie beside this class: our own, the documentation below {@code
 * docs}, and those of other people below {@code lib}. A file is read when it is first asked for,
 * and kept. Safe for many threads.
 */
final class WebFiles {

  /** No dots but before an ending, so that no path leads anywhere else. */
  private static final Pattern NAME =
      Pattern.compile("([a-z0-9-]+/){0,5}[A-Za-z0-9-]+(\\.[a-z]+)*\\.(js|css|svg|txt|md|json)");

  /** Scripts of the older kind, and what turns them into modules. */
  private static final Map<String, String> EXPORTS =
      Map.of(
          "lib/highlight/highlight.min.js", "\nexport default hljs;\n",
          "lib/chart/chart.umd.min.js", "\nexport default globalThis.Chart;\n");

  private final Map<String, WebFile> files = new ConcurrentHashMap<>();

  /** A file by its path below this class, if there is one that is served. */
  Optional<WebFile> find(String path) {
    // What is not a name is not remembered: nobody shall fill the memory with paths.
    if (!NAME.matcher(path).matches()) {
      return Optional.empty();
    }
    WebFile known = files.get(path);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<WebFile> file = read(path).map(bytes -> WebFile.of(path, withExport(path, bytes)));
    file.ifPresent(found -> files.put(path, found));
    return file;
  }

  private static byte[] withExport(String path, byte[] bytes) {
    String export = EXPORTS.get(path);
    if (export == null) {
      return bytes;
    }
    ByteArrayOutputStream module = new ByteArrayOutputStream(bytes.length + export.length());
    module.writeBytes(bytes);
    module.writeBytes(export.getBytes(UTF_8));
    return module.toByteArray();
  }

  /** A file that must be there. */
  static String text(String name) {
    return new String(
        read(name).orElseThrow(() -> new IllegalStateException(name + ": not on the class path")),
        UTF_8);
  }

  private static Optional<byte[]> read(String name) {
    try (InputStream in = WebFiles.class.getResourceAsStream(name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }
}
