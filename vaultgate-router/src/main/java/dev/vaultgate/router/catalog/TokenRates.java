package dev.vaultgate.router.catalog;

import java.util.stream.LongStream;

/**
 * Prices of the token classes, each in whole pico-dollars (10⁻¹² USD) for one token; a dollar per
 * million tokens is 1,000,000 of them. A class without a price of its own has that of its plain
 * class: cached, written, image and audio input that of {@code input}, reasoning, image and audio
 * output that of {@code output}.
 *
 * <p>The bound of {@value #MAX_PICOS} (10,000 dollars per million) keeps a price times ten million
 * tokens far inside a {@code long}; the dearest price known is 600.
 */
public record TokenRates(
    long input,
    long output,
    long cacheRead,
    long cacheWrite,
    long reasoning,
    long imageInput,
    long imageOutput,
    long audioInput,
    long audioOutput) {

  static final long MAX_PICOS = 10_000_000_000L;

  public TokenRates {
    LongStream.of(
            input,
            output,
            cacheRead,
            cacheWrite,
            reasoning,
            imageInput,
            imageOutput,
            audioInput,
            audioOutput)
        .forEach(TokenRates::check);
  }

  /** One price for everything that is read and one for everything that is written. */
  public static TokenRates of(long input, long output) {
    return new TokenRates(input, output, input, input, output, input, output, input, output);
  }

  /** The dearest class of input: an upper bound of what one prompt token costs. */
  public long dearestInput() {
    return LongStream.of(input, cacheRead, cacheWrite, imageInput, audioInput).max().getAsLong();
  }

  /** The dearest class of output: an upper bound of what one output token costs. */
  public long dearestOutput() {
    return LongStream.of(output, reasoning, imageOutput, audioOutput).max().getAsLong();
  }

  /** Class by class the dearer of two prices. */
  TokenRates max(TokenRates other) {
    return new TokenRates(
        Math.max(input, other.input),
        Math.max(output, other.output),
        Math.max(cacheRead, other.cacheRead),
        Math.max(cacheWrite, other.cacheWrite),
        Math.max(reasoning, other.reasoning),
        Math.max(imageInput, other.imageInput),
        Math.max(imageOutput, other.imageOutput),
        Math.max(audioInput, other.audioInput),
        Math.max(audioOutput, other.audioOutput));
  }

  private static void check(long picos) {
    if (picos < 0 || picos > MAX_PICOS) {
      throw new IllegalArgumentException(
          "price per token: " + picos + " pico-dollars (expected: 0 to " + MAX_PICOS + ")");
    }
  }
}
