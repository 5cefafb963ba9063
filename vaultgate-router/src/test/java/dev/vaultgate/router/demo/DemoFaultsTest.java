package dev.vaultgate.router.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatStream;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.client.AnswerName;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.ChatFrames;
import dev.vaultgate.client.Timeouts;
import dev.vaultgate.router.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoFaultsTest {

  private final DemoClient error = new DemoClient("demo-error-text");

  @ParameterizedTest
  @CsvSource({
    "hello, SERVER, 500",
    "a 500 please, SERVER, 500",
    "429, RATE_LIMITED, 429",
    "please overloaded, OVERLOADED, 529",
    "no quota, EXHAUSTED, 402",
    "401, AUTH, 401",
    "404, MODEL_MISSING, 404",
    "unreachable, UNREACHABLE, 0",
    "timeout, TIMEOUT, 0",
    "malformed, INVALID_RESPONSE, 200",
    "empty, EMPTY_RESPONSE, 200",
    "cut, CONNECTION_LOST, 200",
    "stream_error, STREAM_ERROR, 200"
  })
  void aWordOfThePromptChoosesTheFault(String prompt, UpstreamFault fault, int status) {
    assertThatThrownBy(() -> error.chat(ChatRequest.of("demo-error-text", prompt)))
        .isInstanceOfSatisfying(
            UpstreamException.class,
            e -> {
              assertThat(e.fault()).isEqualTo(fault);
              assertThat(e.report().status()).isEqualTo(status);
              assertThat(e.report().deployment()).isEqualTo("demo/demo-error-text");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "context, context_length_exceeded",
    "content_filter, content_filter",
    "400, invalid_value"
  })
  void someFaultsAreTheCallers(String prompt, String code) {
    assertThatThrownBy(() -> error.stream(ChatRequest.of("demo-error-text", prompt)))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void aLimitSaysWhenToComeBack() {
    assertThatThrownBy(() -> error.chat(ChatRequest.of("demo-error-text", "429")))
        .isInstanceOfSatisfying(
            VaultGateException.class,
            e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(1)));
  }

  @Test
  void aCutStreamEndsAfterSomeWords() {
    List<String> words = new ArrayList<>();

    try (ChatStream stream =
        error.stream(ChatRequest.of("demo-error-text", "cut after 100 words"))) {
      assertThatThrownBy(() -> stream.forEach(event -> words.add(event.text())))
          .isInstanceOfSatisfying(
              UpstreamException.class,
              e -> assertThat(e.fault()).isEqualTo(UpstreamFault.STREAM_TRUNCATED));
    }

    assertThat(words).hasSize(1 + 5);
  }

  @Test
  void everySecondAttemptOfTheFlakyModelFailsBeginningWithTheFirst() {
    DemoClient flaky = new DemoClient("demo-flaky-text");
    ChatRequest request = ChatRequest.of("demo-flaky-text", "say hi");
    List<String> answers = new ArrayList<>();

    for (int attempt = 0; attempt < 4; attempt++) {
      answers.add(answerOrFault(flaky, request));
    }

    assertThat(answers).containsExactly("OVERLOADED", "hi", "OVERLOADED", "hi");
  }

  private static String answerOrFault(DemoClient client, ChatRequest request) {
    try {
      return client.chat(request).text();
    } catch (UpstreamException e) {
      return e.fault().name();
    }
  }

  @Test
  void theSlowModelTimesOutWhenItIsAskedToWaitTooLong() {
    DemoProvider slow = new DemoProvider("demo-slow-text", new FakeTime());
    Timeouts timeouts = Timeouts.DEFAULT.withFirstContent(Duration.ofMillis(1));
    ChatFrames frames =
        slow.stream(
            ChatCall.of(ChatRequest.of("demo-slow-text", "wait 60 seconds"), true),
            AnswerName.KEPT,
            timeouts,
            new Cancellation());

    assertThatThrownBy(frames::next)
        .isInstanceOfSatisfying(
            UpstreamException.class, e -> assertThat(e.fault()).isEqualTo(UpstreamFault.TIMEOUT));
  }

  @Test
  void aWholeSlowAnswerTakesAsLongAsItsWords() {
    Pace pace = new Pace(Duration.ofMillis(500), Duration.ofMillis(100));

    assertThat(pace.ofWhole(11)).isEqualTo(Duration.ofMillis(1_500));
    assertThat(pace.asked("please wait 3 s").ofWhole(1)).isEqualTo(Duration.ofSeconds(3));
    assertThat(Pace.AT_ONCE.asked("wait 3 s")).isEqualTo(Pace.AT_ONCE);
  }

  @Test
  void aSlowStreamFlushesBeforeEachPause() {
    DemoProvider slow =
        new DemoProvider(
            "demo-slow-text", new FakeTime(), new Pace(Duration.ofNanos(1), Duration.ofNanos(1)));
    ChatFrames frames =
        slow.stream(
            ChatCall.of(ChatRequest.of("demo-slow-text", "say a b c"), true),
            AnswerName.KEPT,
            Timeouts.DEFAULT,
            new Cancellation());
    List<String> order = new ArrayList<>();
    frames.beforeWait(() -> order.add("flush"));

    order.add(frames.next().events().get(0).text());
    order.add(frames.next().events().get(0).text());

    assertThat(order).containsExactly("flush", "a ", "flush", "b ");
  }

  @Test
  void closingAStreamEndsItsPauseAtOnce() throws InterruptedException, ExecutionException {
    CountDownLatch waiting = new CountDownLatch(1);
    ChatFrames frames = slowly(new Cancellation(), waiting);

    assertEndsWhen(frames, waiting, frames::close);
  }

  @Test
  void cancellingTheCallEndsItsPauseAtOnce() throws InterruptedException, ExecutionException {
    CountDownLatch waiting = new CountDownLatch(1);
    Cancellation cancellation = new Cancellation();

    assertEndsWhen(slowly(cancellation, waiting), waiting, cancellation::cancel);
  }

  private static ChatFrames slowly(Cancellation cancellation, CountDownLatch waiting) {
    ChatFrames frames =
        new DemoProvider("demo-slow-text", new FakeTime())
            .stream(
                ChatCall.of(ChatRequest.of("demo-slow-text", "wait 50 seconds"), true),
                AnswerName.KEPT,
                Timeouts.DEFAULT,
                cancellation);
    frames.beforeWait(waiting::countDown);
    return frames;
  }

  private static void assertEndsWhen(ChatFrames frames, CountDownLatch waiting, Runnable end)
      throws InterruptedException, ExecutionException {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<?> next = thread.submit(frames::next);
      waiting.await();
      end.run();
      assertThat(next)
          .failsWithin(10, TimeUnit.SECONDS)
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(CancelledException.class);
    } finally {
      thread.shutdownNow();
    }
  }
}
