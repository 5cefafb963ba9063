package dev.vaultgate.router.demo;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The demo's words for whatever a user says. A first answer that could be taken for a model's says
 * that it is none; an exact repetition does not, since it fools nobody.
 */
final class SmallTalk {

  private static final int WORDS_MAX = 2_000;
  private static final int ECHO_CHARS_MAX = 2_000;
  private static final Set<String> GREETINGS = Set.of("hello", "hi", "hey", "hallo", "moin");
  private static final Pattern REPEAT =
      Pattern.compile(
          "(?is)^(?:please\\s+)?(?:say|repeat|echo|reply with|answer with)(?:\\s*:\\s*|\\s+)(.+)$");
  private static final Pattern COUNT = Pattern.compile("(?i)\\bcount (?:up )?to (\\d{1,4})\\b");
  private static final Pattern WORDS = Pattern.compile("(?i)\\b(\\d{1,4}) words\\b");

  private static final String WHO =
      "I am VaultGate's demo: a few rules in the gateway itself, no AI.";
  private static final String HELP =
      """
      You can ask me for:

      - a sum, such as `12 * 3.5`
      - `count to 20`, or `300 words`
      - a `story`, a `table` or some `code`
      - `say` and anything, and I repeat just that
      - one of the tools that you offer, by its name
      """;
  private static final String STORY =
      "Once upon a time a small gateway stood between two cities. Every morning it opened for"
          + " whoever knocked, asked for a key, and showed the shortest road. When one road was"
          + " closed, it knew another, and hardly a traveller noticed. In the evening it counted"
          + " every coin twice, found none missing, and left a lamp burning for those who come"
          + " late.";
  private static final String TABLE =
      """
      | model | what it does |
      |---|---|
      | `demo-text` | answers at once |
      | `demo-slow-text` | takes its time |
      | `demo-image` | paints |
      """;
  private static final String CODE =
      """
      ```java
      Router router = Router.builder().demo().build();
      System.out.println(router.chat(ChatRequest.of("demo-text", "Hello!")).text());
      ```
      """;

  private SmallTalk() {}

  static String answer(Conversation conversation) {
    String said = conversation.said();
    Matcher repeat = REPEAT.matcher(said);
    if (repeat.matches()) {
      return unquoted(repeat.group(1).strip());
    }
    String answer = known(conversation).orElseGet(() -> echo(said));
    return conversation.isFirst() ? WHO + "\n\n" + answer : answer;
  }

  private static Optional<String> known(Conversation conversation) {
    String said = conversation.said();
    Set<String> words = conversation.words();
    if (words.contains("help") || said.toLowerCase(Locale.ROOT).contains("what can you do")) {
      return Optional.of(HELP);
    }
    if (words.size() <= 3 && words.stream().anyMatch(GREETINGS::contains)) {
      return Optional.of("Hello! Say \"help\" to see what I can do.");
    }
    return Sum.in(said)
        .map(sum -> sum + ".")
        .or(() -> counted(COUNT.matcher(said)))
        .or(() -> filled(WORDS.matcher(said)))
        .or(() -> Optional.of(STORY).filter(x -> words.contains("story")))
        .or(() -> Optional.of(TABLE).filter(x -> words.contains("table")))
        .or(() -> Optional.of(CODE).filter(x -> words.contains("code")));
  }

  private static Optional<String> counted(Matcher found) {
    return found.find()
        ? Optional.of(
            IntStream.rangeClosed(1, Math.min(Integer.parseInt(found.group(1)), WORDS_MAX))
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(" ")))
        : Optional.empty();
  }

  /** As many words as are asked for, of the story again and again. */
  private static Optional<String> filled(Matcher found) {
    return found.find()
        ? Optional.of(
            Stream.generate(() -> STORY)
                .flatMap(story -> Stream.of(story.split(" ")))
                .limit(Math.min(Integer.parseInt(found.group(1)), WORDS_MAX))
                .collect(Collectors.joining(" ")))
        : Optional.empty();
  }

  private static String echo(String said) {
    if (said.isEmpty()) {
      return "You said nothing.";
    }
    boolean isShort = said.length() <= ECHO_CHARS_MAX;
    return "You said: " + (isShort ? said : said.substring(0, ECHO_CHARS_MAX) + " …");
  }

  private static String unquoted(String text) {
    boolean quoted = text.length() > 2 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1) : text;
  }
}
