package dev.vaultgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher decides, before a Java that only writes down how it was called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  @TempDir Path folder;

  private Path jdk;
  private Path cache;

  @BeforeEach
  void lay() throws IOException {
    Files.copy(Path.of("src/main/dist/vaultgate"), folder.resolve("vaultgate"));
    Files.writeString(folder.resolve("vaultgate.jar"), "a jar");
    age(folder.resolve("vaultgate.jar"));
    jdk = Files.createDirectories(folder.resolve("jdk"));
    cache = folder.resolve("home").resolve("cache");
    jdk("17.0.15");
    java("rehearse) echo archive > \"$archive\"; mkdir -p \"$library\";;");
  }

  private void jdk(String version) throws IOException {
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
  }

  /** A Java that writes an archive where it is told to, and down how it was called. */
  private void java(String onRehearsal) throws IOException {
    Path java = Files.createDirectories(jdk.resolve("bin")).resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        for word in "$@"; do
          case "$word" in
            -XX:ArchiveClassesAtExit=*|-XX:AOTCacheOutput=*) archive=${word#*=};;
            -Dorg.sqlite.lib.path=*) library=${word#*=};;
          esac
          last=$word
        done
        case "$last" in
          %s
        esac
        echo "$@" >> '%s'
        """
            .formatted(onRehearsal, folder.resolve("calls")));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
  }

  private static void age(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
  }

  private Process launch(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("/bin/sh", folder.resolve("vaultgate").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().put("VAULTGATE_HOME", folder.resolve("home").toString());
    builder.environment().remove("VAULTGATE_CACHE");
    builder.redirectOutput(folder.resolve("output").toFile());
    return builder.start();
  }

  private int run(String... arguments) throws IOException, InterruptedException {
    return launch(arguments).waitFor();
  }

  private List<String> calls(String last) throws IOException {
    Path calls = folder.resolve("calls");
    if (!Files.exists(calls)) {
      return List.of();
    }
    return Files.readAllLines(calls).stream().filter(call -> call.endsWith(last)).toList();
  }

  private List<Path> archives() throws IOException {
    if (!Files.exists(cache)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(cache)) {
      return files
          .filter(file -> file.getFileName().toString().matches("start-.*(jsa|aot)"))
          .toList();
    }
  }

  @Test
  void firstServeStartsWithoutArchiveAndHasOneMade() throws Exception {
    assertThat(run("serve")).isZero();

    assertThat(calls(" serve")).singleElement().asString().doesNotContain("SharedArchiveFile");
    await().untilAsserted(() -> assertThat(archives()).hasSize(1));
    assertThat(archives().get(0).toString()).endsWith(".jsa");
  }

  @Test
  void freshArchiveIsUsedAndNotMadeAgain() throws Exception {
    run("rehearse");

    assertThat(run("serve")).isZero();
    assertThat(run("keys", "list")).isZero();

    String option = "-XX:SharedArchiveFile=" + archives().get(0);
    assertThat(calls(" serve")).singleElement().asString().contains(option);
    assertThat(calls(" keys list")).singleElement().asString().contains(option);
    assertThat(calls(" rehearse")).hasSize(1);
  }

  @Test
  void libraryThatWasUnpackedOnceIsUsed() throws Exception {
    run("rehearse");

    run("serve");

    String library = archives().get(0).toString().replace(".jsa", ".lib");
    assertThat(calls(" serve"))
        .singleElement()
        .asString()
        .contains("-Dorg.sqlite.lib.path=" + library)
        .contains("-Dorg.sqlite.tmpdir=" + library);
  }

  @Test
  void withoutLibraryTheArchiveIsUsedAlone() throws Exception {
    java("rehearse) echo archive > \"$archive\";;");
    run("rehearse");

    run("serve");

    assertThat(calls(" serve"))
        .singleElement()
        .asString()
        .contains("SharedArchiveFile")
        .doesNotContain("sqlite");
  }

  @Test
  void jdk25HasAnAotCache() throws Exception {
    jdk("25.0.1");
    run("rehearse");

    run("serve");

    assertThat(calls(" serve"))
        .singleElement()
        .asString()
        .contains("-XX:AOTCache=" + archives().get(0));
  }

  @Test
  void optionsArePrintedThatJavaIsStartedWith() throws Exception {
    run("serve");

    assertThat(run("java-options")).isZero();

    String options = Files.readString(folder.resolve("output")).strip();
    assertThat(options).startsWith("-Xmx256m -Xms128m -Xmn96m ").contains("-XX:+UseSerialGC");
    assertThat(calls(" serve")).singleElement().asString().startsWith(options + " ");
  }

  @Test
  void jdk25KeepsLessMemory() throws Exception {
    jdk("25.0.1");

    run("java-options");

    assertThat(Files.readString(folder.resolve("output")))
        .contains("-XX:+UseCompactObjectHeaders", "-XX:TrimNativeHeapInterval=");
  }

  @Test
  void anotherJdkOrJarOrOptionHasAnArchiveOfItsOwn() throws Exception {
    run("rehearse");
    jdk("17.0.16");
    run("rehearse");
    Files.writeString(folder.resolve("vaultgate.jar"), "another jar");
    age(folder.resolve("vaultgate.jar"));

    run("serve");

    assertThat(calls(" serve")).singleElement().asString().doesNotContain("SharedArchiveFile");
    await().untilAsserted(() -> assertThat(archives()).hasSize(3));
  }

  @Test
  void jarThatIsNewerThanItsArchiveHasItMadeAnew() throws Exception {
    run("rehearse");
    age(archives().get(0));
    Files.setLastModifiedTime(
        folder.resolve("vaultgate.jar"), FileTime.from(Instant.parse("2026-01-01T00:00:30Z")));

    run("serve");

    assertThat(calls(" serve")).singleElement().asString().doesNotContain("SharedArchiveFile");
    await().untilAsserted(() -> assertThat(calls(" rehearse")).hasSize(2));
  }

  @Test
  void folderThatCannotBeMadeHarmsNobody() throws Exception {
    Files.writeString(folder.resolve("home"), "no folder");

    assertThat(run("serve")).isZero();
    assertThat(run("rehearse")).isEqualTo(1);

    assertThat(calls(" serve")).hasSize(1);
    assertThat(calls(" rehearse")).isEmpty();
  }

  @Test
  void whatCannotBeMadeIsTriedOnce() throws Exception {
    java("rehearse) exit 1;;");

    assertThat(run("rehearse")).isEqualTo(1);
    assertThat(run("serve")).isZero();

    assertThat(archives()).singleElement().satisfies(file -> assertThat(file).isEmptyFile());
    assertThat(calls(" serve")).singleElement().asString().doesNotContain("SharedArchiveFile");
  }

  @Test
  void rehearsalThatWasKilledIsTriedAgain() throws Exception {
    java("rehearse) kill -9 $$;;");

    assertThat(run("rehearse")).isEqualTo(1);

    assertThat(archives()).isEmpty();
  }

  @Test
  void twoAtOnceBothStartAndLeaveOneWholeArchive() throws Exception {
    Process first = launch("rehearse");
    Process second = launch("rehearse");

    assertThat(first.waitFor()).isZero();
    assertThat(second.waitFor()).isZero();
    assertThat(archives())
        .singleElement()
        .satisfies(file -> assertThat(file).hasContent("archive"));
  }
}
