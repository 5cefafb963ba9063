package dev.vaultgate.router;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.ServerException;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.Frame;
import dev.vaultgate.router.route.Routed;
import dev.vaultgate.router.route.RoutedFrames;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageSource;
import org.jspecify.annotations.Nullable;

/** A stream that counts what it delivers and settles its permit however it ends. */
final class MeteredStream implements GatewayStream {

  private final Routed<RoutedFrames> routed;
  private final RoutedFrames frames;
  private final ChatCall call;
  private final Permit permit;
  private final ReportedUsage reportedUsage;
  private final AnswerFacts facts;
  private final ChunkWriter chunks;
  private final long firstContentMillis;
  private long answerChars;
  private long bytes;
  private @Nullable Usage reported;
  private boolean ended;

  MeteredStream(
      Routed<RoutedFrames> routed,
      ChatCall call,
      Permit permit,
      ReportedUsage reportedUsage,
      AnswerFacts facts) {
    this.reportedUsage = reportedUsage;
    this.routed = routed;
    this.frames = routed.answer();
    this.call = call;
    this.permit = permit;
    this.facts = facts;
    this.firstContentMillis = permit.elapsedMillis();
    this.chunks =
        new ChunkWriter(frames.head(), permit.startedMillis() / 1000, call.face().orElse(null));
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
    return chunk;
  }

  private void advance() {
    Frame frame;
    try {
      frame = frames.next();
    } catch (CancelledException e) {
      ended = true;
      VaultGateException reason = permit.caller().cancellation().reason(e);
      permit.end(ending(reason == e ? Outcome.CLIENT_CLOSED : Outcome.INTERRUPTED, reason));
      throw reason;
    } catch (VaultGateException e) {
      ended = true;
      permit.end(ending(Outcome.PARTIAL, e));
      throw e;
    } catch (RuntimeException | Error e) {
      ended = true;
      ServerException internal = ServerException.internal(e);
      permit.end(ending(Outcome.PARTIAL, internal));
      throw internal;
    }
    if (frame == null) {
      ended = true;
      Ending ending = ending(Outcome.OK, null);
      if (call.includeUsage()) {
        chunks.addUsage(ending.usage(), permit.cost(ending));
      }
      permit.end(ending);
      return;
    }
    answerChars += frame.answerChars();
    if (TokenEstimate.exceeds(call.outputTokensMax(), call.facts().choices(), answerChars)) {
      frames.close();
      UpstreamException excess =
          new UpstreamException(UpstreamFault.TOO_LARGE, UpstreamException.Report.NONE, null, null);
      ended = true;
      permit.end(ending(Outcome.PARTIAL, excess));
      throw excess;
    }
    reported = frame.usage() == null ? reported : frame.usage();
    chunks.add(frame);
  }

  private Ending ending(Outcome outcome, @Nullable VaultGateException failure) {
    Usage credible =
        reportedUsage.believed(
            reported, answerChars, 1, permit.model().deployments().get(routed.place()));
    return new Ending(
        outcome,
        credible != null ? credible : TokenEstimate.of(call.facts(), answerChars),
        credible != null ? UsageSource.REPORTED : UsageSource.ESTIMATED,
        0,
        routed.place(),
        routed.trace(),
        new Ending.Delivery(bytes, firstContentMillis),
        failure);
  }

  @Override
  public void beforeWait(Runnable hook) {
    frames.beforeWait(hook);
  }

  @Override
  public void close() {
    frames.close();
    if (!ended) {
      ended = true;
      permit.end(ending(Outcome.CLIENT_CLOSED, null));
    }
  }
}
