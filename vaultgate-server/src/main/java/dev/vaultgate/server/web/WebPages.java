package dev.vaultgate.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vaultgate.router.catalog.ProviderRegistry;
import dev.vaultgate.server.http.ProtocolFault;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The pages of the browser: a landing page, and one shell for the console, the chat and signing in,
 * whose scripts do the rest. Safe for many threads.
 */
public final class WebPages {

  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

  /**
   * Nothing from elsewhere, nothing inline but the import map, which browsers take from nowhere
   * else, and in nobody's frame. Text becomes elements by the templates of Lit alone.
   */
  private static final String SECURITY_POLICY =
      "default-src 'none'; script-src 'self' 'sha256-HASH'; style-src 'self';"
          + " img-src 'self' data: blob:; connect-src 'self'; font-src 'self';"
          + " form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types lit-html";

  /** As many as look good in a strip. */
  private static final int NAMES_MAX = 14;

  private final WebFiles files = new WebFiles();

  /** Any file of the pages, by its path below {@code /web/}. */
  public Handler files() {
    return context -> {
      String path = context.path().substring("/web/".length());
      WebFile file = files.find(path).orElseThrow(ProtocolFault::notFound);
      answer(context, file);
    };
  }

  /** One file under another path. */
  public Handler file(String name) {
    return context -> answer(context, files.find(name).orElseThrow(ProtocolFault::notFound));
  }

  /**
   * The landing page.
   *
   * @param model what its first request asks for
   * @param providers the names of those that a gateway can speak to
   */
  public Handler landing(String model, List<String> providers) {
    return page(
        "index.html",
        WebFiles.text("index.html")
            .replace("{{model}}", escaped(model))
            .replace("{{providers}}", shown(providers))
            .replace("{{known}}", String.valueOf(ProviderRegistry.builtIn().rows().size())));
  }

  /** A strip of names; where there are very many, of the first of them. */
  private static String shown(List<String> providers) {
    String names =
        providers.stream()
            .limit(NAMES_MAX)
            .map(
                name ->
                    "<li data-initial=\"%s\">%s</li>"
                        .formatted(escaped(name.substring(0, 1)), escaped(name)))
            .collect(Collectors.joining());
    int more = providers.size() - NAMES_MAX;
    return more > 0 ? names + "<li>and " + more + " more</li>" : names;
  }

  /** The shell of everything else. */
  public Handler app() {
    return page("app.html", WebFiles.text("app.html"));
  }

  private static Handler page(String name, String text) {
    WebFile file = WebFile.of(name, text.getBytes(UTF_8));
    Matcher map = IMPORT_MAP.matcher(text);
    byte[] inline = map.find() ? map.group(1).getBytes(UTF_8) : new byte[0];
    String hash = Base64.getEncoder().encodeToString(WebFile.sha256(inline));
    String policy = SECURITY_POLICY.replace("HASH", hash);
    return context -> {
      context.header("Content-Security-Policy", policy);
      context.header("Cross-Origin-Opener-Policy", "same-origin");
      answer(context, file);
    };
  }

  private static void answer(Context context, WebFile file) {
    context.header("Cache-Control", "no-cache").header("ETag", file.tag());
    context.header("Vary", "Accept-Encoding").contentType(file.type());
    if (file.tag().equals(context.header("If-None-Match"))) {
      context.status(304);
    } else if (Optional.ofNullable(context.header("Accept-Encoding"))
        .filter(encodings -> encodings.contains("gzip"))
        .isPresent()) {
      context.header("Content-Encoding", "gzip").result(file.zipped());
    } else {
      context.result(file.bytes());
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("'", "&#39;")
        .replace("\"", "&quot;");
  }
}
