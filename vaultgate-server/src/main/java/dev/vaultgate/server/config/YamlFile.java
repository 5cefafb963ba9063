package dev.vaultgate.server.config;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a YAML file into nodes with their lines. What YAML has beyond mappings, sequences and texts
 * is refused, so that a file means what it looks like.
 */
final class YamlFile {

  private static final int BYTES_MAX = 1024 * 1024;

  private final String name;
  private final YAMLParser parser;

  private YamlFile(String name, YAMLParser parser) {
    this.name = name;
    this.parser = parser;
  }

  /**
   * Reads the file's one document.
   *
   * @throws ConfigException when it cannot be read or is not that kind of YAML
   */
  static Node.Mapping read(Path file) {
    String name = String.valueOf(file.getFileName());
    try {
      if (Files.size(file) > BYTES_MAX) {
        throw new ConfigException(List.of(name + ": larger than 1 MB"));
      }
      String text = Files.readString(file, StandardCharsets.UTF_8);
      try (YAMLParser parser = new YAMLFactory().createParser(text)) {
        return new YamlFile(name, parser).document();
      }
    } catch (NoSuchFileException e) {
      throw new ConfigException(List.of(file + ": no such file"));
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new ConfigException(
          List.of(name + ":" + line + ": not valid YAML: " + firstLine(e.getOriginalMessage())));
    } catch (IOException e) {
      throw new ConfigException(List.of(file + ": cannot be read: " + e.getMessage()));
    }
  }

  /**
   * Reads a text that is no file.
   *
   * @param name what to call it in messages
   */
  static Node.Mapping parse(String name, String text) {
    try (YAMLParser parser = new YAMLFactory().createParser(text)) {
      return new YamlFile(name, parser).document();
    } catch (IOException e) {
      throw new ConfigException(
          List.of(name + ": not valid: " + firstLine(String.valueOf(e.getMessage()))));
    }
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }

  private Node.Mapping document() throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null || first == JsonToken.VALUE_NULL) {
      return new Node.Mapping(Map.of(), 1);
    }
    Node root = node(first);
    if (!(root instanceof Node.Mapping mapping)) {
      throw refusal("a list or a text (expected: entries such as server:)");
    }
    if (parser.nextToken() != null) {
      throw refusal("a second document (expected: one)");
    }
    return mapping;
  }

  private Node node(JsonToken token) throws IOException {
    int line = line();
    if (parser.isCurrentAlias()) {
      throw refusal("an alias (expected: the value itself)");
    }
    return switch (token) {
      case START_OBJECT -> mapping(line);
      case START_ARRAY -> sequence(line);
      case VALUE_NULL -> new Node.Nothing(line);
      default -> new Node.Scalar(parser.getText(), line);
    };
  }

  private Node.Mapping mapping(int line) throws IOException {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      int keyLine = line();
      Node value = node(parser.nextToken());
      Node.Entry before = entries.put(key, new Node.Entry(value, keyLine));
      if (before != null) {
        throw new ConfigException(
            List.of(
                name + ":" + keyLine + ": " + key + " is there already, in line " + before.line()));
      }
    }
    return new Node.Mapping(entries, line);
  }

  private Node.Sequence sequence(int line) throws IOException {
    List<Node> items = new ArrayList<>();
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      items.add(node(t));
    }
    return new Node.Sequence(items, line);
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private JsonParseException refusal(String what) {
    return new JsonParseException(parser, what, parser.currentTokenLocation());
  }
}
