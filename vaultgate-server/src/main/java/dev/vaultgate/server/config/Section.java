package dev.vaultgate.server.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of the file, read entry by entry. What is asked for is what is known: an entry that
 * nobody has asked for until {@link #end()} is unknown. What is wrong is noted, and the default
 * stands in for it, so that reading goes on to the next fault.
 */
final class Section {

  private static final Pattern TIME = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(B|KB|MB)");

  private final String path;
  private final Node.Mapping mapping;
  private final References references;
  private final Problems problems;
  private final Set<String> known = new LinkedHashSet<>();

  Section(String path, Node.Mapping mapping, References references, Problems problems) {
    this.path = path;
    this.mapping = mapping;
    this.references = references;
    this.problems = problems;
  }

  int line() {
    return mapping.line();
  }

  String path() {
    return path;
  }

  /** The names of its entries, for a section whose names the operator chooses. */
  Set<String> names() {
    return mapping.entries().keySet();
  }

  boolean has(String name) {
    known.add(name);
    return mapping.entries().containsKey(name);
  }

  /** Whether an entry has entries of its own. */
  boolean isMapping(String name) {
    return node(name) instanceof Node.Mapping;
  }

  /** A text with its references replaced; null when it is absent. */
  @Nullable String text(String name) {
    Node node = node(name);
    if (node == null) {
      return null;
    }
    if (node instanceof Node.Scalar scalar) {
      return resolve(name, scalar);
    }
    wrong(name, "expected: a text");
    return null;
  }

  private @Nullable String resolve(String name, Node.Scalar scalar) {
    try {
      return references.resolve(scalar.text());
    } catch (References.MissingException e) {
      problems.add(scalar.line(), at(name), String.valueOf(e.getMessage()));
      return null;
    }
  }

  String text(String name, String otherwise) {
    String text = text(name);
    return text == null ? otherwise : text;
  }

  /** A text that must be there. */
  String required(String name) {
    String text = text(name);
    if (text == null && !has(name)) {
      problems.add(line(), at(name), "missing");
    }
    return text == null ? "" : text;
  }

  int integer(String name, int otherwise, int min, int max) {
    String text = text(name);
    if (text == null) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, with what was expected, as for a number out of range.
    }
    wrong(name, "expected: a number from " + min + " to " + max);
    return otherwise;
  }

  boolean flag(String name, boolean otherwise) {
    String text = text(name);
    if (text == null) {
      return otherwise;
    }
    if (!text.equals("true") && !text.equals("false")) {
      wrong(name, "expected: true or false");
    }
    return text.equals("true");
  }

  Duration time(String name, Duration otherwise) {
    String text = text(name);
    return text == null ? otherwise : time(name, text, otherwise);
  }

  /** A list of times; empty when it is absent. */
  List<Duration> times(String name) {
    return texts(name).stream().map(text -> time(name, text, Duration.ofSeconds(1))).toList();
  }

  private Duration time(String name, String text, Duration otherwise) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      wrong(name, "expected: a time such as 500ms, 30s, 2m or 1h");
      return otherwise;
    }
    long count = Long.parseLong(matcher.group(1));
    Duration time =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(count);
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          default -> Duration.ofHours(count);
        };
    if (time.isZero() || time.compareTo(Duration.ofDays(1)) > 0) {
      wrong(name, "expected: a time above zero and at most 24h");
      return otherwise;
    }
    return time;
  }

  /** A size in bytes. */
  int bytes(String name, int otherwise, int max) {
    String text = text(name);
    if (text == null) {
      return otherwise;
    }
    Matcher matcher = SIZE.matcher(text.toUpperCase(Locale.ROOT));
    long factor = 0;
    if (matcher.matches()) {
      factor =
          switch (matcher.group(2)) {
            case "B" -> 1;
            case "KB" -> 1024;
            default -> 1024 * 1024;
          };
    }
    long bytes = factor == 0 ? 0 : Long.parseLong(matcher.group(1)) * factor;
    if (bytes < 1 || bytes > max) {
      wrong(name, "expected: a size such as 64KB or 32MB, at most " + (max >> 20) + "MB");
      return otherwise;
    }
    return (int) bytes;
  }

  /** A list of texts, or one text alone; empty when it is absent. */
  List<String> texts(String name) {
    Node node = node(name);
    List<String> texts = new ArrayList<>();
    if (node instanceof Node.Sequence sequence) {
      for (Node item : sequence.items()) {
        if (item instanceof Node.Scalar scalar) {
          String text = resolve(name, scalar);
          texts.add(text == null ? "" : text);
        } else {
          problems.add(item.line(), at(name), "expected: texts");
        }
      }
    } else if (node != null) {
      String text = text(name);
      texts.add(text == null ? "" : text);
    }
    return texts;
  }

  /** A mapping of names to texts; empty when it is absent. */
  Map<String, String> textMap(String name) {
    Section section = section(name);
    Map<String, String> texts = new LinkedHashMap<>();
    for (String key : section.names()) {
      String text = section.text(key);
      texts.put(key, text == null ? "" : text);
    }
    return texts;
  }

  /** A mapping below this one; empty when it is absent. */
  Section section(String name) {
    Node node = node(name);
    if (node instanceof Node.Mapping below) {
      return new Section(at(name), below, references, problems);
    }
    if (node != null) {
      wrong(name, "expected: entries");
    }
    return new Section(at(name), new Node.Mapping(Map.of(), line()), references, problems);
  }

  /** The mappings of a list, or one mapping alone; empty when it is absent. */
  List<Section> sections(String name) {
    Node node = node(name);
    if (node instanceof Node.Mapping one) {
      return List.of(item(name, one));
    }
    boolean isEmpty = node instanceof Node.Sequence list && list.items().isEmpty();
    if (isEmpty || node != null && !(node instanceof Node.Sequence)) {
      wrong(name, "expected: entries, or a list of them");
      return List.of();
    }
    List<Section> sections = new ArrayList<>();
    for (Node item : items(name)) {
      if (item instanceof Node.Mapping mapping) {
        sections.add(item(name, mapping));
      } else {
        problems.add(item.line(), at(name), "expected: entries");
      }
    }
    return sections;
  }

  /** The items of a list, each a mapping or a text; empty when it is absent. */
  List<Node> items(String name) {
    Node node = node(name);
    if (node instanceof Node.Sequence sequence) {
      return sequence.items();
    }
    if (node != null) {
      wrong(name, "expected: a list");
    }
    return List.of();
  }

  /** An item of a list as a section. */
  Section item(String name, Node.Mapping item) {
    return new Section(at(name), item, references, problems);
  }

  /** Notes that an entry is missing, or as good as that; its value is not shown. */
  void missing(String name, String expected) {
    Node.Entry entry = mapping.entries().get(name);
    problems.add(
        entry == null ? line() : entry.line(), at(name), "missing (expected: " + expected + ")");
  }

  /** Notes that the entries of this section do not go together. */
  void wrong(String what) {
    problems.add(line(), path, what);
  }

  /** Notes that an entry, which is there, is wrong. Its value is shown as the file has it. */
  void wrong(String name, String what) {
    Node.Entry entry = mapping.entries().get(name);
    int line = entry == null ? line() : entry.line();
    boolean isText = entry != null && entry.value() instanceof Node.Scalar;
    problems.add(line, at(name), isText ? shown(entry) + " (" + what + ")" : what);
  }

  private static String shown(Node.@Nullable Entry entry) {
    return entry != null && entry.value() instanceof Node.Scalar scalar ? scalar.text() : "";
  }

  /** Notes every entry that nobody has asked for. */
  void end() {
    mapping
        .entries()
        .forEach(
            (name, entry) -> {
              if (!known.contains(name)) {
                problems.add(entry.line(), at(name), "unknown" + Suggestion.of(name, known));
              }
            });
  }

  private @Nullable Node node(String name) {
    known.add(name);
    Node.Entry entry = mapping.entries().get(name);
    return entry == null || entry.value() instanceof Node.Nothing ? null : entry.value();
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
