package dev.vaultgate.server.manage;

import dev.vaultgate.api.InvalidRequestException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query, of which each stands once and is known. What is wrong with one is an
 * {@link InvalidRequestException} that names it.
 *
 * @param given by name
 */
public record Query(Map<String, String> given) {

  public Query {
    given = Map.copyOf(given);
  }

  public @Nullable String text(String name) {
    return given.get(name);
  }

  public boolean flag(String name) {
    String text = given.getOrDefault(name, "false");
    if (!text.equals("true") && !text.equals("false")) {
      throw InvalidRequestException.value(name, text, "true or false");
    }
    return text.equals("true");
  }

  public @Nullable Instant instant(String name) {
    return parsed(name, "a time such as 2027-01-31T12:00:00Z", Instant::parse).orElse(null);
  }

  /** A whole number within bounds. */
  public int integer(String name, int otherwise, int least, int most) {
    String text = given.get(name);
    if (text == null) {
      return otherwise;
    }
    if (text.matches("-?[0-9]{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw InvalidRequestException.value(name, text, least + " to " + most);
  }

  /** Where a page begins: what an answer before called {@code next}; null for the first. */
  public @Nullable Long page(String name) {
    return parsed(name, "what an answer called next", Long::valueOf).orElse(null);
  }

  /** What a parameter means to a function that refuses by {@link IllegalArgumentException}. */
  public <T> Optional<T> parsed(String name, String expected, Function<String, T> reader) {
    return Optional.ofNullable(given.get(name))
        .map(text -> JsonMembers.parsed(name, text, expected, reader));
  }
}
