package dev.vaultgate.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Builds paths of the management API, with what users typed encoded. For one thread. */
final class ApiPath {

  private static final Pattern PLACE = Pattern.compile("\\{}");

  private final String path;
  private final List<String> query = new ArrayList<>();

  private ApiPath(String path) {
    this.path = path;
  }

  /** A path such as {@code /keys/{}/rotate} with its places filled. */
  static String of(String template, Object... values) {
    return with(template, values).toString();
  }

  /** The same, for a query to follow. */
  static ApiPath with(String template, Object... values) {
    Matcher places = PLACE.matcher(template);
    StringBuilder path = new StringBuilder();
    for (Object value : values) {
      if (!places.find()) {
        throw new IllegalArgumentException(template + ": more values than places");
      }
      places.appendReplacement(path, Matcher.quoteReplacement(encoded(value.toString())));
    }
    return new ApiPath(places.appendTail(path).toString());
  }

  /** Adds a parameter, unless it is null. */
  ApiPath query(String name, @Nullable Object value) {
    if (value != null) {
      query.add(name + "=" + encoded(value.toString()));
    }
    return this;
  }

  /** Slashes stay, since servers do not take escaped ones. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }

  @Override
  public String toString() {
    return query.isEmpty() ? path : path + "?" + String.join("&", query);
  }
}
