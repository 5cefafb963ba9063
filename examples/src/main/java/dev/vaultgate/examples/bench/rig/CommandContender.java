package dev.vaultgate.examples.bench.rig;

import dev.vaultgate.examples.bench.load.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Any other gateway, given by a command line. {@code {port}} in it becomes the port to listen on,
 * {@code {upstream}} the mock's base URL without {@code /v1}, {@code {dir}} an empty directory; the
 * same in header lines. It is split at blanks; quoting is not understood, a script is the way out.
 *
 * @param id also its title
 * @param commandLine what starts it, in the foreground
 * @param model what its callers must name to reach the mock
 * @param headers further header lines of each request
 * @param files what it reads, by name; written into the directory, filled in like the command
 */
public record CommandContender(
    String id, String commandLine, String model, List<String> headers, Map<String, String> files)
    implements Contender {

  public CommandContender {
    headers = List.copyOf(headers);
    files = Map.copyOf(files);
  }

  /** A gateway that asks for nothing special. */
  public static CommandContender of(String id, String commandLine) {
    return new CommandContender(id, commandLine, "bench-model", List.of(), Map.of());
  }

  public CommandContender withModel(String name) {
    return new CommandContender(id, commandLine, name, headers, files);
  }

  public CommandContender withHeader(String line) {
    List<String> more = new ArrayList<>(headers);
    more.add(line);
    return new CommandContender(id, commandLine, model, more, files);
  }

  @Override
  public String title() {
    return id;
  }

  @Override
  public Launch prepare(Path directory, int upstreamPort, int port) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(
          directory.resolve(file.getKey()), fill(file.getValue(), directory, upstreamPort, port));
    }
    List<String> command =
        Arrays.stream(commandLine.trim().split(" +", -1))
            .map(word -> fill(word, directory, upstreamPort, port))
            .toList();
    List<String> filled =
        headers.stream().map(line -> fill(line, directory, upstreamPort, port)).toList();
    return new Launch(command, new Target(port, model, filled));
  }

  private static String fill(String text, Path directory, int upstreamPort, int port) {
    return text.replace("{port}", String.valueOf(port))
        .replace("{upstream}", "http://127.0.0.1:" + upstreamPort)
        .replace("{dir}", directory.toString());
  }
}
