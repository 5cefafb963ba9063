package dev.vaultgate.server.manage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The note that a running server leaves beside its store. */
class AdminNoteTest {

  @TempDir Path folder;

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void noteIsForItsOwnersEyesAlone() throws Exception {
    try (AdminServer server = AdminServer.start(folder)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.noteFile())))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void noteSaysWhereTheServerIsAndWhatOpensIt() throws Exception {
    try (AdminServer server = AdminServer.start(folder)) {
      AdminNote note = server.note();

      assertThat(note.url()).isEqualTo(server.server.address());
      assertThat(note.secret()).startsWith("vgadmin_").hasSize("vgadmin_".length() + 43);
    }
  }

  @Test
  void cleanStopTakesTheNoteBackAndLeavesNothingElse() throws Exception {
    AdminServer server = AdminServer.start(folder);
    Path note = server.noteFile();
    assertThat(note).exists();

    server.close();

    assertThat(note).doesNotExist();
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("test.db", "test.db.lock");
    }
  }

  @Test
  void eachStartMakesANewSecretAndTheOldOneIsVoid() throws Exception {
    AdminServer first = AdminServer.start(folder);
    String old = first.note().secret();
    first.close();

    try (AdminServer second = AdminServer.start(folder)) {
      assertThat(second.note().secret()).isNotEqualTo(old);
      assertThat(second.get("/api/v1", old).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void noteThatAKilledServerLeftIsReplaced() throws Exception {
    Files.writeString(folder.resolve("test.db.admin"), "{\"url\":\"http://x\",\"secret\":\"y\"}");

    try (AdminServer server = AdminServer.start(folder)) {
      assertThat(server.note().url()).isEqualTo(server.server.address());
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void noteIsFoundByAnyNameOfTheStore() throws Exception {
    try (AdminServer server = AdminServer.start(folder)) {
      Path link = Files.createSymbolicLink(folder.resolve("link.db"), folder.resolve("test.db"));

      assertThat(AdminNote.read(link)).hasValue(server.note());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "{\"url\":\"http://x\"}",
        "{\"url\":\"a b\",\"secret\":\"y\"}"
      })
  void junkIsNoNote(String text) throws Exception {
    Files.writeString(folder.resolve("test.db.admin"), text);

    assertThat(AdminNote.read(folder.resolve("test.db"))).isEmpty();
  }

  @Test
  void noFileIsNoNote() throws Exception {
    assertThat(AdminNote.read(folder.resolve("test.db"))).isEmpty();
  }

  @Test
  void secretsAreInNoLogAndNoText() throws Exception {
    List<String> log = Collections.synchronizedList(new ArrayList<>());
    Handler recorder = new Recorder(log);
    Logger root = Logger.getLogger("dev.vaultgate");
    Level before = root.getLevel();
    root.addHandler(recorder);
    root.setLevel(Level.ALL);
    try (AdminServer server = AdminServer.start(folder)) {
      String secret = server.note().secret();

      server.get("/api/v1/keys");
      server.get("/api/v1/keys", "wrong-" + secret);
      server.post("/api/v1/keys", "{\"name\":1}");

      assertThat(server.note().toString()).doesNotContain(secret);
      assertThat(String.join("\n", log))
          .doesNotContain(secret)
          .doesNotContain(AdminServer.OPERATORS_KEY);
    } finally {
      root.setLevel(before);
      root.removeHandler(recorder);
    }
  }

  private static final class Recorder extends Handler {
    private final List<String> log;

    Recorder(List<String> log) {
      this.log = log;
    }

    @Override
    public void publish(LogRecord record) {
      log.add(
          record.getMessage()
              + List.of(record.getParameters() == null ? new Object[0] : record.getParameters()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
