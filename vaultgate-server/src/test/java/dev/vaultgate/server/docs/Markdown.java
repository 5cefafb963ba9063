package dev.vaultgate.server.docs;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** As much of Markdown as it takes to find headings and links in a file. */
final class Markdown {

  private static final Pattern HEADING = Pattern.compile("#{1,6} (.+)");
  private static final Pattern LINK =
      Pattern.compile("\\[(?:[^\\[\\]]|\\[[^\\[\\]]*])*]\\(([^()\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`[^`]*`");

  private Markdown() {}

  /** The lines that are not code. */
  static Stream<String> prose(String text) {
    boolean[] isCode = {false};
    return text.lines()
        .filter(
            line -> {
              boolean isFence = line.stripLeading().startsWith("```");
              if (isFence) {
                isCode[0] = !isCode[0];
              }
              return !isCode[0] && !isFence;
            });
  }

  /** Where links lead. */
  static List<String> links(String text) {
    return prose(text)
        .map(line -> CODE.matcher(line).replaceAll("code"))
        .flatMap(line -> LINK.matcher(line).results().map(link -> link.group(1)))
        .toList();
  }

  /** The names by which the headings can be pointed at. */
  static Set<String> anchors(String text) {
    Set<String> anchors = new HashSet<>();
    Map<String, Integer> taken = new HashMap<>();
    prose(text)
        .map(HEADING::matcher)
        .filter(heading -> heading.matches())
        .map(heading -> slug(heading.group(1)))
        .forEach(
            slug -> {
              int before = taken.merge(slug, 1, Integer::sum) - 1;
              anchors.add(before == 0 ? slug : slug + "-" + before);
            });
    return anchors;
  }

  private static String slug(String heading) {
    return heading
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}\\s_-]", "")
        .strip()
        .replaceAll("\\s", "-");
  }
}
