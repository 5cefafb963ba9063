package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.router.route.RouteTrace;
import dev.vaultgate.router.simulate.Scenario;
import dev.vaultgate.router.simulate.Watcher;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The decisions of a simulation, one for each call. */
final class SimulatedDecisions {

  private SimulatedDecisions() {}

  /** What a call came to: who answered, or what its caller was told. */
  private static String end(Scenario scenario, int place, @Nullable UpstreamFault fault) {
    if (place < 0) {
      return fault == null ? "left" : fault.code();
    }
    String deployment = scenario.deployments().get(place).place().id();
    return fault == null ? deployment : deployment + " broke off";
  }

  /** A line each: when, which call, what happened, how it ended, after how long. */
  record InLines(Scenario scenario, PrintWriter out) implements Watcher {

    @Override
    public void over(
        long call,
        long arrivedNanos,
        long nanos,
        int place,
        @Nullable UpstreamFault fault,
        RouteTrace trace) {
      long millis = TimeUnit.NANOSECONDS.toMillis(arrivedNanos);
      // Not by a format: a day of calls is a million lines.
      out.println(
          time(millis)
              + "  #"
              + call
              + "  "
              + end(scenario, place, fault)
              + "  "
              + TimeUnit.NANOSECONDS.toMillis(nanos - arrivedNanos)
              + " ms  "
              + trace.story());
    }

    private static String time(long millis) {
      String text = Long.toString(1_000 + millis % 1_000);
      return two(millis / 3_600_000)
          + ":"
          + two(millis / 60_000 % 60)
          + ":"
          + two(millis / 1_000 % 60)
          + "."
          + text.substring(1);
    }

    private static String two(long number) {
      return number < 10 ? "0" + number : Long.toString(number);
    }
  }

  /** An object each. */
  record InJson(Scenario scenario, ArrayNode into) implements Watcher {

    @Override
    public void over(
        long call,
        long arrivedNanos,
        long nanos,
        int place,
        @Nullable UpstreamFault fault,
        RouteTrace trace) {
      into.addObject()
          .put("at_ms", TimeUnit.NANOSECONDS.toMillis(arrivedNanos))
          .put("request", call)
          .put("end", end(scenario, place, fault))
          .put("millis", TimeUnit.NANOSECONDS.toMillis(nanos - arrivedNanos))
          .put("trace", trace.story());
    }
  }
}
