package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes calls to a file. */
@Command(
    name = "export",
    description = "Write calls to a file, newest first.",
    footer = {"", "For example: vaultgate usage export --since 30d --out usage.csv"})
final class UsageExportCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private UsageFilterOption filter;
  @Mixin private Output output;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "csv",
      description = "csv, or json for an object in each line (else ${DEFAULT-VALUE}).")
  private String format;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file, which is not there yet (else the standard output).")
  private @Nullable Path file;

  @Option(
      names = "--search",
      paramLabel = "TEXT",
      description = "Only requests whose id begins so, or of models whose name holds this.")
  private @Nullable String search;

  @Override
  public void run() {
    if (file != null && Files.exists(file)) {
      throw CommandFailure.option("--out", file, "a file that is not there yet");
    }
    try (Administration administration = place.open()) {
      String path =
          filter
              .addTo(ApiPath.with("/usage/export"), administration)
              .query("format", format)
              .query("search", search)
              .toString();
      if (file == null) {
        print(administration, path);
      } else {
        write(administration, path, file);
      }
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILED, "the calls cannot be written", e);
    }
  }

  private void print(Administration administration, String path) throws IOException {
    try (LineOutput lines = new LineOutput(line -> output.out().print(line + "\n"))) {
      administration.download(path, lines);
    }
    output.out().flush();
  }

  private void write(Administration administration, String path, Path to) throws IOException {
    try (OutputStream out = Files.newOutputStream(to, StandardOpenOption.CREATE_NEW)) {
      administration.download(path, out);
    } catch (RuntimeException e) {
      Files.deleteIfExists(to);
      throw e;
    }
    ObjectNode tree = Json.object().put("file", to.toString()).put("bytes", Files.size(to));
    output.print(tree, "%s is written.".formatted(to));
  }
}
