package dev.vaultgate.router.account;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Words of the operator's own about a key, such as {@code team=search}, by which usage can be told
 * apart. They mean nothing to the gateway.
 *
 * @param values in the order of their names
 */
public record Tags(Map<String, String> values) {

  public static final Tags NONE = new Tags(Map.of());

  private static final int TAGS_MAX = 16;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.-]{0,39}");

  public Tags {
    if (values.size() > TAGS_MAX) {
      throw new IllegalArgumentException(
          "tags: " + values.size() + " (expected: at most " + TAGS_MAX + ")");
    }
    values.forEach(Tags::check);
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  private static void check(String name, String value) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "tag: '"
              + name
              + "' (expected: a name of small letters, digits, '_', '.' and '-', such as team)");
    }
    Names.check("tag " + name, value);
  }
}
