package dev.vaultgate.client;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.VaultGateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the steps of an {@link Wire.ImageWire} for one call, until the images are there, the
 * time is up, or nobody wants them any more. Every request of the call shares its time; whatever
 * the provider was set to work on is stopped when it is not waited for.
 *
 * <p>For one call; the steps of {@link ImageStep.Several} run on threads of their own.
 */
final class ImageRunner {

  /** No honest answer with images is larger: ten of four thousand pixels square, in base64. */
  static final int ANSWER_BYTES_MAX = 128 * 1024 * 1024;

  /** Telling a provider to stop is a courtesy: nobody waits for it for long. */
  private static final Duration STOP_TIME = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(ImageRunner.class);

  /** Sends a request; an answer that is no success is thrown. */
  @FunctionalInterface
  interface Sender {
    Exchange send(WireRequest request, Timeouts timeouts, Cancellation cancellation);
  }

  private final Target target;
  private final Sender sender;
  private final Timeouts timeouts;
  private final Clockwork clockwork;
  private final long doneBy;

  ImageRunner(Target target, Sender sender, Timeouts timeouts, Clockwork clockwork) {
    this.target = target;
    this.sender = sender;
    this.timeouts = timeouts;
    this.clockwork = clockwork;
    this.doneBy = clockwork.nanoTime() + timeouts.total().toNanos();
  }

  /**
   * Runs to the end.
   *
   * @throws CancelledException when the call was cancelled
   */
  ImageReply run(ImageStep first, Cancellation cancellation) {
    ImageStep step = first;
    WireRequest stop = null;
    boolean isLed = false;
    while (true) {
      if (step instanceof ImageStep.Done done) {
        return done.reply();
      } else if (step instanceof ImageStep.Started started) {
        stop = started.stop();
        step = started.next();
      } else if (step instanceof ImageStep.Several several) {
        return all(several.steps(), cancellation);
      } else if (step instanceof ImageStep.Send send) {
        // The first address is the wire's own making; where an answer leads is not.
        if (isLed) {
          refuseStranger(send.request());
        }
        isLed = true;
        // What the wire makes of the answer may be a failure too; then there is nothing to stop.
        step = send.then().apply(waited(stop, () -> answer(send.request(), cancellation)));
      } else if (step instanceof ImageStep.Pause pause) {
        waited(
            stop,
            () -> {
              pause(pause.time(), cancellation);
              return pause;
            });
        step = pause.next();
      }
    }
  }

  private interface Wait<T> {
    T end();
  }

  /** Waits; if that fails, the provider is told to stop what it was set to work on. */
  private <T> T waited(@Nullable WireRequest stop, Wait<T> wait) {
    try {
      return wait.end();
    } catch (RuntimeException e) {
      if (stop != null) {
        stop(stop);
      }
      throw e;
    }
  }

  private void refuseStranger(WireRequest request) {
    if (!target.owns(request.url())) {
      throw UpstreamFailure.invalid("an answer that leads to another host", null);
    }
  }

  private ImageStep.Answer answer(WireRequest request, Cancellation cancellation) {
    if (cancellation.isCancelled()) {
      throw new CancelledException();
    }
    try (Exchange exchange = sender.send(request, timeouts.withTotal(left()), cancellation)) {
      return new ImageStep.Answer(exchange.headers(), exchange.readAll(ANSWER_BYTES_MAX));
    }
  }

  private void pause(Duration time, Cancellation cancellation) {
    Duration left = left();
    long nanos = Math.min(time.toNanos(), left.toNanos());
    try {
      if (clockwork.await(nanos, cancellation)) {
        throw new CancelledException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException();
    }
  }

  private Duration left() {
    long nanos = doneBy - clockwork.nanoTime();
    if (nanos <= 0) {
      throw UpstreamFailure.of(UpstreamFault.TIMEOUT, "no images in time");
    }
    return Duration.ofNanos(nanos);
  }

  private void stop(WireRequest request) {
    if (!target.owns(request.url())) {
      return;
    }
    // An interrupt is why we stop, and no reason not to say so.
    boolean interrupted = Thread.interrupted();
    try (Exchange exchange =
        sender.send(request, timeouts.withTotal(STOP_TIME), new Cancellation())) {
      LOG.debug("{} was told to stop and answered {}", target.id(), exchange.status());
    } catch (UpstreamFailure | VaultGateException e) {
      LOG.debug("{} could not be told to stop", target.id(), e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** One way on this thread, each other on one of its own. */
  private ImageReply all(List<ImageStep> steps, Cancellation cancellation) {
    List<Cancellation> ends = new ArrayList<>();
    List<CompletableFuture<ImageReply>> others = new ArrayList<>();
    steps.forEach(step -> ends.add(new Cancellation()));
    cancellation.onCancel(() -> ends.forEach(Cancellation::cancel));
    for (int i = 1; i < steps.size(); i++) {
      others.add(started(steps.get(i), ends.get(i)));
    }
    List<ImageReply> replies = new ArrayList<>();
    List<RuntimeException> failures = new ArrayList<>();
    try {
      replies.add(run(steps.get(0), ends.get(0)));
    } catch (RuntimeException e) {
      failures.add(e);
    }
    for (CompletableFuture<ImageReply> other : others) {
      try {
        replies.add(other.join());
      } catch (CompletionException e) {
        failures.add(
            e.getCause() instanceof RuntimeException failure
                ? failure
                : new IllegalStateException(e.getCause()));
      }
    }
    if (cancellation.isCancelled()) {
      throw new CancelledException();
    }
    if (replies.isEmpty()) {
      throw failures.get(0);
    }
    failures.forEach(failure -> LOG.info("an image of {} did not come", target.id(), failure));
    return ImageReply.joined(replies);
  }

  private CompletableFuture<ImageReply> started(ImageStep step, Cancellation cancellation) {
    CompletableFuture<ImageReply> reply = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                reply.complete(run(step, cancellation));
              } catch (RuntimeException | Error e) {
                reply.completeExceptionally(e);
              }
            },
            "vaultgate-image");
    thread.setDaemon(true);
    thread.start();
    return reply;
  }
}
