package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows calls as they end. */
@Command(
    name = "tail",
    description = "Show calls of a running server as they end, until Ctrl-C.",
    footer = {"", "For example: vaultgate usage tail --outcome failed"})
final class UsageTailCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private UsageFilterOption filter;
  @Mixin private Output output;

  @Override
  public void run() {
    try (Administration administration = place.open();
        LineOutput events = new LineOutput(new EventLines(this::show))) {
      administration.download(
          filter.addTo(ApiPath.with("/usage/live"), administration).toString(), events);
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.UNAVAILABLE, "the server has gone", e);
    }
  }

  private void show(String name, JsonNode event) {
    if (output.isJson()) {
      output.out().println(event);
    } else if (name.equals("call")) {
      output
          .out()
          .println(
              Arrays.stream(UsageWords.cells(event))
                  .map(String::valueOf)
                  .collect(Collectors.joining("  ")));
    } else {
      output.note(event.path("calls").asLong() + " calls came too fast to be shown");
    }
    output.out().flush();
  }
}
