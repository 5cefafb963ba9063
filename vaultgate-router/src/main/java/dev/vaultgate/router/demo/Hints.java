package dev.vaultgate.router.demo;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a prompt says that can be a value of an object: quoted texts, names in capitals, numbers.
 * Each is used once, in the prompt's order, so that {@code weather in Paris} asks for Paris.
 */
final class Hints {

  private static final int TEXT_CHARS_MAX = 200;
  private static final Pattern QUOTED = Pattern.compile("[\"“`]([^\"”`]{1,200})[\"”`]");

  /** Not the first word of a sentence, which is in capitals anyway. */
  private static final Pattern NAME =
      Pattern.compile("(?<=[\\p{L}\\p{N},:;] )\\p{Lu}[\\p{L}'’-]+(?: \\p{Lu}[\\p{L}'’-]+)*");

  private static final Pattern NUMBER = Pattern.compile("-?\\b\\d{1,15}(?:\\.\\d{1,9})?\\b");
  private static final Set<String> ALL_OF_IT =
      Set.of("query", "text", "message", "prompt", "question", "content", "input", "answer");

  private final String said;
  private final Deque<String> texts = new ArrayDeque<>();
  private final Deque<BigDecimal> numbers = new ArrayDeque<>();

  Hints(String said) {
    this.said = said;
    Matcher quoted = QUOTED.matcher(said);
    while (quoted.find()) {
      texts.add(quoted.group(1));
    }
    Matcher name = NAME.matcher(said);
    while (name.find()) {
      if (!texts.contains(name.group())) {
        texts.add(name.group());
      }
    }
    Matcher number = NUMBER.matcher(said);
    while (number.find()) {
      numbers.add(new BigDecimal(number.group()));
    }
  }

  /** A text for the property of this name. */
  String text(String property) {
    if (ALL_OF_IT.contains(property.toLowerCase(Locale.ROOT)) && !said.isBlank()) {
      return said.length() > TEXT_CHARS_MAX ? said.substring(0, TEXT_CHARS_MAX) : said;
    }
    String text = texts.poll();
    return text != null ? text : "demo " + property.replace('_', ' ');
  }

  /** The next number that passes. */
  Optional<BigDecimal> number(Predicate<BigDecimal> test) {
    for (Iterator<BigDecimal> all = numbers.iterator(); all.hasNext(); ) {
      BigDecimal number = all.next();
      if (test.test(number)) {
        all.remove();
        return Optional.of(number);
      }
    }
    return Optional.empty();
  }

  /** Whether the prompt has this word. */
  boolean mentions(String word) {
    return said.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
  }
}
