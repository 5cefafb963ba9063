package dev.vaultgate.server.http;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Names for requests, such as {@code req_01kb3v9hq8k2hd0vq1m5tz0c7y}: unique, in the order of time,
 * so that an index of them grows at its end and not everywhere, and without saying how many
 * requests there were. The first part is the time in milliseconds, the second a count behind a
 * one-to-one scramble that is drawn for the process, so that no two requests of a process can ever
 * share a name.
 */
final class RequestIds {

  /** In the one answer that is written before anything of a request is known. */
  static final String UNKNOWN = "req_0";

  private static final byte[] DIGITS =
      "0123456789abcdefghjkmnpqrstvwxyz".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] PREFIX = "req_".getBytes(StandardCharsets.ISO_8859_1);
  private static final int TIME_DIGITS = 9;
  private static final int COUNT_DIGITS = 13;
  private static final int PROCESS_DIGITS = 4;
  private static final int CALLERS_LENGTH_MAX = 64;

  private final long process;
  private final long secret;
  private final AtomicLong count = new AtomicLong();

  RequestIds(SecureRandom random) {
    process = random.nextLong();
    secret = random.nextLong();
  }

  String next() {
    byte[] id = new byte[PREFIX.length + TIME_DIGITS + COUNT_DIGITS + PROCESS_DIGITS];
    System.arraycopy(PREFIX, 0, id, 0, PREFIX.length);
    write(System.currentTimeMillis(), id, PREFIX.length, TIME_DIGITS);
    long scrambled = scramble(count.getAndIncrement() ^ secret);
    write(scrambled, id, PREFIX.length + TIME_DIGITS, COUNT_DIGITS);
    write(process, id, PREFIX.length + TIME_DIGITS + COUNT_DIGITS, PROCESS_DIGITS);
    return new String(id, StandardCharsets.ISO_8859_1);
  }

  /** Whether a name that the caller gave may be kept: it ends up in headers and logs. */
  static boolean isAcceptable(@Nullable String id) {
    if (id == null || id.isEmpty() || id.length() > CALLERS_LENGTH_MAX) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean plain =
          c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
      if (!plain && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static void write(long value, byte[] target, int offset, int digits) {
    for (int i = offset + digits - 1; i >= offset; i--) {
      target[i] = DIGITS[(int) value & 31];
      value >>>= 5;
    }
  }

  /** The finaliser of SplitMix64: a bijection of 64 bits. */
  private static long scramble(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
