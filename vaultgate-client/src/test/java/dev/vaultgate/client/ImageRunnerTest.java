package dev.vaultgate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.ImageResponse;
import dev.vaultgate.api.ImageResponse.GeneratedImage;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.Usage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ImageRunnerTest {

  private static final String HOME = "https://painter.example/v1";
  private static final WireRequest SUBMIT =
      new WireRequest(HOME + "/submit", Map.of(), new byte[0], List.of());
  private static final WireRequest POLL = WireRequest.get(HOME + "/poll", Map.of());
  private static final WireRequest STOP =
      new WireRequest(HOME + "/stop", Map.of(), new byte[0], List.of());

  private final List<String> sent = Collections.synchronizedList(new ArrayList<>());
  private final FakeClockwork clockwork = new FakeClockwork();
  private final Cancellation cancellation = new Cancellation();

  private final Target target =
      new Target(
          "painter",
          "m",
          HOME,
          Map.of("result", "https://*.painter.example/v1/result"),
          Map.of(),
          Set.of(),
          Target.Traits.UNKNOWN);

  private static ImageStep done(String image) {
    GeneratedImage made = new GeneratedImage(null, image, null, Map.of());
    return new ImageStep.Done(
        new ImageReply(new ImageResponse(1, List.of(made), Usage.of(3, 5), Map.of()), List.of()));
  }

  /** A job that is done after so many looks. */
  private static ImageStep polled(int looks) {
    return looks == 0
        ? done("AAAA")
        : new ImageStep.Pause(
            Duration.ofSeconds(2), new ImageStep.Send(POLL, answer -> polled(looks - 1)));
  }

  private static ImageStep job(int looks) {
    return new ImageStep.Send(SUBMIT, answer -> new ImageStep.Started(STOP, polled(looks)));
  }

  private ImageReply run(ImageStep step) {
    return run(step, Duration.ofSeconds(60));
  }

  private ImageReply run(ImageStep step, Duration total) {
    return new ImageRunner(target, this::send, Timeouts.DEFAULT.withTotal(total), clockwork)
        .run(step, cancellation);
  }

  private Exchange send(WireRequest request, Timeouts timeouts, Cancellation cancellation) {
    sent.add(request.url().substring(request.url().lastIndexOf('/')));
    return new CannedTransport(
            200, Map.of(), new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)))
        .send(request, timeouts, false, cancellation);
  }

  @Test
  void aJobIsLookedAtUntilItIsDone() {
    ImageReply reply = run(job(3));

    assertThat(reply.response().images()).hasSize(1);
    assertThat(sent).containsExactly("/submit", "/poll", "/poll", "/poll");
    assertThat(clockwork.now).isEqualTo(Duration.ofSeconds(6).toNanos());
  }

  @Test
  void aJobThatTakesTooLongIsStoppedAndNotLookedAtAgain() {
    assertThatThrownBy(() -> run(job(100), Duration.ofSeconds(5)))
        .isInstanceOfSatisfying(
            UpstreamFailure.class,
            failure ->
                assertThat(failure.kind())
                    .isEqualTo(new UpstreamFailure.Kind.Upstream(UpstreamFault.TIMEOUT)));

    assertThat(sent).containsExactly("/submit", "/poll", "/poll", "/stop");
  }

  @Test
  void aCallerWhoLeavesStopsTheJob() {
    clockwork.onWait = cancellation::cancel;

    assertThatThrownBy(() -> run(job(100))).isInstanceOf(CancelledException.class);

    assertThat(sent).containsExactly("/submit", "/stop");
  }

  @Test
  void aJobThatFailedByItselfIsNotStopped() {
    ImageStep failing =
        new ImageStep.Send(
            SUBMIT,
            answer ->
                new ImageStep.Started(
                    STOP,
                    new ImageStep.Send(
                        POLL,
                        looked -> {
                          throw Moderation.refusal("no");
                        })));

    assertThatThrownBy(() -> run(failing)).isInstanceOf(UpstreamFailure.class);

    assertThat(sent).containsExactly("/submit", "/poll");
  }

  @Test
  void anAddressOfAnotherHostIsNotAsked() {
    List<String> strangers =
        List.of(
            "https://thief.example/poll",
            "http://painter.example/v1/poll",
            "https://painter.example:8443/v1/poll",
            "https://painter.example.thief.example/poll",
            "https://user@painter.example/v1/poll",
            "https://evilpainter.example/poll");

    assertThat(strangers).noneMatch(target::owns);
    assertThatThrownBy(
            () ->
                run(
                    new ImageStep.Send(
                        SUBMIT,
                        answer ->
                            new ImageStep.Send(
                                WireRequest.get(strangers.get(0), Map.of()), led -> done("AAAA")))))
        .isInstanceOf(UpstreamFailure.class);
    assertThat(sent).containsExactly("/submit");
  }

  @Test
  void aHostThatTheRowNamesIsTheProvidersOwn() {
    assertThat(target.owns("https://eu1.painter.example/v1/result?id=1")).isTrue();
  }

  @Test
  void imagesOfSeveralWaysCountTogether() {
    ImageReply reply = run(new ImageStep.Several(List.of(job(1), job(2), job(1))));

    assertThat(reply.response().images()).hasSize(3);
    assertThat(reply.response().usage().completionTokens()).isEqualTo(15);
  }

  @Test
  void imagesThatAreThereAreDeliveredWhereOthersFailed() {
    ImageStep failing =
        new ImageStep.Send(
            SUBMIT,
            answer -> {
              throw Moderation.refusal("no");
            });

    assertThat(run(new ImageStep.Several(List.of(failing, job(1)))).response().images()).hasSize(1);
    assertThatThrownBy(() -> run(new ImageStep.Several(List.of(failing, failing))))
        .hasMessage("no");
  }

  @Test
  void aCallerWhoLeavesStopsEveryWay() {
    CyclicBarrier bothWait = new CyclicBarrier(2, cancellation::cancel);
    clockwork.onWait = () -> awaitOthers(bothWait);

    assertThatThrownBy(() -> run(new ImageStep.Several(List.of(job(9), job(9)))))
        .isInstanceOf(CancelledException.class);

    assertThat(sent).containsExactlyInAnyOrder("/submit", "/submit", "/stop", "/stop");
  }

  private static void awaitOthers(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Time that passes when it is waited for. */
  private static final class FakeClockwork implements Clockwork {
    private long now;
    private Runnable onWait = () -> {};

    @Override
    public synchronized long nanoTime() {
      return now;
    }

    @Override
    public boolean await(long nanos, Cancellation cancellation) {
      onWait.run();
      synchronized (this) {
        now += nanos;
      }
      return cancellation.isCancelled();
    }
  }
}
