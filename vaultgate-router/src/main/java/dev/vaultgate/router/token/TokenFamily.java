package dev.vaultgate.router.token;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Models that cut text into tokens alike, with what is known of how. A family without an encoding
 * on board is estimated by its text's UTF-8 bytes: makers tell characters, which in English are
 * bytes, and in scripts of two and three bytes a character is nearer to a whole token, so that
 * bytes miss by less than characters would.
 *
 * <p>Where a source tells characters of English per token, that is the factor here. The factors
 * were compared with answers of 300 tokens and more that providers sent in 2025 and 2026 together
 * with their count: Claude's had 3.4 to 3.8 bytes a token, Gemini's 4.4 to 4.5, Qwen's 4.1.
 */
public enum TokenFamily implements Tokenizer {
  /** GPT-4o mini counts an image at 33 times what GPT-4o does: OpenAI's pricing page, 2026-11. */
  GPT_4O_MINI("o200k_base", 400, 25_501, 48_169, "4o-mini"),

  /**
   * OpenAI's models since GPT-4o, and its open ones; four characters of English a token: OpenAI's
   * help centre, "What are tokens and how to count them", 2026-11. A picture in high detail has 85
   * tokens and 170 for each of up to eight tiles, in later models one for each of up to 1,536
   * patches with a multiplier of up to 2.46.
   */
  O200K(
      "o200k_base",
      400,
      765,
      5_000,
      "gpt-4o|gpt-4\\.[1-9]|gpt-[5-9]|gpt-oss|gpt-audio|gpt-realtime|codex"
          + "|(^|[/.:])o[1-9]([-:]|$)|computer-use"),

  /** GPT-4, GPT-3.5 and OpenAI's vectors: the same source. */
  CL100K("cl100k_base", 400, 765, 5_000, "gpt-4|gpt-3\\.?5|text-embedding-(3|ada)|babbage|davinci"),

  /**
   * Claude since Opus 4.7, whose tokenizer makes up to 35 % more tokens of the same text by
   * Anthropic's notes on that model, 2026-04, and 20 % (prose) to 47 % (technical documents) by
   * measurements of others: taken as 30 % more than before. Pictures have up to 4,784 tokens.
   */
  CLAUDE_4_7(null, 270, 1_600, 5_000, "claude-[a-z]+-([5-9]|4[-.]([7-9]|1[0-9]))([^0-9]|$)"),

  /**
   * Claude before: 3.5 characters of English a token, Anthropic's glossary, 2026-11. A picture has
   * a token for 750 pixels, 1,600 at most.
   */
  CLAUDE(null, 350, 1_600, 1_600, "claude"),

  /**
   * Gemini and Gemma: "about 4 characters", Google's "Understand and count tokens", 2026-11. A
   * picture has 258 tokens, or that for each tile of 768 pixels; 1,120 at the usual resolution of
   * Gemini 3.
   */
  GEMINI(null, 400, 1_120, 5_000, "gemini|gemma|learnlm"),

  /**
   * DeepSeek: 0.3 tokens for a character of English, 0.6 for one of Chinese: DeepSeek's "Token and
   * token usage", 2026-11.
   */
  DEEPSEEK(null, 333, 1_100, 5_000, "deepseek"),

  /** Cohere: 4.8 characters of English a token on its tokenizer's card, 4.4 in recordings. */
  COHERE(null, 440, 1_100, 5_000, "command|c4ai|aya|embed-(v[0-9]|english|multilingual)"),

  /** All others: what OpenAI and Google give as the usual figure for English. */
  OTHER(null, 400, 1_100, 5_000, "");

  private static final int PERCENT = 100;

  /** Every stream asks for its model's; there are no more models than catalogues have. */
  private static final int KNOWN_MAX = 10_000;

  private static final Map<String, TokenFamily> KNOWN = new ConcurrentHashMap<>();

  /** What a text of code, figures or a rare script has more than plain English. */
  private static final int MARGIN_OF_ESTIMATES = 40;

  /** The exact count is of the text; how tools and schemas are put into words is not told. */
  private static final int MARGIN_OF_COUNTS = 5;

  private final @Nullable String encoding;
  private final int bytesPer100Tokens;
  private final int imageTokens;
  private final int imageTokensMax;
  private final Pattern names;

  TokenFamily(
      @Nullable String encoding,
      int bytesPer100Tokens,
      int imageTokens,
      int imageTokensMax,
      String names) {
    this.encoding = encoding;
    this.bytesPer100Tokens = bytesPer100Tokens;
    this.imageTokens = imageTokens;
    this.imageTokensMax = imageTokensMax;
    this.names = Pattern.compile(names, Pattern.CASE_INSENSITIVE);
  }

  /**
   * The family of a model.
   *
   * @param model the name that the provider knows, whatever stands before it
   */
  public static TokenFamily of(String model) {
    TokenFamily known = KNOWN.get(model);
    if (known != null) {
      return known;
    }
    TokenFamily family = find(model);
    if (KNOWN.size() < KNOWN_MAX) {
      KNOWN.put(model, family);
    }
    return family;
  }

  private static TokenFamily find(String model) {
    for (TokenFamily family : values()) {
      if (family.names.matcher(model).find()) {
        return family;
      }
    }
    return OTHER;
  }

  /** The name of its encoding; empty where there is none to be had. */
  public Optional<String> encoding() {
    return Optional.ofNullable(encoding);
  }

  /** How many tokens so many bytes of its text usually are, rounded up. */
  public long tokensOfBytes(long bytes) {
    return (bytes * PERCENT + bytesPer100Tokens - 1) / bytesPer100Tokens;
  }

  /** How many bytes so many tokens usually are. */
  public long bytesOfTokens(long tokens) {
    return tokens > Long.MAX_VALUE / bytesPer100Tokens
        ? Long.MAX_VALUE
        : tokens * bytesPer100Tokens / PERCENT;
  }

  /** What a picture in a prompt usually counts, where nothing is known of its size. */
  public int imageTokens() {
    return imageTokens;
  }

  /** What a picture in a prompt counts at most. */
  public int imageTokensMax() {
    return imageTokensMax;
  }

  /** A count with what it may be wrong by. */
  public static long withMargin(long tokens, boolean exact) {
    int margin = exact ? MARGIN_OF_COUNTS : MARGIN_OF_ESTIMATES;
    return tokens + (tokens * margin + PERCENT - 1) / PERCENT;
  }

  /** An estimate, by bytes. */
  @Override
  public long count(String text) {
    return tokensOfBytes(utf8Bytes(text));
  }

  @Override
  public boolean isExact() {
    return false;
  }

  private static long utf8Bytes(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Each half of a surrogate pair is two of its four bytes.
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }
}
