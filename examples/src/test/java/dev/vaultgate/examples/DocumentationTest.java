package dev.vaultgate.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The Java that the documentation shows compiles. */
class DocumentationTest {

  private static final Pattern BLOCK =
      Pattern.compile(
          "^```java(?: tab ([^\\n]+))?\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  /** What a reader has imported, and the variables that earlier parts of a page have made. */
  private record Setting(String imports, String variables) {}

  private static final String JDK =
      """
      import java.net.*;
      import java.net.http.*;
      import java.net.http.HttpRequest.BodyPublishers;
      import java.net.http.HttpResponse.BodyHandlers;
      import java.nio.file.*;
      import java.time.*;
      import java.util.*;
      import java.util.concurrent.*;
      """;

  private static final Map<String, Setting> SETTINGS =
      Map.of(
          "Java",
          new Setting(
              """
              import com.openai.client.*;
              import com.openai.client.okhttp.*;
              import com.openai.core.http.StreamResponse;
              import com.openai.models.chat.completions.*;
              """,
              "OpenAIClient client;"),
          "LangChain4j",
          new Setting(
              """
              import dev.langchain4j.agent.tool.*;
              import dev.langchain4j.data.message.*;
              import dev.langchain4j.model.chat.*;
              import dev.langchain4j.model.chat.request.*;
              import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
              import dev.langchain4j.model.chat.response.*;
              import dev.langchain4j.model.openai.*;
              """,
              "ChatModel model;"),
          "",
          new Setting(
              """
              import dev.vaultgate.api.*;
              import dev.vaultgate.client.*;
              import dev.vaultgate.router.*;
              import dev.vaultgate.router.account.*;
              import dev.vaultgate.router.catalog.*;
              import dev.vaultgate.router.credit.*;
              import dev.vaultgate.router.route.*;
              import dev.vaultgate.router.store.*;
              import dev.vaultgate.router.usage.*;
              """,
              "Router router; Gateway gateway; ApiKey key; ChatClient client;"));

  /** What Spring and the test jar of the client have is not among the libraries of this module. */
  private static final List<String> ELSEWHERE = List.of("Spring AI", "JUnit");

  @TempDir Path classes;

  @TestFactory
  List<DynamicTest> everyBlockCompiles() throws IOException {
    try (Stream<Path> pages = Files.list(Path.of("..", "docs"))) {
      return pages
          .filter(page -> page.toString().endsWith(".md"))
          .sorted()
          .flatMap(this::blocks)
          .toList();
    }
  }

  private Stream<DynamicTest> blocks(Path page) {
    return BLOCK
        .matcher(read(page))
        .results()
        .filter(block -> !ELSEWHERE.contains(tab(block)))
        .map(
            block ->
                DynamicTest.dynamicTest(
                    page.getFileName() + ": " + block.group(2).lines().findFirst().orElse(""),
                    () -> assertThat(problems(block)).as(block.group(2)).isEmpty()));
  }

  private static String tab(MatchResult block) {
    return block.group(1) == null ? "" : block.group(1);
  }

  private static String read(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new IllegalStateException(page + " cannot be read", e);
    }
  }

  private List<String> problems(MatchResult block) {
    Setting setting = SETTINGS.get(tab(block));
    assertThat(setting).as("a setting for the tab %s", tab(block)).isNotNull();
    String source =
        JDK
            + setting.imports()
            + "class Snippet { "
            + setting.variables()
            + " void run() throws Exception {\n"
            + block.group(2)
            + "}}";
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    String libraries =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    compiler
        .getTask(
            new StringWriter(),
            null,
            found,
            List.of("-d", classes.toString(), "-cp", libraries, "-proc:none", "-nowarn"),
            null,
            List.of(new Source(source)))
        .call();
    return found.getDiagnostics().stream()
        .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
        .map(problem -> problem.getMessage(Locale.ROOT))
        .toList();
  }

  /** A class in memory. */
  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String text) {
      super(URI.create("string:///Snippet.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
