package dev.vaultgate.router;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.ServerException;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.client.AnswerText;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.Frame;
import dev.vaultgate.client.Notes;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.router.catalog.Deployment;
import dev.vaultgate.router.route.Routed;
import dev.vaultgate.router.route.RoutedFrames;
import dev.vaultgate.router.usage.Outcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stream that counts what it delivers and settles its permit however it ends. */
final class MeteredStream implements GatewayStream {

  private static final Logger LOG = LoggerFactory.getLogger(MeteredStream.class);

  private final Routed<RoutedFrames> routed;
  private final RoutedFrames frames;
  private final ChatCall call;
  private final Permit permit;
  private final UsageMeter meter;
  private final AnswerFacts facts;
  private final ChunkWriter chunks;
  private final HoldWatch hold;
  private final AnswerText said = new AnswerText();
  private final long firstContentMillis;
  private final @Nullable ChunkRecording recording;
  private long bytes;
  private @Nullable Usage told;
  private volatile boolean ended;

  MeteredStream(
      Routed<RoutedFrames> routed,
      ChatCall call,
      Permit permit,
      UsageMeter meter,
      AnswerFacts facts) {
    this.meter = meter;
    this.routed = routed;
    this.frames = routed.answer();
    this.call = call;
    this.permit = permit;
    this.facts = facts;
    this.firstContentMillis = permit.elapsedMillis();
    this.recording = permit.keepsAnswer() ? new ChunkRecording() : null;
    this.hold = HoldWatch.of(meter.counts(), call, deployment(), permit.held());
    this.chunks =
        new ChunkWriter(frames.head(), permit.startedMillis() / 1000, call.face().orElse(null));
  }

  private Deployment deployment() {
    return permit.model().deployments().get(routed.place());
  }

  @Override
  public AnswerFacts facts() {
    return facts;
  }

  @Override
  public byte @Nullable [] next() {
    byte[] chunk = chunks.poll();
    while (chunk == null && !ended) {
      advance();
      chunk = chunks.poll();
    }
    bytes += chunk == null ? 0 : chunk.length;
    // At its end all that still waits was recorded.
    if (recording != null && chunk != null && !ended) {
      recording.add(chunk);
    }
    return chunk;
  }

  private void advance() {
    Frame frame;
    try {
      frame = frames.next();
    } catch (CancelledException e) {
      VaultGateException reason = permit.caller().cancellation().reason(e);
      breakOff(
          reason instanceof CancelledException left ? Outcome.of(left) : Outcome.INTERRUPTED,
          reason);
      throw reason;
    } catch (VaultGateException e) {
      breakOff(Outcome.PARTIAL, e);
      throw e;
    } catch (RuntimeException | Error e) {
      ServerException internal = ServerException.internal(e);
      breakOff(Outcome.PARTIAL, internal);
      throw internal;
    }
    if (frame == null) {
      end(meter.whole(call, deployment(), told, said.chars(), () -> said));
      return;
    }
    said.add(frame);
    if (TokenCounts.exceeds(call.outputTokensMax(), call.facts().choices(), said.chars())) {
      frames.close();
      UpstreamException excess =
          new UpstreamException(UpstreamFault.TOO_LARGE, UpstreamException.Report.NONE, null, null);
      breakOff(Outcome.PARTIAL, excess);
      throw excess;
    }
    told = frame.usage() == null ? told : frame.usage();
    chunks.add(frame);
    if (told == null && hold.isSpent(said)) {
      frames.close();
      chunks.stop(call.facts().choices(), said);
      end(meter.broken(call, deployment(), frames.usageSoFar(), said));
    }
  }

  /** The end of an answer that is as long as it should be. */
  private void end(UsageMeter.Measured measured) {
    ended = true;
    Ending ending = ending(Outcome.OK, measured, null);
    if (call.includeUsage()) {
      chunks.addUsage(ending.usage(), permit.cost(ending));
    }
    permit.answered(facts, recorded());
    permit.end(ending);
  }

  /** All chunks, delivered and yet to be, or null when they are not kept. */
  private byte @Nullable [] recorded() {
    if (recording == null) {
      return null;
    }
    chunks.waiting().forEach(recording::add);
    return recording.whole();
  }

  /** The end of an answer that is not whole. */
  private void breakOff(Outcome outcome, @Nullable VaultGateException failure) {
    ended = true;
    Usage last = told == null ? frames.usageSoFar() : told;
    permit.end(ending(outcome, meter.broken(call, deployment(), last, said), failure));
  }

  private Ending ending(
      Outcome outcome, UsageMeter.Measured measured, @Nullable VaultGateException failure) {
    routed.trace().answer(notes(failure), failure);
    return new Ending(
        outcome,
        measured.usage(),
        measured.source(),
        0,
        routed.place(),
        routed.trace().story(),
        new Ending.Delivery(bytes, firstContentMillis),
        failure);
  }

  /** Whether its provider charges for all of it, whoever listens to its end. */
  boolean drains() {
    return frames.drains() || deployment().drains();
  }

  /** Whether it is settled. */
  boolean isOver() {
    return ended;
  }

  /** Ends the reading, from any thread. */
  void stop() {
    frames.close();
  }

  /**
   * Reads the rest for what the provider tells of it, when there is nobody to give it to. Where it
   * tells nothing, only what was delivered counts.
   */
  void drain() {
    if (ended) {
      return;
    }
    routed.trace().note(Notes.of("drained"));
    frames.beforeWait(() -> {});
    try {
      for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
        told = frame.usage() == null ? told : frame.usage();
      }
    } catch (VaultGateException e) {
      // What it has told until now has to do.
      LOG.debug("request {} could not be read to its end", permit.caller().requestId(), e);
    } finally {
      frames.close();
      breakOff(Outcome.CLIENT_CLOSED, null);
    }
  }

  private Notes notes(@Nullable VaultGateException failure) {
    if (failure == null) {
      return frames.notes();
    }
    Notes notes = UpstreamFailure.notes(failure).and(frames.notes());
    boolean isExcess =
        failure instanceof UpstreamException upstream
            && upstream.fault() == UpstreamFault.TOO_LARGE;
    return isExcess ? notes.with("answer_chars", said.chars()) : notes;
  }

  @Override
  public void beforeWait(Runnable hook) {
    frames.beforeWait(hook);
  }

  @Override
  public void close() {
    frames.close();
    if (!ended) {
      CancelledException left = new CancelledException();
      boolean isStalled =
          permit.caller().cancellation().reason(left) instanceof CancelledException reason
              && reason.isStalled();
      breakOff(isStalled ? Outcome.CLIENT_STALLED : Outcome.CLIENT_CLOSED, null);
    }
  }
}
