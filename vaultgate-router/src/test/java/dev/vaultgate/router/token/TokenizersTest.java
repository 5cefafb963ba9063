package dev.vaultgate.router.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TokenizersTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void openAisModelsAreCountedByTheirOwnTokenizer() {
    Tokenizer tokenizer = Tokenizers.shared().of(TokenFamily.O200K);

    assertThat(tokenizer.isExact()).isTrue();
    // As tiktoken counts it.
    assertThat(tokenizer.count("The quick brown fox jumps over the lazy dog.")).isEqualTo(10);
    assertThat(tokenizer.count("")).isZero();
  }

  @Test
  void wordsThatMeanSomethingToTheModelAreTextInAPrompt() {
    assertThat(Tokenizers.shared().of(TokenFamily.CL100K).count("<|endoftext|>")).isGreaterThan(1);
  }

  @Test
  void aTextBeyondTheBoundCountsAtMostATokenForEachByte() {
    String text = "word ".repeat(200_000);

    long tokens = Tokenizers.shared().of(TokenFamily.O200K).count(text);

    assertThat(tokens).isBetween(200_000L, (long) text.length());
  }

  @Test
  void modelsWithoutATokenizerOnBoardAreEstimated() {
    assertThat(Tokenizers.shared().of(TokenFamily.CLAUDE)).isSameAs(TokenFamily.CLAUDE);
  }

  @Test
  void withoutTheLibraryEveryModelIsEstimated() {
    Tokenizers tokenizers =
        new Tokenizers(
            name -> {
              throw new NoClassDefFoundError("com/knuddels/jtokkit/Encodings");
            },
            LONG);

    assertThat(tokenizers.of(TokenFamily.O200K)).isSameAs(TokenFamily.O200K);
  }

  @Test
  void anEncodingThatTakesTooLongIsNotWaitedFor() {
    CountDownLatch never = new CountDownLatch(1);
    Tokenizers tokenizers =
        new Tokenizers(
            name -> {
              awaitUnbothered(never);
              return TokenFamily.OTHER;
            },
            Duration.ofMillis(1));

    assertThat(tokenizers.of(TokenFamily.O200K)).isSameAs(TokenFamily.O200K);
    never.countDown();
  }

  private static void awaitUnbothered(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anEncodingIsLoadedOnce() {
    AtomicInteger loads = new AtomicInteger();
    Tokenizers tokenizers =
        new Tokenizers(
            name -> {
              loads.incrementAndGet();
              return TokenFamily.OTHER;
            },
            LONG);

    tokenizers.of(TokenFamily.O200K);
    tokenizers.of(TokenFamily.GPT_4O_MINI);
    tokenizers.of(TokenFamily.CL100K);

    assertThat(loads).hasValue(2);
  }
}
