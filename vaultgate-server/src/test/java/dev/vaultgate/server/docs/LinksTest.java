package dev.vaultgate.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No link of a page or a README leads to what is not there. */
class LinksTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all =
        Files.find(
            ROOT, 4, (path, what) -> path.toString().endsWith(".md") && what.isRegularFile())) {
      all.filter(path -> !path.toString().contains("/target/")).forEach(files::add);
    }
    return files;
  }

  @Test
  void noLinkIsDead() throws IOException {
    List<String> dead = new ArrayList<>();
    for (Path file : files()) {
      for (String link : Markdown.links(Files.readString(file))) {
        String why = problem(file, link);
        if (!why.isEmpty()) {
          dead.add(ROOT.relativize(file) + ": (" + link + ") " + why);
        }
      }
    }
    assertThat(files()).contains(ROOT.resolve("README.md"), ROOT.resolve("docs/configuration.md"));
    assertThat(dead).as("links that lead nowhere").isEmpty();
  }

  private static String problem(Path file, String link) throws IOException {
    if (link.contains("://") || link.startsWith("mailto:")) {
      return isWellFormed(link) ? "" : "is no address; expected: https://host/path";
    }
    if (link.startsWith("/")) {
      return "begins with a slash; expected: a path from this file";
    }
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path target = path.isEmpty() ? file : file.resolveSibling(path).normalize();
    if (!Files.exists(target) || !target.startsWith(ROOT)) {
      return "names a file that is not there";
    }
    boolean hasAnchor =
        hash < 0 || Markdown.anchors(Files.readString(target)).contains(link.substring(hash + 1));
    return hasAnchor ? "" : "names a heading that is not there";
  }

  private static boolean isWellFormed(String link) {
    try {
      URI address = URI.create(link);
      return link.startsWith("mailto:")
          || address.getHost() != null && List.of("https", "http").contains(address.getScheme());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
