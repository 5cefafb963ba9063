package dev.vaultgate.client.recordings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/**
 * The folder of recordings that the environment variable {@code VAULTGATE_RECORDINGS} names: a
 * folder for each provider, in it a file for each conversation. Files are read where they lie.
 */
public final class Recordings {

  private static final String VARIABLE = "VAULTGATE_RECORDINGS";

  private final Path folder;

  private Recordings(Path folder) {
    this.folder = folder;
  }

  /** The folder; empty where the variable is not set, and then {@link #skipped} is the test. */
  public static Optional<Recordings> find() {
    String folder = System.getenv(VARIABLE);
    return folder == null || folder.isBlank()
        ? Optional.empty()
        : Optional.of(new Recordings(Path.of(folder)));
  }

  /** A test that is skipped and says why. */
  public static DynamicTest skipped() {
    return DynamicTest.dynamicTest(
        "recordings",
        () ->
            Assumptions.abort(
                VARIABLE + " is not set: it names the folder of recorded provider traffic"));
  }

  /** The names of all providers of whom something was recorded. */
  public Set<String> providers() throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.filter(Files::isDirectory)
          .map(provider -> provider.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** All interactions of a provider, whatever their kind, in the order of their files. */
  public List<Interaction> of(String provider) throws IOException {
    return read(Set.of(provider), endpoint -> true);
  }

  /**
   * All interactions of these kinds, in the order of their files.
   *
   * @throws IllegalStateException if there is none: a test that checks nothing must not pass
   */
  public List<Interaction> of(Set<String> providers, Set<String> endpoints) throws IOException {
    List<Interaction> found = read(providers, endpoints::contains);
    if (found.isEmpty()) {
      throw new IllegalStateException("no recordings of " + endpoints + " in " + folder);
    }
    return found;
  }

  private List<Interaction> read(Set<String> providers, Predicate<String> endpoints)
      throws IOException {
    List<Interaction> found = new ArrayList<>();
    for (Path file : files(providers)) {
      JsonNode recording = Json.read(Files.readAllBytes(file));
      int place = 0;
      for (JsonNode interaction : recording.path("interactions")) {
        if (endpoints.test(interaction.path("endpoint").asText())) {
          String name = recording.path("id").asText() + "#" + place;
          found.add(new Interaction(name, interaction));
        }
        place++;
      }
    }
    return found;
  }

  private List<Path> files(Set<String> providers) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String provider : providers.stream().sorted().toList()) {
      try (Stream<Path> list = Files.list(folder.resolve(provider))) {
        list.filter(file -> file.toString().endsWith(".json")).sorted().forEach(files::add);
      }
    }
    return files;
  }
}
