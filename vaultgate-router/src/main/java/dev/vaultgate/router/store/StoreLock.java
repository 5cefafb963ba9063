package dev.vaultgate.router.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * The operating system's lock on a file beside the database, so that no second process writes to
 * it. The holder's process id is in the file, for the one who is refused. The lock goes with the
 * process; the file stays, and remembers that there was a database.
 *
 * <p>On POSIX a process loses its lock on a file when it closes <em>any</em> of its handles on that
 * file, even one that was opened only to try. So a file that this process has locked is known here
 * and is not touched again.
 */
final class StoreLock implements AutoCloseable {

  /** Far behind the text: where locks are mandatory, the one who is refused can still read it. */
  private static final long LOCKED_BYTE = 1L << 30;

  private static final String ESTABLISHED = "established";
  private static final int TEXT_MAX = 100;

  /** Guarded by itself. */
  private static final Set<Path> LOCKED_HERE = new HashSet<>();

  private final Path file;
  private final FileChannel channel;
  private final boolean wasEstablished;

  private StoreLock(Path file, FileChannel channel, boolean wasEstablished) {
    this.file = file;
    this.channel = channel;
    this.wasEstablished = wasEstablished;
  }

  /**
   * Takes the lock of a database, whose folder exists.
   *
   * @throws IllegalStateException when another has it, with the holder's process id
   */
  static StoreLock take(Path database) {
    Path file = StoreFiles.beside(database, ".lock");
    synchronized (LOCKED_HERE) {
      if (LOCKED_HERE.contains(file)) {
        throw inUse(database, "this process, " + ProcessHandle.current().pid());
      }
      try {
        StoreFiles.makePrivate(file);
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        String text = read(channel);
        if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
          channel.close();
          throw inUse(database, "process " + text.lines().findFirst().orElse("unknown"));
        }
        LOCKED_HERE.add(file);
        StoreLock lock = new StoreLock(file, channel, text.contains(ESTABLISHED));
        lock.sign(lock.wasEstablished);
        return lock;
      } catch (IOException e) {
        throw new UncheckedIOException("The lock file " + file + " cannot be used", e);
      }
    }
  }

  /** Whether the database has been in use before, so that it cannot be missing now. */
  boolean wasEstablished() {
    return wasEstablished;
  }

  /** Notes that the database is there from now on. */
  void establish() {
    try {
      sign(true);
    } catch (IOException e) {
      throw new UncheckedIOException("The lock file " + file + " cannot be written", e);
    }
  }

  private void sign(boolean established) throws IOException {
    String text = ProcessHandle.current().pid() + "\n" + (established ? ESTABLISHED + "\n" : "");
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(US_ASCII)), 0);
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(TEXT_MAX);
    int length = Math.max(0, channel.read(text, 0));
    return new String(text.array(), 0, length, US_ASCII);
  }

  private static IllegalStateException inUse(Path database, String holder) {
    return new IllegalStateException(
        "The store "
            + database
            + " is in use by "
            + holder
            + ". Stop that process, or use another store.");
  }

  @Override
  public void close() {
    synchronized (LOCKED_HERE) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException("The lock file " + file + " cannot be closed", e);
      } finally {
        LOCKED_HERE.remove(file);
      }
    }
  }
}
