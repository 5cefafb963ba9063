package dev.vaultgate.examples.bench.load;

import dev.vaultgate.examples.bench.http.ReadBuffer;
import java.io.IOException;
import java.nio.channels.Selector;
import java.time.Duration;

/** Runs scenarios, one after the other, on the calling thread. */
public final class LoadGenerator implements AutoCloseable {

  private final Selector selector;
  private final ReadBuffer buffer = new ReadBuffer();

  private LoadGenerator(Selector selector) {
    this.selector = selector;
  }

  public static LoadGenerator open() throws IOException {
    return new LoadGenerator(Selector.open());
  }

  /**
   * Keeps the scenario's connections busy for this long, then waits for the last answers. Blocks.
   *
   * @throws IOException when the selector fails; faults of single requests are counted instead
   */
  public LoadResult run(Scenario scenario, Target target, Duration duration) throws IOException {
    return new LoadRun(scenario, target, duration, selector, buffer).run();
  }

  @Override
  public void close() throws IOException {
    selector.close();
  }
}
