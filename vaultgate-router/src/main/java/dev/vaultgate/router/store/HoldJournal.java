package dev.vaultgate.router.store;

import dev.vaultgate.api.ServerException;
import dev.vaultgate.router.credit.Hold;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.VarHandle;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds of calls that run, and ends of holds that are not in the database yet, in a file that is
 * mapped into memory: to write there takes as long as to copy some hundred bytes, and what is
 * written is found when the process has been killed. What a loss of power takes away is what had
 * not been committed to the database.
 *
 * <p>The file has slots of one size, a call each, which are used again and again; it grows to as
 * many as ever ran at once. Its room on the disk is taken when it grows, so that a disk that fills
 * fails nobody who has a slot.
 *
 * <p>Safe for many threads; a slot is for one at a time.
 */
final class HoldJournal implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HoldJournal.class);

  private static final long MARK = 0x5647_484f_4c44_0001L;
  private static final int SLOT_BYTES = 1_024;
  private static final int SEGMENT_SLOTS = 1_024;
  private static final int SEGMENT_BYTES = SEGMENT_SLOTS * SLOT_BYTES;
  private static final int SEGMENTS_MAX = 64;

  /** What a slot begins with: its state, and for both of its parts where it ends and a checksum. */
  private static final int STATE = 0;

  private static final int HOLD_END = 4;
  private static final int HOLD_SUM = 8;
  private static final int END_END = 12;
  private static final int END_SUM = 16;
  private static final int PARTS = 20;

  private static final int FREE = 0;
  private static final int HELD = 1;
  private static final int ENDED = 2;

  private final Path file;
  private final List<MappedByteBuffer> segments = new ArrayList<>();

  /**
   * Guarded by itself. The last one that became free is taken first, so that few pages are used.
   */
  private final List<Slot> free = new ArrayList<>();

  private volatile boolean closed;

  private HoldJournal(Path file) {
    this.file = file;
  }

  /** Opens a journal as it was left; it is made when it is not there. */
  static HoldJournal open(Path file) {
    try {
      StoreFiles.makePrivate(file);
      return new HoldJournal(file);
    } catch (IOException e) {
      throw new UncheckedIOException("The file of holds " + file + " cannot be used", e);
    }
  }

  /**
   * A call of an earlier process.
   *
   * @param heldAt when it was held for, in milliseconds since 1970
   * @param end how it ended, or null when it ran until its process ended
   */
  record Found(Hold hold, long heldAt, @Nullable HoldEnd end) {}

  /**
   * What an earlier process has left.
   *
   * @param boot the number of its opening of the store
   * @param startedAt when that was, in milliseconds since 1970
   */
  record Left(long boot, long startedAt, List<Found> calls) {

    /** The highest number of a hold. */
    long lastHold() {
      return calls.stream().mapToLong(found -> found.hold().id()).max().orElse(0);
    }
  }

  /** What was left here; before {@link #begin}. */
  Left left() {
    try (FileChannel channel = channel()) {
      List<Found> found = new ArrayList<>();
      ByteBuffer head = ByteBuffer.allocate(SLOT_BYTES);
      if (channel.read(head, 0) < SLOT_BYTES || head.getLong(0) != MARK) {
        return new Left(0, 0, found);
      }
      ByteBuffer slot = ByteBuffer.allocate(SLOT_BYTES);
      for (long at = SLOT_BYTES; at + SLOT_BYTES <= channel.size(); at += SLOT_BYTES) {
        channel.read(slot.clear(), at);
        find(slot, found);
      }
      return new Left(head.getLong(8), head.getLong(16), found);
    } catch (IOException e) {
      throw new UncheckedIOException("The file of holds " + file + " cannot be read", e);
    }
  }

  private void find(ByteBuffer slot, List<Found> found) {
    int state = slot.getInt(STATE);
    if (state == FREE) {
      return;
    }
    int held = slot.getInt(HOLD_END);
    if (!isWhole(slot, PARTS, held, slot.getInt(HOLD_SUM))) {
      LOG.warn("{} has a call that cannot be read, as a loss of power may leave one", file);
      return;
    }
    HoldBytes.Held hold = HoldBytes.hold(slot.position(PARTS));
    boolean hasEnded =
        state == ENDED && isWhole(slot, held, slot.getInt(END_END), slot.getInt(END_SUM));
    HoldEnd end = hasEnded ? HoldBytes.end(hold.hold(), slot.position(held)) : null;
    found.add(new Found(hold.hold(), hold.heldAt(), end));
  }

  private static boolean isWhole(ByteBuffer slot, int from, int to, int sum) {
    return from < to && to <= SLOT_BYTES && sum(slot, from, to) == sum;
  }

  private static int sum(ByteBuffer slot, int from, int to) {
    CRC32C sum = new CRC32C();
    sum.update(slot.clear().position(from).limit(to));
    slot.clear();
    return (int) sum.getValue();
  }

  /** Forgets what was left, and is this opening's from now on. */
  void begin(long boot, long startedAt) {
    try (FileChannel channel = channel()) {
      for (long at = 0; at < channel.size(); at += SEGMENT_BYTES) {
        clear(channel, at);
      }
      synchronized (free) {
        grow(channel);
      }
      segments.get(0).putLong(8, boot).putLong(16, startedAt).putLong(0, MARK);
    } catch (IOException e) {
      throw new UncheckedIOException("The file of holds " + file + " cannot be written", e);
    }
  }

  /** One for each use: whoever is interrupted closes his channel, and must not close another's. */
  private FileChannel channel() throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** Zeros are written, since a hole would take its room only when it is written to. */
  private static void clear(FileChannel channel, long from) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate(SEGMENT_BYTES);
    while (zeros.hasRemaining()) {
      channel.write(zeros, from + zeros.position());
    }
  }

  private void grow(FileChannel channel) throws IOException {
    long from = (long) segments.size() * SEGMENT_BYTES;
    clear(channel, from);
    MappedByteBuffer segment = channel.map(FileChannel.MapMode.READ_WRITE, from, SEGMENT_BYTES);
    boolean isFirst = segments.isEmpty();
    segments.add(segment);
    for (int i = SEGMENT_SLOTS - 1; i >= (isFirst ? 1 : 0); i--) {
      free.add(new Slot(segment.slice(i * SLOT_BYTES, SLOT_BYTES)));
    }
  }

  /**
   * A slot for a call. When the journal is closed its file may be another opening's, so that no
   * slot is written to any more.
   *
   * @throws ServerException when there is none, because so many calls run or wait for the database,
   *     or because the disk is full
   */
  Slot take() {
    synchronized (free) {
      if (free.isEmpty()) {
        more();
      }
      return free.remove(free.size() - 1);
    }
  }

  private void more() {
    if (segments.size() >= SEGMENTS_MAX || closed) {
      throw ServerException.storageUnavailable(null);
    }
    try (FileChannel channel = channel()) {
      grow(channel);
    } catch (IOException e) {
      throw ServerException.storageUnavailable(e);
    }
  }

  /** The place of one call. */
  final class Slot {
    private final ByteBuffer bytes;

    private Slot(ByteBuffer bytes) {
      this.bytes = bytes;
    }

    /** Writes that a call is held for. */
    void held(Hold hold, long heldAt) {
      if (closed) {
        throw ServerException.storageUnavailable(null);
      }
      HoldBytes.write(bytes.position(PARTS), hold, heldAt);
      seal(PARTS, HOLD_END, HOLD_SUM);
      become(HELD);
    }

    /** Writes how the call ended; false when that is too long for a slot, or nobody will see it. */
    boolean ended(HoldEnd end) {
      if (closed) {
        return false;
      }
      int from = bytes.getInt(HOLD_END);
      try {
        HoldBytes.write(bytes.position(from), end);
      } catch (BufferOverflowException e) {
        LOG.debug("the end of a call is too long for its slot", e);
        return false;
      }
      seal(from, END_END, END_SUM);
      become(ENDED);
      return true;
    }

    private void seal(int from, int end, int sum) {
      int to = bytes.position();
      bytes.putInt(end, to);
      bytes.putInt(sum, HoldJournal.sum(bytes, from, to));
    }

    /** The call is in the database, or was never held for. */
    void free() {
      if (!closed) {
        become(FREE);
        synchronized (free) {
          free.add(this);
        }
      }
    }

    /** Last, so that a process that is killed on the way leaves what was there before. */
    private void become(int state) {
      VarHandle.releaseFence();
      bytes.putInt(STATE, state);
    }
  }

  /** Leaves what is in it to the next process; a file that nothing is in goes. */
  @Override
  public void close() {
    closed = true;
    synchronized (free) {
      boolean isBegun = !segments.isEmpty();
      if (!isBegun || free.size() < segments.size() * SEGMENT_SLOTS - 1) {
        return;
      }
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.debug("an empty file of holds stays", e);
    }
  }
}
