package dev.vaultgate.server.manage;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path with named places, such as {@code /keys/{id}/rotate}. A place takes one segment; the last
 * one, written {@code {id+}}, takes all that is left, since a model's id may hold slashes.
 *
 * @param text as it is written
 * @param segments what stands between the slashes
 */
record PathTemplate(String text, List<String> segments) {

  static PathTemplate of(String text) {
    return new PathTemplate(text, segments(text));
  }

  /** The values of the places, if the path is one of this form. */
  Optional<Map<String, String>> match(String path) {
    List<String> given = segments(path);
    boolean open = !segments.isEmpty() && segments.get(segments.size() - 1).endsWith("+}");
    if (open ? given.size() < segments.size() : given.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> places = new HashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (segment.endsWith("+}")) {
        String rest = String.join("/", given.subList(i, given.size()));
        places.put(segment.substring(1, segment.length() - 2), decoded(rest));
      } else if (segment.startsWith("{")) {
        places.put(segment.substring(1, segment.length() - 1), decoded(given.get(i)));
      } else if (!segment.equals(given.get(i))) {
        return Optional.empty();
      }
    }
    boolean isWhole = places.values().stream().noneMatch(String::isEmpty);
    return isWhole ? Optional.of(places) : Optional.empty();
  }

  /** The path as OpenAPI has it, where a place is always one segment. */
  String openApi() {
    return text.replace("+}", "}");
  }

  /** The names of the places. */
  List<String> places() {
    return segments.stream()
        .filter(segment -> segment.startsWith("{"))
        .map(segment -> segment.replaceAll("[{}+]", ""))
        .toList();
  }

  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>(List.of(path.split("/", -1)));
    segments.remove(0);
    return segments.size() == 1 && segments.get(0).isEmpty() ? List.of() : segments;
  }

  private static String decoded(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
