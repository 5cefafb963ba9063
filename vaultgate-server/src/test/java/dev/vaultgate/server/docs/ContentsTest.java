package dev.vaultgate.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contents list of the documentation's pages, and the files that they are. */
class ContentsTest {

  private static final Path DOCS = Path.of("..", "docs");
  private static final Path LIST =
      Path.of("src/main/resources/dev/vaultgate/server/web/js/docs/contents.js");

  private static final Pattern ENTRY =
      Pattern.compile("name: \"([a-z0-9-]+)\",\\s+title: \"([^\"]+)\",\\s+about:\\s+\"([^\"]+)\"");

  private static List<MatchResult> entries() throws IOException {
    return ENTRY.matcher(Files.readString(LIST)).results().toList();
  }

  private static List<String> pages() throws IOException {
    try (Stream<Path> files = Files.list(DOCS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".md"))
          .map(name -> name.substring(0, name.length() - ".md".length()))
          .toList();
    }
  }

  @Test
  void everyPageIsInTheContents() throws IOException {
    List<String> listed = entries().stream().map(entry -> entry.group(1)).toList();

    for (String page : pages()) {
      assertThat(listed)
          .as(
              "docs/%s.md is not in the contents. Add a line to the group where a reader looks for"
                  + " it in vaultgate-server/%s:\n  { name: \"%s\", title: \"…\", about: \"What a"
                  + " reader finds there, in a line.\" },\n",
              page, LIST, page)
          .contains(page);
    }
  }

  @Test
  void everyEntryHasItsPageAndStandsOnce() throws IOException {
    assertThat(entries())
        .extracting(entry -> entry.group(1))
        .as("entries of %s without a file docs/NAME.md, or twice there", LIST)
        .doesNotHaveDuplicates()
        .isSubsetOf(pages());
  }

  @Test
  void entriesSayWhatIsThere() throws IOException {
    assertThat(entries())
        .isNotEmpty()
        .allSatisfy(entry -> assertThat(entry.group(3)).endsWith(".").hasSizeLessThan(90));
  }

  @Test
  void everyPageBeginsWithItsOnlyTitle() throws IOException {
    for (String page : pages()) {
      List<String> titles =
          Markdown.prose(Files.readString(DOCS.resolve(page + ".md")))
              .filter(line -> line.startsWith("# "))
              .toList();
      assertThat(titles).as("titles (“# …”) of docs/%s.md", page).hasSize(1);
      assertThat(Files.readString(DOCS.resolve(page + ".md"))).startsWith(titles.get(0));
    }
  }
}
