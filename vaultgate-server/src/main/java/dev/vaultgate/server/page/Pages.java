package dev.vaultgate.server.page;

import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Files beside this class, served as they are. */
public final class Pages {

  /** Nothing from elsewhere, nothing inline, in nobody's frame. */
  private static final String SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none';"
          + " object-src 'none'; frame-ancestors 'none'";

  private Pages() {}

  /** Serves one file. */
  public static Handler of(String file) {
    return serve(file, read(file));
  }

  /** The start page, with a first request that asks for this model. */
  public static Handler start(String model) {
    String page = new String(read("index.html"), StandardCharsets.UTF_8);
    return serve(
        "index.html", page.replace("{{model}}", escaped(model)).getBytes(StandardCharsets.UTF_8));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;");
  }

  private static Handler serve(String file, byte[] content) {
    String type = type(file);
    return context ->
        context
            .header("Content-Security-Policy", SECURITY_POLICY)
            .header("Cross-Origin-Opener-Policy", "same-origin")
            .header("Cache-Control", "no-cache")
            .contentType(type)
            .result(content);
  }

  private static String type(String file) {
    return switch (file.substring(file.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      case "svg" -> "image/svg+xml";
      default -> throw new IllegalArgumentException(file + ": a type of file nobody serves");
    };
  }

  private static byte[] read(String file) {
    try (InputStream in = Pages.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + ": not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
