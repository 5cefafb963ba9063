package dev.vaultgate.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownTest {

  @Test
  void linksOfProseAreFoundAndThoseOfCodeAreNot() {
    assertThat(
            Markdown.links(
                """
                See [one](one.md#a-b) and [`two`](../two) but not `[three](three.md)`.
                ```md
                [four](four.md)
                ```
                ![five](five.png)
                """))
        .containsExactly("one.md#a-b", "../two", "five.png");
  }

  @Test
  void anchorsAreThoseThatReadersGet() {
    assertThat(
            Markdown.anchors(
                """
                # What it costs, exactly
                ## The `--json` option
                ## Again
                ## Again
                """))
        .containsExactlyInAnyOrder(
            "what-it-costs-exactly", "the---json-option", "again", "again-1");
  }
}
